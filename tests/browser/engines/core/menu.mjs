// The menu of a narrow page.
import * as hb from '../../support/handbook.mjs';
import { NARROW } from '../../support/webdriver.mjs';
import { turnWheel } from './search.mjs';

const menu = () => {
  const nav = document.getElementById('tb-nav');
  return [nav.matches(':popover-open'), nav.contains(document.activeElement)];
};
const OPEN = [true, true];

async function openMenu({ site, open, click, expect }) {
  await open(site + hb.CHAPTER, NARROW);
  await click('.tb-menu-button');
  await expect('open, with the focus', OPEN, menu);
}

export default {
  'the menu opens with the focus in it, and Esc closes it': async (reader) => {
    await openMenu(reader);
    await reader.press(reader.Key.ESCAPE);
    await reader.expect('open, with the focus', [false, false], menu);
  },

  'a link of the menu leads to its chapter': async (reader) => {
    await openMenu(reader);
    await reader.click('#tb-nav .tb-nav-home');
    await reader.expect('the kind of page', true, () => document.body.matches('.tb-kind-start'));
  },

  'the page behind the menu does not scroll': async (reader) => {
    await openMenu(reader);
    await turnWheel(reader);
    await reader.expect('the place', 0, () => window.scrollY);
  },
};
