import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

const blocks = (page) => page.locator('.tb-code');
const button = (page, place = 0) => blocks(page).nth(place).getByRole('button', { name: /^Copy / });
const told = (page, place = 0) => blocks(page).nth(place).getByRole('status');
const codeOf = async (page, place = 0) => (await blocks(page).nth(place).locator('code').textContent()).replace(/\n$/, '');

// What the clipboard of the page was given, without asking the browser for the right to read it.
const watchClipboard = (page) =>
  page.addInitScript(() => {
    window.copied = [];
    navigator.clipboard.writeText = async (text) => void window.copied.push(text);
  });

test('each block of code has a button of its own name', async ({ page }) => {
  await page.goto(hb.CODE);
  const names = await page.getByRole('button', { name: /^Copy / }).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  expect(names.length).toBe(await blocks(page).count());
  expect(new Set(names).size).toBe(names.length);
});

test('the button copies the code and says so once, to the eye and aloud', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(hb.CODE);
  await page.clock.install();
  await blocks(page).first().hover();
  await button(page).click();
  await expect(told(page)).toHaveText('Copied');
  await expect(told(page)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await codeOf(page));
  // No other live region repeats it.
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toHaveCount(1);
  await page.clock.runFor(5000);
  await expect(told(page)).toHaveText('');
});

test('the button works with the keyboard and keeps the focus', async ({ page }) => {
  await watchClipboard(page);
  await page.goto(hb.CODE);
  await button(page).focus();
  await expect(button(page)).toHaveCSS('opacity', '1');
  await page.keyboard.press('Enter');
  await expect(told(page)).toHaveText('Copied');
  await expect(button(page)).toBeFocused();
  expect(await page.evaluate(() => window.copied)).toEqual([await codeOf(page)]);
});

test('of a terminal session the commands are copied', async ({ page }) => {
  await watchClipboard(page);
  await page.goto(hb.CODE);
  await blocks(page).first().locator('code').evaluate((code) => {
    code.innerHTML = '<span class="p">$ </span>tickbook <span class="o">build</span>\n<span class="p">3 pages\n$ </span>ls\n';
  });
  await button(page).focus();
  await page.keyboard.press('Enter');
  await expect(told(page)).toHaveText('Copied');
  expect(await page.evaluate(() => window.copied)).toEqual(['tickbook build\nls']);
});

const FAULTS = {
  'there is no clipboard': () => Object.defineProperty(navigator, 'clipboard', { value: undefined }),
  'the browser keeps its clipboard': () => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('Not allowed', 'NotAllowedError'));
  },
};

for (const [fault, cause] of Object.entries(FAULTS)) {
  test(`where ${fault} the code is selected and the page says so`, async ({ page }) => {
    await page.addInitScript(cause);
    await page.goto(hb.CODE);
    await blocks(page).first().hover();
    await button(page).click();
    await expect(told(page)).toHaveText('Selected. Please copy it.');
    expect((await page.evaluate(() => String(window.getSelection()))).trim()).toBe((await codeOf(page)).trim());
  });
}

test('the button works on a page that was opened from the disk', async ({ page }) => {
  await watchClipboard(page);
  await page.goto(pathToFileURL(path.join(process.env.TICKBOOK_TEST_SITE, hb.CODE)).href);
  await blocks(page).first().hover();
  await button(page).click();
  await expect(told(page)).toHaveText('Copied');
  expect(await page.evaluate(() => window.copied)).toEqual([await codeOf(page)]);
});

test('the button moves nothing when it comes and is not on paper', async ({ page }) => {
  await page.goto(hb.CODE);
  await expect(button(page)).toHaveCount(1);
  const height = await blocks(page).first().evaluate((block) => block.offsetHeight);
  const alone = await blocks(page).first().evaluate((block) => {
    block.querySelector('.tb-copy').remove();
    return block.offsetHeight;
  });
  expect(alone).toBe(height);
  await page.emulateMedia({ media: 'print' });
  await expect(button(page, 1)).toBeHidden();
});
