// The search.
import * as hb from '../../support/handbook.mjs';

const isOpen = () => document.querySelector('.tb-search').open;
const first = () => document.querySelector('.tb-results .tb-hit-chapter .tb-hit-title')?.textContent;
const title = () => document.querySelector('h1').textContent;
const said = () => document.querySelector('.tb-search-status').textContent.trim();
const rows = () => document.querySelectorAll('.tb-results a').length;
const query = () => document.querySelector('.tb-query').value;
const hash = () => window.location.hash !== '';
const place = () => [document.documentElement.scrollHeight > window.innerHeight, window.scrollY];

// Turns the wheel at the end of a line, which is beside every dialog.
export async function turnWheel({ driver, ask }) {
  const width = await ask(() => window.innerWidth);
  await driver.actions().scroll(width - 10, 700, 0, 300).perform();
  // Nothing tells of a wheel that scrolls nothing.
  await driver.sleep(300);
}

export default {
  'the search finds a chapter, and the Enter key opens it': async ({ site, open, click, press, expect, Key }) => {
    await open(site + hb.START);
    await click('.tb-search-button');
    await press('risk and quality');
    await expect('the first result', hb.CHAPTER_TITLE, first);
    await press(Key.ENTER);
    await expect('the chapter', hb.CHAPTER_TITLE, title);
  },

  'a word that the book lacks finds nothing, and what is near is offered': async ({ site, open, press, expect }) => {
    await open(site + hb.START);
    await press('/');
    await expect('open', true, isOpen);
    await press('nesting');
    await expect('the status', 'Not in the book: “nesting”. Similar: testing, vesting.', said);
    await expect('the rows', 0, rows);
  },

  'the best section is opened, and the query is still there': async ({ site, open, click, press, expect, Key }) => {
    await open(site + hb.START);
    await click('.tb-search-button');
    await press('rank and price');
    await expect('the first result', hb.CHAPTER_TITLE, first);
    await press(Key.ENTER);
    await expect('the chapter', hb.CHAPTER_TITLE, title);
    await expect('a place in it', true, hash);
    await click('.tb-search-button');
    await expect('the query', 'rank and price', query);
  },

  'the way back from a result leads to the results': async ({ driver, site, open, click, press, expect, Key }) => {
    await open(site + hb.START);
    await click('.tb-search-button');
    await press('risk and quality');
    await expect('the first result', hb.CHAPTER_TITLE, first);
    await press(Key.ENTER);
    await expect('the chapter', hb.CHAPTER_TITLE, title);
    await driver.navigate().back();
    await expect('open', true, isOpen);
    await expect('the first result', hb.CHAPTER_TITLE, first);
  },

  'the / key opens the search and Esc closes it': async ({ site, open, press, expect, Key }) => {
    await open(site + hb.CHAPTER);
    await press('/');
    await expect('open', true, isOpen);
    await press(Key.ESCAPE);
    await expect('open', false, isOpen);
  },

  'the page behind the search does not scroll': async (reader) => {
    const { site, open, press, expect } = reader;
    await open(site + hb.CHAPTER);
    await press('/');
    await expect('open', true, isOpen);
    await turnWheel(reader);
    await expect('the place', [true, 0], place);
  },
};
