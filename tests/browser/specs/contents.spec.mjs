import { test, expect } from '../support/test.mjs';
import { editedBook } from '../support/edited.mjs';

// Ten sections to read, and then four of a line each that no scrolling brings to the top of the window.
const words = 'There is something to read here that fills a good part of a line. '.repeat(12);
const long = Array.from({ length: 10 }, (_, n) => `## Long ${n}\n\n${words}\n\n${words}\n`);
const short = Array.from({ length: 4 }, (_, n) => `## Short ${n}\n\nA line.\n`);
const CHAPTER = `# Chapter\n\n${words}\n\n${[...long, ...short].join('\n')}`;

let book;
test.beforeAll(async () => {
  book = await editedBook({ 'content/chapter.md': CHAPTER, 'content/zz.md': `# Last\n\n${words}\n\n## One\n\nShort.\n\n## Two\n` });
});
test.afterAll(() => book.end());

const sections = (page) => page.getByRole('navigation', { name: 'On this page' });
const current = (page) => sections(page).locator('[aria-current]');
const entry = (page, name) => sections(page).getByRole('link', { name, exact: true });
const open = (page, hash = '') => page.goto(`${book.url}chapter.html${hash}`);
const scrollTo = (page, top) => page.evaluate((y) => window.scrollTo(0, y), top);

test('no section is marked at the top of the page, and one alone further down', async ({ page }) => {
  await open(page);
  await expect(current(page)).toHaveCount(0);
  await scrollTo(page, 1500);
  await expect(current(page)).toHaveCount(1);
  await expect(current(page)).toHaveAttribute('aria-current', 'true');
  await scrollTo(page, 0);
  await expect(current(page)).toHaveCount(0);
});

test('the marked section is the one that is being read', async ({ page }) => {
  await open(page);
  const heading = page.getByRole('heading', { name: 'Long 4' });
  await heading.evaluate((one) => window.scrollBy(0, one.getBoundingClientRect().top - 100));
  await expect(current(page)).toHaveText('Long 4');
  await heading.evaluate((one) => window.scrollBy(0, one.getBoundingClientRect().top - 500));
  await expect(current(page)).toHaveText('Long 3');
});

test('reading from top to end marks every section once and in order', async ({ page }) => {
  await open(page);
  const seen = await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const marked = [];
    const end = document.documentElement.scrollHeight - window.innerHeight;
    for (let top = 0; top < end + 60; top += 60) {
      window.scrollTo(0, top);
      // The event of the scroll comes with the next frame, and what it does with the one after.
      await frame();
      await frame();
      const link = document.querySelector('.tb-toc [aria-current]');
      if (link && link.textContent !== marked.at(-1)) marked.push(link.textContent);
    }
    return marked;
  });
  expect(seen).toEqual(await sections(page).getByRole('link').allTextContents());
});

test('a section that was clicked is marked, although it cannot come to the top', async ({ page }) => {
  await open(page);
  for (const name of ['Short 1', 'Long 2', 'Short 0', 'Short 3']) {
    await entry(page, name).click();
    await expect(current(page)).toHaveText(name);
    await expect(page.getByRole('heading', { name })).toBeInViewport();
  }
});

test('a click on the section where the page stands marks it again', async ({ page }) => {
  await open(page);
  await entry(page, 'Short 1').click();
  await expect(current(page)).toHaveText('Short 1');
  await scrollTo(page, 900);
  await expect(current(page)).not.toHaveText('Short 1');
  await entry(page, 'Short 1').click();
  await expect(current(page)).toHaveText('Short 1');
});

test('after a click the mark follows the scroll again', async ({ page }) => {
  await open(page);
  await entry(page, 'Short 1').click();
  await expect(current(page)).toHaveText('Short 1');
  await scrollTo(page, 1500);
  await expect(current(page)).toHaveText(/^Long/);
});

test('a page that is opened at a section has it marked', async ({ page }) => {
  await open(page, '#short-2');
  await expect(current(page)).toHaveText('Short 2');
});

test('the marked entry is kept in view in its own list, and the page stays where it is', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 380 });
  await open(page);
  await expect(entry(page, 'Short 3')).not.toBeInViewport();
  const end = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  await scrollTo(page, end);
  await expect(current(page)).toHaveText('Short 3');
  await expect(entry(page, 'Short 3')).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => window.scrollY)).toBe(end);
});

test('a page that fits the window marks nothing by itself, and what is clicked', async ({ page }) => {
  await page.goto(`${book.url}zz.html`);
  await expect(current(page)).toHaveCount(0);
  await entry(page, 'Two').click();
  await expect(current(page)).toHaveText('Two');
});

test('the contents of a page do not scroll sideways', async ({ page }) => {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    await expect(current(page)).toHaveCount(0);
    const [scroll, client] = await sections(page).evaluate((list) => [list.scrollWidth, list.clientWidth]);
    expect(scroll, `${width} pixels`).toBe(client);
  }
});
