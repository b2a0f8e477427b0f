import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

const hint = (page) => page.locator('head link[rel="prefetch"]');
// A busy machine may have no idle moment for long.
const idle = (page) => page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 200), { timeout: 2000 })));

test('the next page is loaded while the reader is idle', async ({ page, context, baseURL }) => {
  const early = [];
  context.on('request', (request) => request.headers()['sec-purpose'] === 'prefetch' && early.push(request.url()));
  await page.goto(hb.CHAPTER);
  const next = new URL(await page.locator('.tb-pager a[rel="next"]').getAttribute('href'), baseURL + hb.CHAPTER).href;
  await expect(hint(page)).toHaveAttribute('href', next);
  await expect.poll(() => early).toEqual([next]);
});

test('nothing is loaded early where the reader saves data', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });
  });
  await page.goto(hb.CHAPTER, { waitUntil: 'load' });
  await idle(page);
  await expect(hint(page)).toHaveCount(0);
});

test('nothing is loaded early on a page that was opened from the disk', async ({ page }) => {
  await page.goto(pathToFileURL(path.join(process.env.TICKBOOK_TEST_SITE, hb.CHAPTER)).href, { waitUntil: 'load' });
  await idle(page);
  await expect(hint(page)).toHaveCount(0);
});

// Whether the page that the reader comes to takes over with a transition.
async function transitionOnward(page) {
  await page.addInitScript(() => {
    window.addEventListener('pagereveal', (event) => { window.transition = Boolean(event.viewTransition); });
  });
  await page.goto(hb.CHAPTER, { waitUntil: 'load' });
  await page.locator('.tb-pager a[rel="next"]').click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(hb.CHAPTER_TITLE);
  await expect.poll(() => page.evaluate(() => window.transition)).toBeDefined();
  return page.evaluate(() => window.transition);
}

test('pages take over from each other gently, and the header stays', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await transitionOnward(page)).toBe(true);
  await expect(page.locator('.tb-header')).toHaveCSS('view-transition-name', 'tb-header');
});

test('pages take over at once where the reader wants less motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await transitionOnward(page)).toBe(false);
  await expect(page.locator('.tb-header')).toHaveCSS('view-transition-name', 'none');
});
