import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

const control = (page) => page.getByRole('button', { name: /Colour scheme/ });

// How light the page's ground is, from 0 to 255; drawing it once turns any notation into numbers.
const lightness = (page) =>
  page.evaluate(() => {
    const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
    pen.fillStyle = getComputedStyle(document.querySelector('.tb-header')).backgroundColor;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });

async function choose(page, scheme) {
  for (let presses = 0; presses < 3; presses += 1) {
    await control(page).click();
    if ((await control(page).getAttribute('aria-label')).endsWith(scheme)) return;
  }
  throw new Error(`the control never comes to ${scheme}`);
}

test('the page follows the scheme of the system', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(hb.CHAPTER);
  expect(await lightness(page)).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => lightness(page)).toBeLessThan(60);
});

test('a choice of the reader wins over the system and is kept over a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(hb.CHAPTER);
  await choose(page, 'dark');
  expect(await lightness(page)).toBeLessThan(60);
  await page.reload();
  expect(await lightness(page)).toBeLessThan(60);
  await expect(control(page)).toHaveAccessibleName(/dark$/);
});

test('a reader can choose light in a dark system', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(hb.CHAPTER);
  await choose(page, 'light');
  await page.goto(hb.PLAN);
  expect(await lightness(page)).toBeGreaterThan(200);
});

test('a reader can go back to the scheme of the system', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(hb.CHAPTER);
  await choose(page, 'light');
  await choose(page, 'system');
  await page.reload();
  expect(await lightness(page)).toBeLessThan(60);
  expect(await page.evaluate(() => localStorage.getItem('tickbook:scheme'))).toBeNull();
});

// Anything painted needs the body, so a scheme that is set before the body exists cannot flash.
async function expectNoFlash(page, url) {
  await page.goto(url);
  await page.evaluate(() => localStorage.setItem('tickbook:scheme', 'dark'));
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.body) return;
      window.schemeAtBody = document.documentElement.getAttribute('data-tb-scheme');
      observer.disconnect();
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  await page.goto(url);
  expect(await page.evaluate(() => window.schemeAtBody)).toBe('dark');
}

test('a chosen scheme is there before the first paint', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectNoFlash(page, hb.CHAPTER);
});

test('a chosen scheme is there before the first paint from a file', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectNoFlash(page, pathToFileURL(path.join(process.env.TICKBOOK_TEST_SITE, hb.CHAPTER)).href);
});

test('a second tab follows the choice', async ({ page, context }) => {
  const other = await context.newPage();
  await page.goto(hb.CHAPTER);
  await other.goto(hb.PLAN);
  await choose(page, 'dark');
  await expect(other.locator('html')).toHaveAttribute('data-tb-scheme', 'dark');
});

test('a stored scheme that is rubbish is ignored', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await page.evaluate(() => localStorage.setItem('tickbook:scheme', '"><script>'));
  await page.reload();
  await expect(page.locator('html')).not.toHaveAttribute('data-tb-scheme');
  await expect(control(page)).toHaveAccessibleName(/system$/);
});
