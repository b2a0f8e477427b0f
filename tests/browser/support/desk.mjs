// The desk of the plan: its parts by name, and a reader who has done a little of everything. It never looks into the scripts of a page.
import { expect } from './test.mjs';
import * as hb from './handbook.mjs';
import * as rd from './reader.mjs';

export const desk = (page) => page.getByRole('region', { name: 'Your progress' });
export const dialog = (page) => page.getByRole('dialog');
export const undo = (page) => hb.notice(page).getByRole('button', { name: 'Undo' });
export const press = (page, name) => desk(page).getByRole('button', { name, exact: true }).click();

// Does a little of everything on the plan: the first item done, the second in progress with a note, the third put aside.
export async function work(page) {
  await page.goto(hb.PLAN);
  await hb.boxes(page).nth(0).check();
  await rd.choose(rd.item(page, 1), 'In progress');
  await rd.writeNote(rd.item(page, 1), 'Zeile eins – “quoted”\nline two');
  await rd.choose(rd.item(page, 2), 'Not for me');
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
