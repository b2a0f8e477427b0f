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
  await cards.first().getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/${hb.PART}$`));
});
