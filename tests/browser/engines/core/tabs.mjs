// Tabs.
const PAGE = 'basics/blocks.html';
const shown = () => {
  const group = document.querySelector('.tb-body > .tb-tabs');
  const names = [...group.querySelectorAll(':scope > .tb-tab-list > [role="tab"]')];
  const panels = [...group.querySelectorAll(':scope > [role="tabpanel"]')];
  return [names.find((tab) => tab.getAttribute('aria-selected') === 'true')?.textContent, panels.filter((panel) => panel.querySelector('.tb-tab-title + *').checkVisibility()).length];
};

export default {
  'a click on a tab shows it alone': async ({ showcase, open, click, expect }) => {
    await open(showcase + PAGE);
    await expect('the tab', ['On a Mac', 1], shown);
    await click('.tb-tab-list > :nth-child(2)');
    await expect('the tab', ['On Windows', 1], shown);
  },

  'the arrow keys go to the next tab': async ({ showcase, open, click, press, expect, Key }) => {
    await open(showcase + PAGE);
    await click('.tb-tab-list > :nth-child(2)');
    await press(Key.ARROW_RIGHT);
    await expect('the tab', ['Elsewhere', 1], shown);
  },
};
