import { expect, testPlan as test } from '../support/books.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';
import { desk, dialog, expectWork, press, undo, work } from '../support/desk.mjs';

async function clear(page) {
  await press(page, 'Clear my progress');
  await dialog(page).getByRole('button', { name: 'Clear', exact: true }).click();
}

test('clearing asks first, with the book and the numbers', async ({ page }) => {
  await work(page);
  await press(page, 'Clear my progress');
  await expect(dialog(page)).toContainText('“How to Become a CTO”');
  await expect(dialog(page)).toContainText('1 done, 1 in progress, 1 not for you and 1 note');
  await expect(dialog(page).getByRole('button', { name: 'Keep everything' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectWork(page);
  await expect(desk(page).getByRole('button', { name: 'Clear my progress' })).toBeFocused();
});

test('clearing empties this book alone', async ({ page }) => {
  await work(page);
  const others = { 'tickbook:other:tick:a': '{"v":1,"s":"done","t":1}', 'tickbook:scheme': 'dark', unrelated: 'x' };
  await rd.store(page, others);
  await clear(page);
  await expect(hb.pageCount(page)).toHaveText(/^0 of \d+ done$/);
  await expect(page.locator('.tb-note')).toHaveCount(0);
  const left = await page.evaluate(() => ({ ...localStorage }));
  expect(left).toMatchObject(others);
  expect(Object.keys(left).filter((key) => /:(tick|note):/.test(key))).toEqual(['tickbook:other:tick:a']);
});

test('clearing can be undone', async ({ page }) => {
  await work(page);
  await clear(page);
  await undo(page).click();
  await expectWork(page);
  await expect(hb.notice(page)).toContainText('4 entries were brought back.');
  await expect(desk(page).getByRole('button', { name: 'Clear my progress' })).toBeFocused();
  expect(await rd.stored(page, `tickbook:${hb.BOOK}:cleared`)).toBeNull();
});

test('clearing and undoing are worked with the keyboard alone', async ({ page }) => {
  await work(page);
  await desk(page).getByRole('button', { name: 'Clear my progress' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('button', { name: 'Keep everything' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(undo(page)).toBeFocused();
  await expect(hb.boxes(page).first()).not.toBeChecked();
  await page.keyboard.press('Enter');
  await expectWork(page);
  await expect(desk(page).getByRole('button', { name: 'Clear my progress' })).toBeFocused();
});

test('an undo that is not wanted is dismissed, and what was cleared is gone at once', async ({ page }) => {
  await work(page);
  await clear(page);
  await hb.notice(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(hb.notice(page)).toBeEmpty();
  expect(await rd.stored(page, `tickbook:${hb.BOOK}:cleared`)).toBeNull();
  await page.reload();
  await expect(hb.notice(page)).toBeEmpty();
});

test('clearing can be undone after a reload', async ({ page }) => {
  await work(page);
  await clear(page);
  await page.reload();
  await expect(hb.boxes(page).first()).not.toBeChecked();
  await undo(page).click();
  await expectWork(page);
});

test('after a minute what was cleared is gone, whichever page is opened next', async ({ page }) => {
  await work(page);
  await clear(page);
  const key = `tickbook:${hb.BOOK}:cleared`;
  const cleared = await rd.stored(page, key);
  await page.goto(hb.CHAPTER);
  expect(await rd.stored(page, key)).not.toBeNull();
  await rd.store(page, { [key]: { ...cleared, t: Date.now() - 61_000 } });
  await page.reload();
  expect(await rd.stored(page, key)).toBeNull();
  await page.goto(hb.PLAN);
  await expect(hb.notice(page)).toBeEmpty();
});

test('where there is nothing to clear the page says so', async ({ page }) => {
  await page.goto(hb.PLAN);
  await press(page, 'Clear my progress');
  await expect(desk(page).getByText('There is nothing to clear.')).toBeVisible();
  await expect(dialog(page)).toBeHidden();
});

test('a second tab follows clearing and undoing at once', async ({ page, context }) => {
  await work(page);
  const other = await context.newPage();
  await other.goto(hb.PLAN);
  await clear(page);
  await expect(hb.boxes(other).first()).not.toBeChecked();
  await undo(page).click();
  await expectWork(other);
});
