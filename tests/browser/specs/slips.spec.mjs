// Boxes of the plan that were unticked by mistake.
import { expect, testDates as test } from '../support/books.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';
import * as wk from '../support/week.mjs';

const DAY = '2027-03-12T12:00:00';
const DONE = { v: 2, s: 'done', t: wk.noon('2027-03-02'), r: 1, x: 'Read the last three reports' };
const undoOf = (page) => rd.itemOf(page, 'reports').getByRole('button', { name: 'Undo: Read the last three reports' });
const since = (page) => rd.itemOf(page, 'reports').locator('.tb-since');

// Opens the plan with a clock that the test moves, for a reader who has done one item ten days ago.
async function plan(page) {
  await page.clock.install({ time: new Date(DAY) });
  await page.goto(hb.PLAN);
  await rd.store(page, { [rd.tickKey('reports')]: DONE });
  await page.reload();
  await expect(since(page)).toHaveText('Done 2 Mar 2027');
}

test('ticking again within a minute keeps the first day', async ({ page }) => {
  await plan(page);
  await hb.boxOf(page, 'reports').uncheck();
  await page.clock.runFor(50_000);
  await hb.boxOf(page, 'reports').check();
  await expect(since(page)).toHaveText('Done 2 Mar 2027');
  expect(await rd.stored(page, rd.tickKey('reports'))).toEqual(DONE);
});

test('ticking again after a minute is a new day', async ({ page }) => {
  await plan(page);
  await hb.boxOf(page, 'reports').uncheck();
  await page.clock.runFor(61_000);
  await hb.boxOf(page, 'reports').check();
  await expect(since(page)).toHaveText('Done 12 Mar 2027');
});

test('undo is the next button of the keyboard, and brings the record back as it was', async ({ page }) => {
  await plan(page);
  await hb.boxOf(page, 'reports').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(undoOf(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(hb.boxOf(page, 'reports')).toBeChecked();
  await expect(hb.boxOf(page, 'reports')).toBeFocused();
  await expect(undoOf(page)).toHaveCount(0);
  expect(await rd.stored(page, rd.tickKey('reports'))).toEqual(DONE);
});

test('the offer is announced, and ends after a minute', async ({ page }) => {
  await plan(page);
  const heard = await rd.listen(page);
  await hb.boxOf(page, 'reports').uncheck();
  await expect.poll(heard).toContain('0 of 4 done. You can undo this for a minute, with the button after the item.');
  await expect(undoOf(page)).toBeVisible();
  await page.clock.runFor(61_000);
  await expect(undoOf(page)).toHaveCount(0);
  await expect(hb.boxOf(page, 'reports')).not.toBeChecked();
});

test('a choice in the panel can be undone too', async ({ page }) => {
  await plan(page);
  await rd.choose(rd.itemOf(page, 'reports'), 'Not for me');
  await undoOf(page).click();
  await expect(hb.boxOf(page, 'reports')).toBeChecked();
  await expect(since(page)).toHaveText('Done 2 Mar 2027');
});

test('a tick of something that was not done has nothing to undo', async ({ page }) => {
  await plan(page);
  await hb.boxOf(page, 'goals').check();
  await expect(rd.itemOf(page, 'goals').getByRole('button', { name: /^Undo/ })).toHaveCount(0);
});

test('what another tab changed meanwhile is not undone', async ({ page, context }) => {
  await plan(page);
  await hb.boxOf(page, 'reports').uncheck();
  const other = await context.newPage();
  await other.goto('first.html');
  await rd.choose(rd.itemOf(other, 'reports'), 'In progress');
  await expect(undoOf(page)).toHaveCount(0);
  await expect(rd.labelOf(rd.itemOf(page, 'reports'))).toHaveText('In progress');
});

test('a row of this week has its own button to undo', async ({ page }) => {
  await plan(page);
  const row = wk.row(page, 'Write down what you want to reach');
  await row.getByRole('checkbox').check();
  await row.getByRole('checkbox').uncheck();
  await row.getByRole('button', { name: 'Undo: Write down what you want to reach' }).click();
  await expect(row.getByRole('checkbox')).toBeChecked();
  await expect(row.getByRole('checkbox')).toBeFocused();
});
