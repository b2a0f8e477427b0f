// The list of this week, found as a reader finds it, and a reader on a known day. It never looks into the scripts of a page.
import * as hb from './handbook.mjs';
import * as rd from './reader.mjs';

export const dateKey = (id) => `tickbook:${hb.BOOK}:date:${id}`;
export const noon = (day) => new Date(`${day}T12:00:00`).getTime();
export const week = (page) => page.getByRole('region', { name: 'This week' });
export const group = (page, name) => week(page).getByRole('list', { name, exact: true });
export const texts = (page, name) => group(page, name).getByRole('link').allTextContents();
export const row = (page, text) => week(page).getByRole('listitem').filter({ hasText: text });
export const boxIn = (page, text) => row(page, text).getByRole('checkbox');
export const terms = (page, id) => rd.itemOf(page, id).locator(':scope > .tb-terms');

// Opens the plan on a day, for a reader with these ticks, { id: [state, day] }, and dates, { id: day }.
export async function planOn(page, day, { ticks = {}, dates = {}, more = {} } = {}) {
  await page.clock.setFixedTime(noon(day));
  await page.goto(hb.PLAN);
  const entries = { ...more };
  for (const [id, [state, since]] of Object.entries(ticks)) entries[rd.tickKey(id)] = { v: 2, s: state, t: noon(since), r: 1 };
  for (const [id, own] of Object.entries(dates)) entries[dateKey(id)] = { v: 1, d: own, t: noon(day) };
  await rd.store(page, entries);
  await page.reload();
}

export async function openSettings(page) {
  await week(page).getByText('Start day, hours and calendar').click();
}
