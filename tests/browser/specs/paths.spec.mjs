// The path that a reader chooses: what it asks, what it hides, and what it counts.
import { expect, testPaths as test } from '../support/books.mjs';
import * as hb from '../support/handbook.mjs';
import { desk, dialog, otherDevice, press, undo } from '../support/desk.mjs';
import { itemOf, store, stored } from '../support/reader.mjs';

const CHAPTER = 'basics/first.html';
const FOUNDERS = 'money/raise.html';
const KEY = 'tickbook:three-paths:paths';
const question = (page) => page.locator('[data-tb-paths]');
const audience = (page, name) => page.getByRole('group', { name: 'I am …' }).getByRole('checkbox', { name });
const tallyOf = (page, path) => hb.navigation(page).locator(`a[href$="${path}"] .tb-tally [aria-hidden]`);

// Answers the question of the open page.
async function choose(page, ...names) {
  for (const name of names) await audience(page, name).check();
  await page.getByRole('button', { name: 'Show my path' }).click();
  await expect(question(page)).not.toHaveAttribute('open');
}

// A reader who has chosen this path before.
async function chosen(page, ...names) {
  await page.goto('404.html');
  await store(page, { [KEY]: { v: 1, t: Date.now(), d: '2026-12-01', a: names } });
}

for (const path of [hb.START, hb.PLAN]) {
  test(`${path} asks for the path once`, async ({ page }) => {
    await page.goto(path);
    await expect(audience(page, 'Founding engineer')).toBeVisible();
    await choose(page, 'Founding engineer');
    await page.reload();
    await expect(question(page)).toBeVisible();
    await expect(audience(page, 'Founding engineer')).toBeHidden();
    await expect(question(page).locator('summary')).toHaveText('Your path: Founding engineer');
  });
}

test('a reader who wants to see everything is not asked again', async ({ page }) => {
  await page.goto(hb.PLAN);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.goto(hb.START);
  await expect(question(page)).toBeVisible();
  await expect(audience(page, 'Candidate')).toBeHidden();
});

test('the audiences are in the order of the book', async ({ page }) => {
  await page.goto(hb.PLAN);
  await expect(page.getByRole('group', { name: 'I am …' }).locator('label')).toHaveText(['Founding engineer', 'Engineering manager', 'Candidate for a role']);
});

test('without a choice every item is there and counts', async ({ page }) => {
  await page.goto(hb.PLAN);
  await expect(page.locator('.tb-item[data-tick]:visible')).toHaveCount(17);
  await expect(hb.pageCount(page)).toHaveText('0 of 17 done');
  await expect(page.locator('.tb-others:visible')).toHaveCount(0);
});

test('the plan hides the items for others, with lists, chapters and parts that have no more', async ({ page }) => {
  await page.goto(hb.PLAN);
  await choose(page, 'Engineering manager');
  await expect(itemOf(page, 'meet')).toBeVisible();
  await expect(itemOf(page, 'found')).toBeHidden();
  await expect(page.locator('.tb-plan-chapter h3', { hasText: 'Raise money' })).toBeHidden();
  await expect(hb.pageCount(page)).toHaveText('0 of 11 done');
  await expect(page.locator('.tb-overview li', { hasText: 'Money' })).toContainText('0 of 1 done');
});

test('several audiences may be chosen', async ({ page }) => {
  await page.goto(hb.PLAN);
  await choose(page, 'Engineering manager', 'Founding engineer');
  await expect(itemOf(page, 'meet')).toBeVisible();
  await expect(itemOf(page, 'found')).toBeVisible();
});

test('a choice on the start page is followed on the plan', async ({ page }) => {
  await page.goto(hb.START);
  await choose(page, 'Candidate for a role');
  await page.getByRole('link', { name: /See the plan: 7 things to do/ }).click();
  await expect(hb.pageCount(page)).toHaveText('0 of 7 done');
});

test('a chapter hides the items for others and says how many', async ({ page }) => {
  await chosen(page, 'founder');
  await page.goto(CHAPTER);
  await expect(itemOf(page, 'found')).toBeVisible();
  await expect(itemOf(page, 'meet')).toBeHidden();
  await expect(itemOf(page, 'help-thank')).toBeHidden();
  await expect(hb.pageCount(page)).toHaveText('0 of 4 done on this page');
  await expect(page.getByText('4 items for other paths are hidden.')).toBeVisible();
});

test('a list without an item for the reader says so', async ({ page }) => {
  await chosen(page, 'founder');
  await page.goto(CHAPTER);
  await expect(page.locator('[data-tb-checklist]:visible')).toHaveCount(1);
  await expect(page.getByText('This list is for other paths.')).toBeVisible();
});

test('an item for others stays where one below it is for the reader', async ({ page }) => {
  await chosen(page, 'manager');
  await page.goto(CHAPTER);
  await expect(itemOf(page, 'help-thank')).toBeVisible();
  await expect(itemOf(page, 'help-first')).toBeHidden();
  await expect(hb.pageCount(page)).toHaveText('0 of 5 done on this page');
});

