import { expect, testPlan as test } from '../support/books.mjs';
import { test as testHandbook } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

const show = (page, name) => page.getByRole('group', { name: 'Show' }).getByRole('radio', { name }).check();

test('the plan shows what was ticked in a chapter', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const id = await hb.idOf(hb.boxes(page).first());
  await hb.boxes(page).first().check();
  await page.goto(hb.PLAN);
  await expect(hb.boxOf(page, id)).toBeChecked();
  await expect(hb.pageCount(page)).toHaveText(/^1 of /);
});

test('a chapter shows what was ticked in the plan', async ({ page, context }) => {
  await page.goto(hb.CHAPTER);
  const id = await hb.idOf(hb.boxes(page).first());
  const plan = await context.newPage();
  await plan.goto(hb.PLAN);
  await hb.boxOf(plan, id).check();
  await expect(hb.boxes(page).first()).toBeChecked();
});

testHandbook('the plan holds every item of the chapters once', async ({ page }) => {
  await page.goto(hb.PLAN);
  const plan = await hb.boxes(page).count();
  // A part's own page has its link in the heading of the part.
  const links = page.locator('.tb-plan-part h2 a, .tb-plan-part h3 a');
  const chapters = await links.evaluateAll((all) => all.map((link) => link.href));
  let items = 0;
  for (const url of new Set(chapters)) {
    const html = await (await page.request.get(url)).text();
    items += html.split('data-tick="').length - 1;
  }
  expect(plan).toBeGreaterThan(100);
  expect(plan).toBe(items);
});

test('the filter for open items hides what is done', async ({ page }) => {
  await page.goto(hb.PLAN);
  const [done, open] = [page.locator('.tb-item').nth(0), page.locator('.tb-item').nth(1)];
  await done.locator('.tb-box').check();
  await show(page, 'Open');
  await expect(done).toBeHidden();
  await expect(open).toBeVisible();
  await show(page, 'All');
  await expect(done).toBeVisible();
});

test('the filter for done items hides lists, chapters and parts without any', async ({ page }) => {
  await page.goto(hb.PLAN);
  const part = page.locator('.tb-plan-part').nth(1);
  await part.locator('.tb-box').first().check();
  await show(page, 'Done');
  await expect(page.locator('.tb-item:visible')).toHaveCount(1);
  await expect(page.locator('[data-tb-checklist]:visible')).toHaveCount(1);
  await expect(page.locator('.tb-plan-section:visible')).toHaveCount(1);
  await expect(page.locator('.tb-plan-chapter:visible')).toHaveCount(1);
  await expect(page.locator('.tb-plan-part:visible')).toHaveCount(1);
  await expect(part).toBeVisible();
});

test('a filter that leaves nothing says so', async ({ page }) => {
  await page.goto(hb.PLAN);
  await show(page, 'Done');
  await expect(page.locator('.tb-item:visible')).toHaveCount(0);
  await expect(page.getByText('Nothing is done yet.')).toBeVisible();
  await show(page, 'All');
  await expect(page.getByText('Nothing is done yet.')).toBeHidden();
});

test('the filter is worked with the arrow keys', async ({ page }) => {
  await page.goto(hb.PLAN);
  await page.getByRole('radio', { name: 'All' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Open' })).toBeChecked();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'In progress' })).toBeChecked();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Done' })).toBeChecked();
  await expect(page.locator('.tb-item:visible')).toHaveCount(0);
});

test('the plan counts by list, chapter, part and book', async ({ page }) => {
  await page.goto(hb.PLAN);
  const part = page.locator('.tb-plan-part:has(h3 [data-tb-count])').first();
  const chapter = part.locator('.tb-plan-chapter:has(h3 [data-tb-count])').first();
  await chapter.locator('.tb-box').first().check();
  await expect(hb.listCount(chapter.locator('[data-tb-checklist]').first())).toHaveText(/^1 of \d+ done$/);
  await expect(chapter.locator('h3 [data-tb-count]')).toHaveText(/^1 of \d+ done$/);
  await expect(part.locator(':scope > .tb-progress [data-tb-count]')).toHaveText(/^1 of \d+ done$/);
  const total = await hb.boxes(page).count();
  await expect(hb.pageCount(page)).toHaveText(`1 of ${total} done`);
});

test('a heading of the plan leads to its chapter', async ({ page }) => {
  await page.goto(hb.PLAN);
  const heading = page.locator('.tb-plan-chapter h3').getByRole('link', { name: hb.CHAPTER_TITLE });
  await heading.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.CHAPTER_TITLE);
});
