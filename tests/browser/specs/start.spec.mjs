import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

const KEY = `tickbook:${hb.BOOK}:last`;
const offer = (page) => page.locator('[data-tb-continue]');

test('the start page offers nothing to continue at a first visit', async ({ page }) => {
  await page.goto(hb.START);
  await expect(offer(page)).toBeHidden();
});

test('the start page continues where the reader left off', async ({ page }) => {
  await page.goto(hb.OTHER_CHAPTER);
  await page.goto(hb.CHAPTER);
  await page.goto(hb.PLAN);
  await page.goto(hb.START);
  await expect(offer(page)).toHaveText(`Continue: ${hb.CHAPTER_TITLE}`);
  await offer(page).getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/${hb.CHAPTER}$`));
});

test('the start page continues at the section where the reader left off', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const heading = page.locator('.tb-body > h2').nth(2);
  const { id, words } = await heading.evaluate((one) => ({ id: one.id, words: one.firstChild.textContent }));
  await heading.evaluate((one) => window.scrollBy(0, one.getBoundingClientRect().top - 100));
  await expect(page.locator('.tb-toc [aria-current]')).toHaveText(words);
  await page.goto(hb.START);
  await expect(offer(page)).toHaveText(`Continue: ${hb.CHAPTER_TITLE} at “${words}”`);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await offer(page).getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/${hb.CHAPTER}#${id}$`));
  await expect(page.locator('.tb-body > h2').nth(2)).toBeInViewport();
});

test('the section is remembered on a phone too, where the list of sections is folded', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.CHAPTER);
  await page.locator('.tb-body > h2').nth(2).evaluate((one) => window.scrollBy(0, one.getBoundingClientRect().top - 100));
  await page.goto(hb.START);
  await expect(offer(page)).toContainText(' at “');
});

test('a chapter that was left at its top is continued at its top', async ({ page }) => {
  await page.goto(`${hb.CHAPTER}`);
  await page.evaluate(() => window.scrollTo(0, 2000));
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.goto(hb.START);
  await expect(offer(page)).toHaveText(`Continue: ${hb.CHAPTER_TITLE}`);
});

test('an opened chapter stays at its top, wherever it was left', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await page.evaluate(() => window.scrollTo(0, 2000));
  await page.goto(hb.START);
  await page.goto(hb.CHAPTER, { waitUntil: 'load' });
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test('a stored section is a place on the page and nothing else', async ({ page }) => {
  await page.goto(hb.START);
  const value = JSON.stringify({ v: 1, path: hb.CHAPTER, title: 'T', id: 'a"?b#c/../..', section: '<b>x</b>' });
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, value]);
  await page.reload();
  await expect(offer(page)).toHaveText('Continue: T at “<b>x</b>”');
  await expect(offer(page).locator('b')).toHaveCount(0);
  await expect(offer(page).getByRole('link')).toHaveAttribute('href', `${hb.CHAPTER}#a%22%3Fb%23c%2F..%2F..`);
});

test('the title to continue with is shown as text, not as HTML', async ({ page }) => {
  await page.goto(hb.START);
  const title = '<img src=x onerror=alert(1)>';
  const value = JSON.stringify({ v: 1, path: hb.CHAPTER, title, t: 1 });
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, value]);
  await page.reload();
  await expect(offer(page)).toHaveText(`Continue: ${title}`);
  await expect(offer(page).locator('img')).toHaveCount(0);
});

const HOSTILE = [
  'javascript:alert(1)//x.html',
  'JaVaScRiPt:alert(1).html',
  'data:text/html,x.html',
  '//evil.example/x.html',
  '/\\evil.example/x.html',
  'https://evil.example/x.html',
  '../x.html',
  'role/../../x.html',
  '%2e%2e/x.html',
  '/x.html',
  'role\\x.html',
  'role/x.html?y',
  'role/x.html#y',
  '',
];

test('a stored path that leads out of the book is ignored', async ({ page }) => {
  await page.goto(hb.START);
  for (const path of HOSTILE) {
    const value = JSON.stringify({ v: 1, path, title: 'Come here', t: 1 });
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, value]);
    await page.reload();
    await expect(offer(page), path).toBeHidden();
  }
});

test('a stored place that is rubbish is ignored', async ({ page }) => {
  await page.goto(hb.START);
  for (const value of ['', 'null', '{', '[]', '7', '{"path":7}', `{"path":"${hb.CHAPTER}"}`]) {
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, value]);
    await page.reload();
    await expect(offer(page), value).toBeHidden();
  }
});

test('the start page lists the parts of the book', async ({ page }) => {
  await page.goto(hb.START);
  const cards = page.getByRole('main').locator('.tb-cards > li');
  expect(await cards.count()).toBeGreaterThan(5);
  await cards.getByRole('link', { name: 'The role' }).click();
  await expect(page).toHaveURL(new RegExp(`/${hb.PART}$`));
});
