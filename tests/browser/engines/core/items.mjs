// Ticks, states and notes.
import assert from 'node:assert/strict';
import * as hb from '../../support/handbook.mjs';

const ITEM = '.tb-item';
const WORDS = '.tb-item > .tb-text';
const isTicked = () => document.querySelector('.tb-item > .tb-box').checked;
const count = () => document.querySelector('[data-tb-progress="page"] [data-tb-count]').textContent.split(' ')[0];
const stateOf = () => document.querySelector('.tb-item > .tb-facts .tb-state')?.textContent;
const note = () => document.querySelector('.tb-panel textarea').value;

export default {
  'a tick is counted, and there again after a reload': async ({ site, driver, open, click, expect }) => {
    await open(site + hb.CHAPTER);
    await click('.tb-box');
    await expect('the count', '1', count);
    await driver.navigate().refresh();
    await expect('ticked', true, isTicked);
    await expect('the count', '1', count);
  },

  'a click on the words of an item ticks it': async ({ site, open, clickWords, expect }) => {
    await open(site + hb.CHAPTER);
    await clickWords(WORDS);
    await expect('ticked', true, isTicked);
  },

  'a drag over the words of an item selects them and ticks nothing': async ({ site, open, drag, selected, expect }) => {
    await open(site + hb.CHAPTER);
    await drag(WORDS);
    assert.match(await selected(), /\S/);
    await expect('ticked', false, isTicked);
  },

  'a double-click on an item selects a word and ticks nothing': async ({ site, open, doubleClick, selected, expect }) => {
    await open(site + hb.CHAPTER);
    await doubleClick(WORDS);
    assert.match(await selected(), /^\S+$/);
    await expect('ticked', false, isTicked);
  },

  'a tick makes the browser ask for no permission': async ({ site, open, ask, click, expect }) => {
    await open(site + hb.CHAPTER);
    await ask(() => {
      window.asked = 0;
      const persist = async () => {
        window.asked += 1;
        return false;
      };
      Object.defineProperty(navigator, 'storage', { value: { persist } });
    });
    await click('.tb-box');
    await expect('the count', '1', count);
    await expect('how often it asked', 0, () => window.asked);
  },

  'a state that was chosen is there again after a reload': async ({ site, driver, open, click, expect }) => {
    await open(site + hb.CHAPTER);
    await click(`${ITEM} .tb-item-button`);
    await click('.tb-panel [value="doing"]');
    await expect('the state', 'In progress', stateOf);
    await driver.navigate().refresh();
    await expect('the state', 'In progress', stateOf);
  },

  'a note is there again after a reload': async ({ site, driver, open, click, find, expect }) => {
    await open(site + hb.CHAPTER);
    await click(`${ITEM} .tb-item-button`);
    await (await find('.tb-panel textarea')).sendKeys('The register is on the wiki.');
    await driver.navigate().refresh();
    await click(`${ITEM} .tb-item-button`);
    await expect('the note', 'The register is on the wiki.', note);
  },
};
