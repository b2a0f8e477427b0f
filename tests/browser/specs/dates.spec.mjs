// The reader's own dates, from the panel of an item to the calendar.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, testDates as test } from '../support/books.mjs';
import * as dk from '../support/desk.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';
import * as wk from '../support/week.mjs';

const ICAL = createRequire(import.meta.url)('ical.js');
const DAY = '2027-03-12';
const field = (page, id) => rd.panelOf(rd.itemOf(page, id)).getByLabel('My date');

async function setDate(page, id, day) {
  await rd.openPanel(rd.itemOf(page, id));
  await field(page, id).fill(day);
}

async function calendar(page) {
  await wk.openSettings(page);
  const [download] = await Promise.all([page.waitForEvent('download'), wk.week(page).getByRole('button', { name: 'Download the dates as a calendar' }).click()]);
  const text = await readFile(await download.path(), 'utf8');
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  return { name: download.suggestedFilename(), text, events: new Map(events.map((event) => [event.uid.split('@')[0], event])) };
}

test('the reader gives an item a date in its panel', async ({ page }) => {
  await wk.planOn(page, DAY);
  await setDate(page, 'reports', '2027-03-15');
  await expect(wk.terms(page, 'reports')).toHaveText('30 min · due in 3 days (my date)');
  expect(await rd.stored(page, wk.dateKey('reports'))).toEqual({ v: 1, d: '2027-03-15', t: wk.noon(DAY), x: 'Read the last three reports' });
  expect(await wk.texts(page, 'Due')).toEqual(['Read the last three reports']);
});

test('a date stands below an item of which the book says nothing', async ({ page }) => {
  await wk.planOn(page, DAY, { dates: { 'next-year': '2027-03-15' } });
  await expect(rd.itemOf(page, 'next-year').locator('.tb-facts')).toHaveText('due in 3 days (my date)');
});

test('the own date takes the place of the author’s until it is emptied', async ({ page }) => {
  await wk.planOn(page, DAY);
  await setDate(page, 'report', '2027-05-01');
  await expect(wk.terms(page, 'report')).toContainText('due on 1 May (my date)');
  await field(page, 'report').fill('');
  await expect(wk.terms(page, 'report')).toHaveText('2 h · by 31 March 2027');
});

test('a date is there again after a reload, in the field too', async ({ page }) => {
  await wk.planOn(page, DAY);
  await setDate(page, 'reports', '2027-03-15');
  await page.reload();
  await rd.openPanel(rd.itemOf(page, 'reports'));
  await expect(field(page, 'reports')).toHaveValue('2027-03-15');
});

test('another tab shows a date at once', async ({ page, context }) => {
  await wk.planOn(page, DAY);
  const other = await context.newPage();
  await other.goto(hb.PLAN);
  await setDate(other, 'reports', '2027-03-15');
  await expect(wk.terms(page, 'reports')).toContainText('due in 3 days');
});

test('a plan that stays open over midnight counts from the new day', async ({ page }) => {
  await wk.planOn(page, DAY, { dates: { reports: '2027-03-15' } });
  await page.clock.setFixedTime(wk.noon('2027-03-13'));
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(wk.terms(page, 'reports')).toContainText('due in 2 days');
  await expect(wk.row(page, 'Read the last three reports')).toContainText('due in 2 days');
});

test('empty boxes are printed without dates', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => window.dispatchEvent(new Event('beforeprint'));
  });
  await wk.planOn(page, DAY, { dates: { reports: '2027-03-15' } });
  await dk.press(page, 'Print with empty boxes');
  await page.emulateMedia({ media: 'print' });
  await expect(wk.terms(page, 'reports')).toBeVisible();
  await expect(wk.terms(page, 'reports').locator('.tb-due')).toBeHidden();
  await expect(page.locator('.tb-week')).toBeHidden();
});

