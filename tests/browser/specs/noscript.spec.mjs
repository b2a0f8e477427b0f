import { test, expect } from '../support/books.mjs';
import * as hb from '../support/handbook.mjs';

test.use({ javaScriptEnabled: false });

test('without JavaScript the page says that ticks need it', async ({ page }) => {
  for (const path of [hb.CHAPTER, hb.PLAN, hb.START]) {
    await page.goto(path);
    await expect(page.getByText(/ticks need JavaScript/).first(), path).toBeVisible();
  }
});

test('without JavaScript the boxes are there with their texts', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  expect(await hb.boxes(page).count()).toBeGreaterThan(2);
  await expect(hb.boxes(page).first()).toBeVisible();
  await expect(page.locator('.tb-item > .tb-text').first()).toBeVisible();
});

test('without JavaScript every element of the text can be seen', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const parts = page.locator('.tb-body > *');
  const total = await parts.count();
  expect(total).toBeGreaterThan(10);
  for (let n = 0; n < total; n += 1) await expect(parts.nth(n)).toBeVisible();
});

test('without JavaScript the plan shows every item and no filter', async ({ page }) => {
  await page.goto(hb.PLAN);
  expect(await page.locator('.tb-item:visible').count()).toBe(await page.locator('.tb-item').count());
  await expect(page.locator('[data-tb-filter]')).toBeHidden();
});

test('without JavaScript no control is shown that does nothing', async ({ page }) => {
  await page.goto(hb.START);
  await expect(page.locator('[data-tb-scheme-button]')).toBeHidden();
  await expect(page.locator('[data-tb-continue]')).toBeHidden();
  await page.goto(hb.PRINT);
  await expect(page.locator('[data-tb-print]')).toBeHidden();
});

test('without JavaScript the navigation leads to the chapters', async ({ page }) => {
  await page.goto(hb.PART);
  await hb.navigation(page).getByRole('link', { name: hb.CHAPTER_TITLE }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.CHAPTER_TITLE);
});

test('without JavaScript the navigation opens on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.PART);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await hb.navigation(page).getByRole('link', { name: hb.CHAPTER_TITLE }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.CHAPTER_TITLE);
});

test('without JavaScript the sections of the page are listed on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.CHAPTER);
  const sections = page.getByRole('navigation', { name: 'On this page' });
  await sections.locator('summary').click();
  await expect(sections.getByRole('link').first()).toBeVisible();
});

test('without JavaScript the sections of the page are listed on a wide screen', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await expect(page.getByRole('navigation', { name: 'On this page' }).getByRole('link').first()).toBeVisible();
});

test('without JavaScript the keyboard scrolls code and tables', async ({ page, showcase }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  for (const [path, name] of [[hb.CODE, /^Code \d+/], [`${showcase}basics/text.html`, /^Table \d+: January/]]) {
    await page.goto(path);
    const region = page.getByRole('region', { name }).first();
    await region.focus();
    await region.press('ArrowRight');
    await expect.poll(() => region.evaluate((box) => box.scrollLeft), path).toBeGreaterThan(0);
  }
});

test('without JavaScript nothing scrolls sideways on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  for (const path of [hb.START, hb.PART, hb.CHAPTER, hb.CODE, hb.PLAN, hb.MISSING]) {
    await page.goto(path);
    // The page's own scripts are off; the test's still run.
    const [scroll, client] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    });
    expect(scroll, path).toBeLessThanOrEqual(client);
  }
});
