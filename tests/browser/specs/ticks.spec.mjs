import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';

test('a tick is there again in a new tab', async ({ page, context }) => {
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).nth(1).check();
  await page.close();
  const later = await context.newPage();
  await later.goto(hb.CHAPTER);
  await expect(hb.boxes(later).nth(1)).toBeChecked();
  await expect(hb.boxes(later).nth(0)).not.toBeChecked();
});

test('a tick is there again after a reload', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).first().check();
  await page.reload();
  await expect(hb.boxes(page).first()).toBeChecked();
});

test('a tick that was taken back stays away in a new tab', async ({ page, context }) => {
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).first().check();
  await hb.boxes(page).first().uncheck();
  await page.close();
  const later = await context.newPage();
  await later.goto(hb.CHAPTER);
  await expect(hb.boxes(later).first()).not.toBeChecked();
  await expect(hb.pageCount(later)).toHaveText(/^0 of /);
});

test('a tick is kept when the reader goes on and comes back', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).first().check();
  await page.getByRole('navigation', { name: 'Previous and next' }).getByRole('link').last().click();
  await page.goBack();
  await expect(hb.boxes(page).first()).toBeChecked();
});

test('each item has a key of its own under the id of the book', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const ids = [await hb.idOf(hb.boxes(page).nth(0)), await hb.idOf(hb.boxes(page).nth(2))];
  await hb.boxes(page).nth(0).check();
  await hb.boxes(page).nth(2).check();
  await hb.boxes(page).nth(2).uncheck();
  const ticks = await hb.storedTicks(page);
  const [done, open] = ids.map((id) => `tickbook:${hb.BOOK}:tick:${id}`);
  expect(Object.keys(ticks).sort()).toEqual([done, open].sort());
  const record = { v: 2, t: expect.any(Number), r: expect.any(Number), x: expect.any(String) };
  expect(JSON.parse(ticks[done])).toEqual({ ...record, s: 'done' });
  expect(JSON.parse(ticks[open])).toEqual({ ...record, s: 'open' });
});

// The left edge of an item's words.
async function wordsOf(page) {
  await page.goto(hb.CHAPTER);
  const words = rd.item(page, 0).locator(':scope > .tb-text');
  await words.scrollIntoViewIfNeeded();
  const { x, y } = await words.boundingBox();
  return { x, y: y + 12 };
}

const selected = (page) => page.evaluate(() => window.getSelection().toString().trim());

test('a drag over the words of an item selects them and ticks nothing', async ({ page }) => {
  const { x, y } = await wordsOf(page);
  await page.mouse.move(x + 4, y);
  await page.mouse.down();
  await page.mouse.move(x + 150, y, { steps: 4 });
  await page.mouse.up();
  expect(await selected(page)).not.toBe('');
  await expect(hb.boxes(page).first()).not.toBeChecked();
});

test('a double-click on an item selects a word and ticks nothing', async ({ page }) => {
  const { x, y } = await wordsOf(page);
  await page.mouse.dblclick(x + 10, y);
  expect(await selected(page)).toMatch(/^\S+$/);
  await expect(hb.boxes(page).first()).not.toBeChecked();
});

test('a triple click on a done item selects its words and leaves it done', async ({ page }) => {
  const { x, y } = await wordsOf(page);
  await hb.boxes(page).first().check();
  await page.mouse.click(x + 10, y, { clickCount: 3 });
  expect(await selected(page)).toMatch(/\S \S/);
  await expect(hb.boxes(page).first()).toBeChecked();
});

test('a click on the words of an item ticks it, also where words were selected before', async ({ page }) => {
  const { x, y } = await wordsOf(page);
  await page.mouse.dblclick(x + 10, y);
  await page.mouse.click(x + 100, y);
  await expect(hb.boxes(page).first()).toBeChecked();
});

test('a list says how many of its items are done', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const list = hb.firstList(page);
  const total = await list.locator('.tb-box').count();
  await expect(hb.listCount(list)).toHaveText(`0 of ${total} done`);
  await list.locator('.tb-box').nth(0).check();
  await list.locator('.tb-box').nth(1).check();
  await expect(hb.listCount(list)).toHaveText(`2 of ${total} done`);
  const bar = list.getByRole('progressbar');
  await expect(bar).toHaveJSProperty('value', 2);
  await expect(bar).toHaveJSProperty('max', total);
});