test('a downloaded copy brings dates and the start to another device', async ({ page, browser, baseURL }) => {
  await wk.planOn(page, DAY, { dates: { reports: '2027-03-15', '*': '2027-03-01' } });
  const [download] = await Promise.all([page.waitForEvent('download'), dk.press(page, 'Download a copy')]);
  const other = await dk.otherDevice(browser, baseURL);
  await other.locator('#tb-import').setInputFiles(await download.path());
  await expect(dk.dialog(other)).toContainText('2 dates come in');
  await dk.dialog(other).getByRole('button', { name: 'Merge' }).click();
  expect((await rd.stored(other, wk.dateKey('reports'))).d).toBe('2027-03-15');
  expect((await rd.stored(other, wk.dateKey('*'))).d).toBe('2027-03-01');
  await other.context().close();
});

test('a link brings dates to another device', async ({ page, browser, baseURL }) => {
  await wk.planOn(page, DAY, { dates: { reports: '2027-03-15' } });
  await page.getByText('Show the link and the code').click();
  const link = await page.getByLabel('Link to this page with your progress').inputValue();
  const other = await dk.otherDevice(browser, baseURL, link);
  await dk.dialog(other).getByRole('button', { name: 'Merge' }).click();
  await expect(wk.terms(other, 'reports')).toContainText('(my date)');
  await other.context().close();
});

test('clearing takes dates along, and undo brings them back', async ({ page }) => {
  await wk.planOn(page, DAY, { dates: { reports: '2027-03-15' } });
  await dk.press(page, 'Clear my progress');
  await expect(dk.dialog(page)).toContainText('1 date');
  await dk.dialog(page).getByRole('button', { name: 'Clear' }).click();
  await expect(wk.terms(page, 'reports')).toHaveText('30 min');
  await dk.undo(page).click();
  await expect(wk.terms(page, 'reports')).toContainText('due in 3 days');
});

test('the calendar has an entry for each item with a date that is to be done', async ({ page }) => {
  await wk.planOn(page, DAY, { ticks: { goals: ['done', '2027-03-08'], month: ['done', '2027-03-10'], 'next-year': ['skip', '2027-03-10'] }, dates: { 'next-year': '2027-04-01', feedback: '2027-04-02' } });
  const { name, events } = await calendar(page);
  expect(name).toBe(`${hb.BOOK}-dates-2027-03-12.ics`);
  expect([...events.keys()].sort()).toEqual(['costs', 'feedback', 'month', 'report', 'talks']);
  expect(events.get('feedback').startDate.toString()).toBe('2027-04-02');
  expect(events.get('talks').startDate.toString()).toBe('2027-03-22');
  expect(events.get('costs').summary).toBe('Look at the costs, and at each system; write "what changed" \\ what did not');
});

test('what comes again is a series in the calendar', async ({ page }) => {
  await wk.planOn(page, DAY, { ticks: { month: ['done', '2027-03-10'] } });
  const { events } = await calendar(page);
  expect(events.get('month').component.getFirstPropertyValue('rrule').toString()).toBe('FREQ=MONTHLY');
  expect(events.get('costs').component.getFirstPropertyValue('rrule').toString()).toBe('FREQ=MONTHLY;INTERVAL=3');
  expect(events.get('report').isRecurring()).toBe(false);
});

test('an entry links to its item at the address of the book', async ({ page }) => {
  await wk.planOn(page, DAY);
  const { events } = await calendar(page);
  expect(events.get('report').component.getFirstPropertyValue('url')).toBe('https://books.example.org/year/plan.html#tb-item-report');
});

test('a calendar without a date is not downloaded, and says so', async ({ page }) => {
  await wk.planOn(page, DAY, { ticks: { report: ['done', '2027-03-08'], costs: ['skip', '2027-03-08'], month: ['skip', '2027-03-08'], goals: ['skip', '2027-03-08'], talks: ['skip', '2027-03-08'] } });
  await wk.openSettings(page);
  await wk.week(page).getByRole('button', { name: 'Download the dates as a calendar' }).click();
  await expect(wk.week(page).getByText('No item has a date yet.')).toBeVisible();
});

test('the script of other pages knows no dates, and a date breaks none of them', async ({ page }) => {
  await wk.planOn(page, DAY, { dates: { reports: '2027-03-15', '*': '2027-03-01' } });
  await page.goto('first.html');
  await rd.openPanel(rd.itemOf(page, 'reports'));
  await expect(page.getByLabel('My date')).toHaveCount(0);
  await hb.boxOf(page, 'reports').check();
  await expect(hb.boxOf(page, 'reports')).toBeChecked();
});
