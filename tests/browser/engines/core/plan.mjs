// The plan page.
import * as hb from '../../support/handbook.mjs';

const ticked = () => document.querySelectorAll('.tb-item > .tb-box:checked').length;
const shown = () => [...document.querySelectorAll('.tb-item')].filter((item) => item.checkVisibility()).length;

export default {
  'the plan shows what was ticked on a chapter': async ({ site, open, click, expect }) => {
    await open(site + hb.CHAPTER);
    await click('.tb-box');
    await click('.tb-plan-link');
    await expect('ticked', 1, ticked);
  },

  'the filter shows the done items alone': async ({ site, open, click, expect }) => {
    await open(site + hb.PLAN);
    await click('.tb-box');
    await expect('ticked', 1, ticked);
    await click('.tb-filter [value="done"]');
    await expect('shown', 1, shown);
  },

  'the plan has its progress as a link for another device': async ({ site, open, click, expect }) => {
    await open(site + hb.PLAN);
    await click('.tb-box');
    await click('[data-tb-send] > summary');
    await expect('the link', true, () => /plan\.html#tb\d/.test(document.getElementById('tb-send-link').value));
    await expect('the code', 1, () => document.querySelectorAll('.tb-qr-code').length);
  },
};