test('a list counts only its own items, the page counts all', async ({ page }) => {
  await page.goto(hb.ACTIONS);
  const lists = page.locator('[data-tb-checklist]');
  const total = await hb.boxes(page).count();
  await lists.nth(0).locator('.tb-box').first().check();
  await lists.nth(1).locator('.tb-box').first().check();
  await expect(hb.listCount(lists.nth(0))).toHaveText(/^1 of /);
  await expect(hb.listCount(lists.nth(1))).toHaveText(/^1 of /);
  await expect(hb.listCount(lists.nth(2))).toHaveText(/^0 of /);
  await expect(hb.pageCount(page)).toHaveText(`2 of ${total} done on this page`);
});

test('the navigation counts the items of each chapter', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const total = await hb.boxes(page).count();
  const entry = hb.navigation(page).locator('[aria-current="page"]');
  await expect(entry).toContainText(`0/${total}`);
  await hb.boxes(page).first().check();
  await expect(entry).toContainText(`1/${total}`);
});

test('the navigation of another page knows the ticks of this one', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).first().check();
  await page.goto(hb.PART);
  await expect(hb.navigation(page).getByRole('link', { name: hb.CHAPTER_TITLE })).toContainText('1/');
});

test('a part counts the items of each of its chapters', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const total = await hb.boxes(page).count();
  await hb.boxes(page).first().check();
  await page.goto(hb.PART);
  const card = page.getByRole('main').locator('.tb-cards').getByRole('link', { name: hb.CHAPTER_TITLE });
  await expect(card).toContainText(`1/${total}`);
  await expect(card).toHaveAccessibleName(new RegExp(`1 of ${total} done`));
});

test('a click on the text of an item ticks it', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const item = page.locator('.tb-item').first();
  await item.locator('.tb-text').click();
  await expect(item.locator('.tb-box')).toBeChecked();
});

test('a click on a link in an item follows it and ticks nothing', async ({ page }) => {
  await page.goto(hb.ACTIONS);
  const link = page.locator('.tb-item > .tb-text a').first();
  const target = new URL(await link.getAttribute('href'), page.url()).href;
  await link.click();
  await page.waitForURL(target);
  expect(await hb.storedTicks(page)).toEqual({});
  await page.goBack();
  await expect(page.locator('.tb-item > .tb-box:checked')).toHaveCount(0);
});

test('a nested item is ticked without its parent', async ({ page }) => {
  await page.goto(hb.ACTIONS);
  const parent = page.locator('.tb-item:has(.tb-item)').first();
  await parent.locator('.tb-item > .tb-box').first().check();
  await expect(parent.locator(':scope > .tb-box')).not.toBeChecked();
  expect(Object.keys(await hb.storedTicks(page))).toHaveLength(1);
});

test('a second tab follows a tick and its counts at once', async ({ page, context }) => {
  const other = await context.newPage();
  await page.goto(hb.CHAPTER);
  await other.goto(hb.CHAPTER);
  await hb.boxes(page).first().check();
  await expect(hb.boxes(other).first()).toBeChecked();
  await expect(hb.pageCount(other)).toHaveText(/^1 of /);
  await expect(hb.navigation(other).locator('[aria-current="page"]')).toContainText('1/');
  await hb.boxes(other).first().uncheck();
  await expect(hb.boxes(page).first()).not.toBeChecked();
  await expect(hb.pageCount(page)).toHaveText(/^0 of /);
});

test('ticks in two tabs do not overwrite each other', async ({ page, context }) => {
  const other = await context.newPage();
  await page.goto(hb.CHAPTER);
  await other.goto(hb.CHAPTER);
  await Promise.all([hb.boxes(page).nth(0).check(), hb.boxes(other).nth(1).check()]);
  await page.close();
  await other.reload();
  await expect(hb.boxes(other).nth(0)).toBeChecked();
  await expect(hb.boxes(other).nth(1)).toBeChecked();
});

test('clearing the store in one tab empties the boxes of the other', async ({ page, context }) => {
  const other = await context.newPage();
  await page.goto(hb.CHAPTER);
  await other.goto(hb.CHAPTER);
  await hb.boxes(page).first().check();
  await expect(hb.boxes(other).first()).toBeChecked();
  await page.evaluate(() => window.localStorage.clear());
  await expect(hb.boxes(other).first()).not.toBeChecked();
});
