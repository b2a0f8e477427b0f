// What the plan offers besides the states: counts, other filters, folded parts, and "Not for me" for many items.
import { expect, testPaths as test } from '../support/books.mjs';
import * as hb from '../support/handbook.mjs';
import { undo } from '../support/desk.mjs';
import { itemOf, labelOf } from '../support/reader.mjs';

const state = (page, name) => page.getByRole('radio', { name });
const shown = (page) => page.locator('.tb-item[data-tick]:visible');
const find = (page) => page.getByRole('searchbox', { name: 'Find words in items' });
const aside = (page, name) => page.getByRole('button', { name: `Not for me: all open items of “${name}”` });
const storedTicks = (page) => page.evaluate(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.includes(':tick:'))));

test.beforeEach(async ({ page }) => {
  await page.goto(hb.PLAN);
});

test('each state says how many items it shows, and follows a tick', async ({ page }) => {
  await expect(state(page, 'Open 17')).toBeVisible();
  await itemOf(page, 'why').locator('.tb-box').check();
  await expect(state(page, 'Open 16')).toBeVisible();
  await expect(state(page, 'Done 1')).toBeVisible();
});

test('the plan is filtered by words', async ({ page }) => {
  await find(page).fill('meet');
  await expect(shown(page)).toHaveCount(2);
  await expect(state(page, 'All 2')).toBeVisible();
  await find(page).fill('meet team');
  await expect(shown(page)).toHaveCount(1);
});

test('the plan is filtered by audience', async ({ page }) => {
  await page.getByRole('combobox', { name: 'For' }).selectOption('Founding engineer');
  await expect(itemOf(page, 'ten')).toBeVisible();
  await expect(itemOf(page, 'why')).toBeHidden();
});

test('the plan is filtered by effort', async ({ page }) => {
  await page.getByLabel('Takes').selectOption('up to 30 min');
  await expect(shown(page)).toHaveCount(2);
  await page.getByLabel('Takes').selectOption('longer');
  await expect(shown(page)).toHaveCount(3);
});

test('filters that leave nothing say so, and are cleared in one act', async ({ page }) => {
  await find(page).fill('zebra');
  await expect(page.getByText('No item fits all of these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(shown(page)).toHaveCount(17);
  await expect(find(page)).toHaveValue('');
});

test('the filters are kept over visits', async ({ page, context }) => {
  await state(page, 'Open').check();
  await find(page).fill('team');
  await page.getByLabel('Takes').selectOption('up to 2 h');
  await page.close();
  const next = await context.newPage();
  await next.goto(hb.PLAN);
  await expect(find(next)).toHaveValue('team');
  await expect(state(next, 'Open 1')).toBeChecked();
  await expect(shown(next)).toHaveCount(1);
});

test('the filters stay at the top of a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await itemOf(page, 'stop').scrollIntoViewIfNeeded();
  await expect(find(page)).toBeInViewport();
});

test('a part is folded and unfolded', async ({ page }) => {
  await page.getByRole('button', { name: 'Fold: Basics' }).click();
  await expect(itemOf(page, 'why')).toBeHidden();
  await expect(itemOf(page, 'count')).toBeVisible();
  await page.getByRole('button', { name: 'Unfold: Basics' }).click();
  await expect(itemOf(page, 'why')).toBeVisible();
});

test('a finished part is folded at the next visit, and a filter shows it', async ({ page }) => {
  for (const id of ['names', 'talk', 'stop']) await itemOf(page, id).locator('.tb-box').check();
  await expect(itemOf(page, 'stop')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Unfold: Team' })).toBeVisible();
  await expect(itemOf(page, 'stop')).toBeHidden();
  await state(page, 'Done').check();
  await expect(itemOf(page, 'stop')).toBeVisible();
});

for (const [what, name, ids, others] of [
  ['part', 'Money', ['count', 'investors', 'ten', 'sign'], ['names']],
  ['chapter', 'Raise money', ['investors', 'ten', 'sign'], ['count']],
  ['list', 'Only for managers', ['hold', 'notes'], ['why', 'meet']],
]) {
  test(`a ${what} is not for the reader in one act`, async ({ page }) => {
    await aside(page, name).click();
    for (const id of ids) await expect(labelOf(itemOf(page, id))).toHaveText('Not for me');
    for (const id of others) await expect(labelOf(itemOf(page, id))).toHaveCount(0);
    await expect(hb.notice(page)).toContainText(`${ids.length} items of “${name}” are not for you now.`);
  });
}

test('what is done stays done, and undoing brings the exact records back', async ({ page }) => {
  await itemOf(page, 'ten').locator('.tb-box').check();
  const before = await storedTicks(page);
  await aside(page, 'Raise money').click();
  await expect(itemOf(page, 'ten').locator('.tb-box')).toBeChecked();
  expect(Object.keys(await storedTicks(page))).toHaveLength(3);
  await undo(page).click();
  await expect(hb.notice(page)).toContainText('2 entries were brought back.');
  expect(await storedTicks(page)).toEqual(before);
});

test('where nothing is left to set aside, the button says so', async ({ page }) => {
  await expect(aside(page, 'Raise money')).toBeEnabled();
  await aside(page, 'Raise money').click();
  await expect(aside(page, 'Raise money')).toBeDisabled();
});
