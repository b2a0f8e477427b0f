import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';

const DAY = Date.UTC(2026, 9, 1, 12);
const reworded = (of) => of.locator(':scope > .tb-facts .tb-reworded');

// Opens the page with a record that was written when its item had other words.
async function actedBefore(page, record, path = hb.CHAPTER) {
  await page.goto(hb.CHAPTER);
  const id = await rd.id(rd.item(page, 0));
  await rd.store(page, { [rd.tickKey(id)]: { v: 2, s: 'done', t: DAY, r: 77, x: 'What it said then', ...record } });
  await page.goto('about:blank');
  await page.goto(path);
  return rd.itemOf(page, id);
}

test('an item that was reworded since it was ticked says so with its old words, and stays ticked', async ({ page }) => {
  const item = await actedBefore(page, {});
  await expect(item.locator(':scope > .tb-box')).toBeChecked();
  await expect(reworded(item)).toContainText('Reworded since you ticked it.');
  await expect(reworded(item)).toContainText('What it said then');
});

test('the plan says it too', async ({ page }) => {
  const item = await actedBefore(page, {}, hb.PLAN);
  await expect(reworded(item)).toContainText('What it said then');
});

test('"Still done" confirms the words of now, for good, and keeps the day', async ({ page }) => {
  const item = await actedBefore(page, {});
  await reworded(item).getByRole('button', { name: /^Still done: / }).click();
  await expect(reworded(item)).toHaveCount(0);
  await expect(item.locator(':scope > .tb-box')).toBeFocused();
  await expect(page.locator('[data-tb-live]')).toHaveText('Confirmed: still done.');
  const { s, r, t, x } = await rd.stored(page, rd.tickKey(await rd.id(item)));
  expect({ s, r }).toEqual({ s: 'done', r: 1 });
  expect(t - DAY).toBeLessThan(60_000);
  expect(x).not.toBe('What it said then');
  await page.reload();
  await expect(item.locator(':scope > .tb-box')).toBeChecked();
  await expect(reworded(item)).toHaveCount(0);
});

test('an item in progress is asked whether that still fits', async ({ page }) => {
  const item = await actedBefore(page, { s: 'doing' });
  await expect(reworded(item)).toContainText('Reworded since you marked it.');
  await reworded(item).getByRole('button', { name: /^Still fits: / }).click();
  await expect(rd.labelOf(item)).toHaveText('In progress');
});

test('where the old words are not known, none are quoted', async ({ page }) => {
  const item = await actedBefore(page, { x: undefined });
  await expect(reworded(item)).toContainText('Reworded since you ticked it.');
  await expect(reworded(item)).not.toContainText('It said');
});

test('old words are shown as text, not as HTML', async ({ page }) => {
  const item = await actedBefore(page, { x: '<img src=x onerror=alert(1)>' });
  await expect(reworded(item)).toContainText('<img src=x onerror=alert(1)>');
  await expect(reworded(item).locator('img')).toHaveCount(0);
});

test('an open item, and one of which the wording is not known, are not called reworded', async ({ page }) => {
  await expect(reworded(await actedBefore(page, { s: 'open' }))).toHaveCount(0);
  await expect(reworded(await actedBefore(page, { r: undefined, x: undefined }))).toHaveCount(0);
});

test('an untick and a new tick settle it', async ({ page }) => {
  const item = await actedBefore(page, {});
  await item.locator(':scope > .tb-box').click();
  await expect(reworded(item)).toHaveCount(0);
  await item.locator(':scope > .tb-box').click();
  await expect(reworded(item)).toHaveCount(0);
});

test('a second tab sees the confirmation at once', async ({ page, context }) => {
  const item = await actedBefore(page, {});
  const other = await context.newPage();
  await other.goto(hb.CHAPTER);
  const same = rd.item(other, 0);
  await expect(reworded(same)).toHaveCount(1);
  await reworded(item).getByRole('button').click();
  await expect(reworded(same)).toHaveCount(0);
});
