// Where pages come from: the disk, and what the browser keeps for use off line.
import * as hb from '../../support/handbook.mjs';
import { edition, makeBook } from '../../support/kept.mjs';
import { serveFolder } from '../../support/server.mjs';

const first = () => document.querySelector('.tb-results .tb-hit-chapter .tb-hit-title')?.textContent;
const title = () => document.querySelector('h1').textContent;
// WebKit goes on calling the state of an active worker "installing" on the page that registered it.
const isKept = () => navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.active));

export default {
  'a page from the disk keeps its ticks': async ({ disk, driver, open, click, expect }) => {
    await open(disk + hb.CHAPTER);
    await click('.tb-box');
    await driver.navigate().refresh();
    await expect('ticked', true, () => document.querySelector('.tb-box').checked);
  },

  'the search works from the disk': async ({ disk, open, press, expect }) => {
    await open(disk + hb.CHAPTER);
    await press('/');
    await press('risk and quality');
    await expect('the first result', hb.CHAPTER_TITLE, first);
  },

  'a book that was visited once can be read off line': async ({ open, expect }) => {
    const book = makeBook(edition('a', 'red'));
    // Not the host of the other tests of this kind: Firefox takes no worker from an answer with `Vary: *`.
    const { url, close } = await serveFolder(book.site);
    try {
      await open(url);
      await expect('kept', true, isKept);
      close();
      await open(`${url}part/index.html`);
      await expect('the title', 'Part', title);
    } finally {
      close();
      book.end();
    }
  },
};