test('the menu counts only the items of the path, also those of other chapters', async ({ page }) => {
  await chosen(page, 'founder');
  await page.goto(FOUNDERS);
  await expect(tallyOf(page, 'raise.html')).toHaveText('0/3');
  await chosen(page, 'manager');
  await page.goto('money/index.html');
  await expect(tallyOf(page, 'raise.html')).toHaveText('–');
  await page.goto(CHAPTER);
  await expect(tallyOf(page, 'first.html')).toHaveText('0/5');
  await expect(tallyOf(page, 'second.html')).toHaveText('0/2');
});

test.describe('before the scripts come', () => {
  test.use({ allowed: /Failed to load resource/ });

  test('items for others are hidden', async ({ page }) => {
    await chosen(page, 'founder');
    await page.route(/assets\/(tickbook|paths|items)\..*js$/, (route) => route.abort());
    await page.goto(CHAPTER);
    await expect(itemOf(page, 'found')).toBeVisible();
    await expect(itemOf(page, 'meet')).toBeHidden();
  });
});

test('a choice takes effect in another tab at once', async ({ page, context }) => {
  await page.goto(CHAPTER);
  const plan = await context.newPage();
  await plan.goto(hb.PLAN);
  await choose(plan, 'Founding engineer');
  await expect(itemOf(page, 'meet')).toBeHidden();
  await expect(tallyOf(page, 'first.html')).toHaveText('0/4');
  await plan.locator('summary', { hasText: 'Your path' }).click();
  await plan.getByRole('button', { name: 'Show everything' }).click();
  await expect(itemOf(page, 'meet')).toBeVisible();
});

test('hidden items can be shown on a page, and hidden again', async ({ page }) => {
  await chosen(page, 'founder');
  await page.goto(CHAPTER);
  await page.getByRole('button', { name: 'Show them' }).click();
  await expect(itemOf(page, 'meet')).toBeVisible();
  await expect(hb.pageCount(page)).toHaveText('0 of 8 done on this page');
  await expect(page.getByText('4 items for other paths are shown.')).toBeVisible();
  await page.getByRole('button', { name: 'Hide them' }).click();
  await expect(itemOf(page, 'meet')).toBeHidden();
});

test('a tick of an item for others is kept, and there when its path is chosen', async ({ page }) => {
  await page.goto(hb.PLAN);
  await itemOf(page, 'meet').locator('.tb-box').check();
  await choose(page, 'Founding engineer');
  await expect(hb.pageCount(page)).toHaveText('0 of 11 done');
  await page.locator('summary', { hasText: 'Your path' }).click();
  await audience(page, 'Founding engineer').uncheck();
  await choose(page, 'Engineering manager');
  await expect(itemOf(page, 'meet').locator('.tb-box')).toBeChecked();
  await expect(hb.pageCount(page)).toHaveText('1 of 11 done');
});

test('a choice is stored with its day', async ({ page }) => {
  await page.goto(hb.PLAN);
  await choose(page, 'Founding engineer');
  const record = await stored(page, KEY);
  expect(record.a).toEqual(['founder']);
  expect(record.d).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(await page.evaluate(() => window.tickbook.readPaths().d)).toBe(record.d);
});

test('the copy as Markdown leaves out the items for others', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {});
  await chosen(page, 'founder');
  await page.goto(hb.PLAN);
  await press(page, 'Copy as Markdown');
  await expect(desk(page).getByText('Your progress is copied.')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('Found a company');
  expect(text).not.toContain('Meet your team');
  expect(text).not.toContain('Talk with each person');
});

test('a downloaded copy brings the path to another browser, where it can be undone', async ({ page, browser, baseURL }, info) => {
  await page.goto(hb.PLAN);
  await choose(page, 'Founding engineer');
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Download a copy')]);
  await download.saveAs(info.outputPath('copy.json'));
  const other = await otherDevice(browser, baseURL);
  await desk(other).getByLabel('File with a copy').setInputFiles(info.outputPath('copy.json'));
  await expect(dialog(other)).toContainText('Your path becomes: Founding engineer');
  await dialog(other).getByRole('button', { name: 'Merge' }).click();
  await expect(itemOf(other, 'meet')).toBeHidden();
  await undo(other).click();
  await expect(itemOf(other, 'meet')).toBeVisible();
  await other.context().close();
});

test('the question is named, and worked with the keyboard', async ({ page }) => {
  await page.goto(hb.START);
  await audience(page, 'Engineering manager').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Show my path' }).focus();
  await page.keyboard.press('Enter');
  await expect(question(page).locator('summary')).toBeFocused();
  await expect(question(page).locator('summary')).toHaveText('Your path: Engineering manager');
});

test('an audience that the book has no more hides nothing', async ({ page }) => {
  await chosen(page, 'gone');
  await page.goto(CHAPTER);
  await expect(page.locator('.tb-item[data-tick]:visible')).toHaveCount(8);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('every item is there, and nothing is asked', async ({ page }) => {
    await page.goto(hb.PLAN);
    await expect(page.locator('.tb-item[data-tick]:visible')).toHaveCount(17);
    await expect(question(page)).toBeHidden();
  });
});
