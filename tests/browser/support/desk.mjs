// The desk of the plan: its parts by name, and a reader who has done a little of everything. It never looks into the scripts of a page.
import { expect } from './test.mjs';
import * as hb from './handbook.mjs';
import * as rd from './reader.mjs';

export const desk = (page) => page.getByRole('region', { name: 'Your progress' });
export const dialog = (page) => page.getByRole('dialog');
export const undo = (page) => hb.notice(page).getByRole('button', { name: 'Undo' });
export const press = (page, name) => desk(page).getByRole('button', { name, exact: true }).click();

// Opens the plan for a reader who has done a little of everything: the first item done, the second in progress with a note, the third
// put aside. It stands in the store; how it comes there is for the tests of states.
export async function work(page) {
  await page.goto(hb.PLAN);
  const items = await page.locator('.tb-item').evaluateAll((all) =>
    all.slice(0, 3).map((item) => ({ id: item.dataset.tick, x: item.querySelector(':scope > .tb-text').textContent.replace(/\s+/g, ' ').trim() })));
  const t = Date.now();
  const ticks = ['done', 'doing', 'skip'].map((s, place) => [rd.tickKey(items[place].id), { v: 2, s, t, r: 1, x: items[place].x }]);
  const note = [rd.noteKey(items[1].id), { v: 1, n: 'Zeile eins – “quoted”\nline two', t, x: items[1].x }];
  await rd.store(page, Object.fromEntries([...ticks, note]));
  await page.reload();
  await expectWork(page);
}

export async function expectWork(page) {
  await expect(hb.boxes(page).nth(0)).toBeChecked();
  await expect(rd.labelOf(rd.item(page, 1))).toHaveText('In progress');
  await expect(rd.labelOf(rd.item(page, 2))).toHaveText('Not for me');
}

// A fresh browser, with nothing of the reader in it.
export async function otherDevice(browser, baseURL, address = hb.PLAN) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(new URL(address, baseURL).href);
  return page;
}
