// The places that the handbook is served from, and the search at each of them.
import { pathToFileURL } from 'node:url';
import { expect } from './test.mjs';
import * as hb from './handbook.mjs';
import * as se from './search.mjs';

export const PLACES = {
  'at the root of a server': () => process.env.TICKBOOK_TEST_URL,
  'below a path of a server': () => `${process.env.TICKBOOK_TEST_URL}a/b/`,
  'from the disk': () => `${pathToFileURL(process.env.TICKBOOK_TEST_SITE).href}/`,
};

// Searches from a page at one of the places, and expects to find a chapter with marks in it.
export async function expectFound(page, where, from) {
  const root = PLACES[where]();
  await page.goto(root + from);
  await se.search(page, 'risk and quality');
  await se.links(page).filter({ hasText: hb.CHAPTER_TITLE }).first().click();
  await expect(page).toHaveURL(new RegExp(`^${(root + hb.CHAPTER).replaceAll('.', '\\.')}`));
  await expect.poll(() => se.marked(page)).toBeGreaterThan(0);
}
