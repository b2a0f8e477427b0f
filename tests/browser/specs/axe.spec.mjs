import { test, expect } from '../support/books.mjs';
import { LOOKS, axeFaults, axeFaultsIn } from '../support/axe.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';

// Templates that show the same in every book. The sweep opens every page of the handbook.
const HANDBOOK = { part: hb.PART, '404': hb.MISSING };
// The others, with one of everything on them.
const SHOWCASE = {
  'start with a list': 'index.html',
  'chapter with everything': 'basics/text.html',
  'chapter with every block': 'basics/blocks.html',
  'timeline with everything': 'timeline.html',
  plan: hb.PLAN,
  print: hb.PRINT,
};

// What is of one column on any screen; the sweep has all pages at both widths.
const SAME_ON_A_PHONE = ['part', '404', 'start with a list', 'timeline with everything', 'print'];
const shownAt = (width, pages) => Object.entries(pages).filter(([name]) => width > 320 || !SAME_ON_A_PHONE.includes(name));

// Colours do not change with the width.
const looksAt = (width) => (width === 320 ? ['light'] : Object.keys(LOOKS));
const expectNoFaults = async (page) => expect(await axeFaultsIn(page, looksAt(page.viewportSize().width))).toEqual([]);

for (const width of [320, 1280]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 800 } });

    for (const [name, path] of shownAt(width, HANDBOOK)) {
      test(`axe finds nothing on the ${name} page at ${width} pixels`, async ({ page }) => {
        await page.goto(path);
        await expectNoFaults(page);
      });
    }

    for (const [name, path] of shownAt(width, SHOWCASE)) {
      test(`axe finds nothing on the ${name} page at ${width} pixels`, async ({ page, showcase }) => {
        await page.goto(showcase + path);
        await page.locator('main details').evaluateAll((all) => all.forEach((one) => one.toggleAttribute('open', true)));
        await expectNoFaults(page);
      });
    }

    test(`axe finds nothing on a chapter from right to left at ${width} pixels`, async ({ page, rtl }) => {
      for (const chapter of ['first', 'third']) {
        await page.goto(`${rtl}road/${chapter}.html`);
        await expectNoFaults(page);
      }
    });

    test(`axe finds nothing on checklists in every state at ${width} pixels`, async ({ page, showcase }) => {
      await page.goto(`${showcase}basics/lists.html`);
      await hb.boxes(page).nth(0).check();
      await rd.choose(rd.item(page, 1), 'In progress');
      await rd.choose(rd.item(page, 2), 'Not for me');
      await rd.writeNote(rd.item(page, 4), 'A note');
      await rd.openPanel(rd.item(page, 5));
      await rd.fillStorage(page);
      await hb.boxes(page).nth(6).check();
      await expect(hb.notice(page)).toContainText('Ticks will not last');
      await expectNoFaults(page);
    });

    test(`axe finds nothing on the desk with everything on it and its dialog at ${width} pixels`, async ({ page, showcase }) => {
      await page.goto(showcase + hb.PLAN);
      const key = (id) => `tickbook:showcase:tick:${id}`;
      const done = { v: 2, s: 'done', t: Date.UTC(2026, 0, 2), r: 5, x: 'Old words' };
      await rd.store(page, { [key('gone')]: done, [key(await rd.id(rd.item(page, 3)))]: done });
      await page.reload();
      await rd.choose(rd.item(page, 1), 'Not for me');
      await rd.writeNote(rd.item(page, 2), 'A note');
      await rd.openPanel(rd.item(page, 0));
      await page.getByText('Show the link and the code').click();
      await expectNoFaults(page);
      await page.getByRole('button', { name: 'Clear my progress' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoFaults(page);
    });
  });
}

test('axe finds nothing on the actions of the handbook', async ({ page }) => {
  await page.goto(hb.ACTIONS);
  expect(await axeFaults(page)).toEqual([]);
});

test('axe finds nothing in the open menu of a phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(hb.CHAPTER);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await expect(hb.navigation(page)).toBeVisible();
  await expectNoFaults(page);
});
