// A page that has moved takes its reader to the heading that her link names.
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { test, expect } from '../support/test.mjs';
import { editedBook } from '../support/edited.mjs';

const FILES = {
  'content/new/place.md': '---\naliases: [/old/place.html]\n---\n\n# Place\n\n## First\n\nText.\n\n## Second\n\nText.\n',
};

let book;
test.beforeAll(async () => {
  book = await editedBook(FILES);
});
test.afterAll(() => book.end());

test('a link to a heading of an old page arrives at the heading', async ({ page }) => {
  await page.goto(`${book.url}old/place.html#second`);
  await expect(page).toHaveURL(`${book.url}new/place.html#second`);
});

test('a link to a heading of an old page arrives at the heading from the disk', async ({ page }) => {
  const root = `${pathToFileURL(book.folder).href}/`;
  await page.goto(`${root}old/place.html#second`);
  await expect(page).toHaveURL(`${root}new/place.html#second`);
});

test('the way back from the new page does not lead to the old one', async ({ page }) => {
  await page.goto(`${book.url}index.html`);
  await page.goto(`${book.url}old/place.html`);
  await expect(page).toHaveURL(`${book.url}new/place.html`);
  await page.goBack();
  await expect(page).toHaveURL(`${book.url}index.html`);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  for (const where of ['server', 'disk']) {
    test(`an old page leads on from a ${where}`, async ({ page }) => {
      const root = where === 'disk' ? `${pathToFileURL(path.resolve(book.folder)).href}/` : book.url;
      await page.goto(`${root}old/place.html`);
      await expect(page).toHaveURL(`${root}new/place.html`);
    });
  }
});
