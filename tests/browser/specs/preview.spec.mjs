import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, expect } from '../support/test.mjs';
import { axeFaults } from '../support/axe.mjs';
import { editedBook } from '../support/edited.mjs';

const CHAPTER = `# Chapter

${'Words to read. '.repeat(40)}

See [that page](two.md), [that section](two.md#hiring), [Bare](bare.md), [another site](https://example.net/),
[the next section](#here) and [the plan](plan.html).

${'Words to read. '.repeat(400)}

## Here

The last words, and [one more link](two.md).
`;
const TWO = '---\ndescription: "What <b>two</b> is & does."\n---\n\n# Chapter "two"\n\n## Hiring\n\nText.\n\n- [ ] A thing\n';

let book;
test.beforeAll(async () => {
  book = await editedBook({ 'content/chapter.md': CHAPTER, 'content/two.md': TWO, 'content/bare.md': '# Bare\n' });
});
test.afterAll(() => book.end());
test.beforeEach(({ page }) => page.goto(`${book.url}chapter.html`));

const preview = (page) => page.getByRole('tooltip');
const link = (page, name) => page.locator('.tb-body').getByRole('link', { name });
// Longer than the wait before a preview, for what must not come.
const wait = (page) => page.waitForTimeout(900);

test('a link that the reader points at shows title and description of its page', async ({ page }) => {
  await link(page, 'that page').hover();
  await expect(preview(page)).toHaveText('Chapter "two"What <b>two</b> is & does.');
  await expect(preview(page).locator('b')).toHaveCount(0);
  await expect(link(page, 'that page')).toHaveAccessibleDescription('Chapter "two" What <b>two</b> is & does.');
});

test('a link to a section shows its heading and the title of its page', async ({ page }) => {
  await link(page, 'that section').hover();
  await expect(preview(page)).toHaveText('HiringChapter "two"');
});

test('a preview stands beside its link and covers neither it nor what comes after it on the line', async ({ page }) => {
  await link(page, 'that page').hover();
  await expect(preview(page)).toBeVisible();
  const box = await preview(page).boundingBox();
  const text = await link(page, 'that page').boundingBox();
  const gap = text.y - (box.y + box.height);
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(gap).toBeLessThan(20);
  expect(Math.abs(box.x - text.x)).toBeLessThan(5);
});

test('a preview at the top of the window stands below its link', async ({ page }) => {
  await link(page, 'that page').evaluate((one) => window.scrollBy(0, one.getBoundingClientRect().top - 60));
  const text = await link(page, 'that page').boundingBox();
  expect(text.y).toBeLessThan(70);
  await page.mouse.move(text.x + 10, text.y + 10);
  await expect(preview(page)).toBeVisible();
  const box = await preview(page).boundingBox();
  expect(box.y).toBeGreaterThanOrEqual(text.y + text.height - 1);
});

test('a preview comes with the keyboard focus and goes with it', async ({ page }) => {
  await page.locator('.tb-main').focus();
  while (!(await link(page, 'that page').evaluate((one) => one === document.activeElement))) await page.keyboard.press('Tab');
  await expect(preview(page)).toContainText('Chapter "two"');
  await page.keyboard.press('Tab');
  await expect(preview(page)).toContainText('Hiring');
  await page.keyboard.press('Tab');
  await expect(preview(page)).toBeHidden();
});

test('a preview waits a moment, so that a pointer passing by opens none', async ({ page }) => {
  await link(page, 'that page').hover();
  await page.mouse.move(5, 5);
  await wait(page);
  await expect(preview(page)).toBeHidden();
});

test('the pointer can go onto the preview, which then stays, and leave it', async ({ page }) => {
  await link(page, 'that page').hover();
  await expect(preview(page)).toBeVisible();
  await preview(page).hover();
  await wait(page);
  await expect(preview(page)).toBeVisible();
  await page.mouse.move(5, 5);
  await expect(preview(page)).toBeHidden();
});

test('Esc takes the preview away and leaves pointer and focus where they are', async ({ page }) => {
  await link(page, 'that page').hover();
  await expect(preview(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(preview(page)).toBeHidden();
  await expect(link(page, 'that page')).not.toHaveAttribute('aria-describedby');
  await wait(page);
  await expect(preview(page)).toBeHidden();
  await link(page, 'that section').focus();
  await page.keyboard.press('Shift+Tab');
  await expect(preview(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(preview(page)).toBeHidden();
  await expect(link(page, 'that page')).toBeFocused();
});

for (const name of ['Bare', 'another site', 'the next section', 'the plan']) {
  test(`the link “${name}” has no preview, because there is nothing more to say`, async ({ page }) => {
    await link(page, name).hover();
    await wait(page);
    await expect(preview(page)).toBeHidden();
  });
}

test('links outside of the text have no preview', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Chapters' }).getByRole('link', { name: 'Chapter "two"' }).hover();
  await wait(page);
  await expect(preview(page)).toBeHidden();
});

test('a finger opens the page and no preview', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 700 } });
  const page = await context.newPage();
  await page.goto(`${book.url}chapter.html`);
  await page.evaluate(() => {
    window.shown = 0;
    document.querySelector('.tb-preview').addEventListener('toggle', () => { window.shown += 1; });
    document.addEventListener('click', (event) => event.preventDefault());
  });
  await link(page, 'that page').tap();
  await wait(page);
  expect(await page.evaluate(() => window.shown)).toBe(0);
  await expect(preview(page)).toBeHidden();
  await context.close();
});

test('a click on the link follows it', async ({ page }) => {
  await link(page, 'that page').hover();
  await expect(preview(page)).toBeVisible();
  await link(page, 'that page').click();
  await expect(page).toHaveURL(`${book.url}two.html`);
});

test('a preview asks for nothing, and works from the disk', async ({ page }) => {
  await page.goto(pathToFileURL(path.join(book.folder, 'chapter.html')).href);
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await link(page, 'that page').hover();
  await expect(preview(page)).toContainText('What <b>two</b> is & does.');
  // The browser fetches the sign of the book when it finds the time.
  expect(requests.filter((url) => !url.includes('favicon'))).toEqual([]);
});

test('axe finds nothing on a page with a preview', async ({ page }) => {
  await link(page, 'that page').hover();
  await expect(preview(page)).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
});
