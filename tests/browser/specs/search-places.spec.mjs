import { test, expect } from '../support/test.mjs';
import { editedBook } from '../support/edited.mjs';
import { PLACES, expectFound } from '../support/places.mjs';
import * as hb from '../support/handbook.mjs';
import * as se from '../support/search.mjs';

for (const where of Object.keys(PLACES)) {
  // The sweep begins on a page below a folder too.
  test(`the search finds and marks ${where}`, ({ page }) => expectFound(page, where, hb.START));
}

test('the search breaks no rule of a strict policy', async ({ page }) => {
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));
  });
  await page.goto(hb.CHAPTER);
  await se.search(page, 'risk');
  await se.links(page).last().click();
  await expect.poll(() => se.marked(page)).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(await page.evaluate(() => window.violations)).toEqual([]);
});

const HOSTILE = ['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', '</dialog>&lt;b&gt;', '${alert(1)} {{ 7 * 7 }}', '\\"\u2028[(*'];

test('a query is a text, whatever it looks like', async ({ page }) => {
  await page.goto(hb.START);
  await se.button(page).click();
  const elements = await page.locator('*').count();
  for (const query of HOSTILE) {
    await se.field(page).fill('');
    await expect(se.status(page)).toHaveText('');
    await se.search(page, `xqzzvkw ${query}`);
    await expect(se.dialog(page).locator('img, script, b')).toHaveCount(0);
  }
  await se.field(page).fill('');
  await expect(se.links(page)).toHaveCount(0);
  // The style sheet and the script of the search are two more.
  expect(await page.locator('*').count()).toBeLessThanOrEqual(elements + 2);
});

test('a chapter that looks like markup stays text in the results', async ({ page }) => {
  const text = '# `<img src=x onerror=alert(1)>` zebra\n\n## A `<b>zebra</b>` &amp; more\n\nThe zebra says `<script>alert(1)</script>`.\n\n- [ ] Feed the zebra `"><svg onload=alert(1)>`\n';
  const book = await editedBook({ 'content/zoo.md': text });
  try {
    await page.goto(`${book.url}index.html`);
    await se.search(page, 'zebra');
    await expect(se.chapters(page)).toContainText('<img src=x onerror=alert(1)> zebra');
    await expect(se.dialog(page)).toContainText('A <b>zebra</b> & more');
    await expect(se.dialog(page)).toContainText('"><svg onload=alert(1)>');
    await expect(se.dialog(page).locator('.tb-results').locator('img, script, svg, b')).toHaveCount(0);
  } finally {
    book.end();
  }
});

test('names of files and headings in any letters lead to their places', async ({ page }) => {
  const book = await editedBook({ 'content/über uns/ein 100% kapitel.md': '# Kapitel\n\nAnfang.\n\n## Größe & Maß?\n\nDas Nashorn.\n' });
  try {
    await page.goto(`${book.url}index.html`);
    await se.search(page, 'nashorn');
    await se.links(page).first().click();
    await expect(page.getByRole('heading', { name: 'Größe & Maß?' })).toBeInViewport();
    expect(new URL(page.url()).hash).not.toBe('');
  } finally {
    book.end();
  }
});

test.describe('where files do not come', () => {
  test.use({ allowed: /Failed to load resource|net::ERR|Refused to execute script/ });

  test('a book that was built again while the page was open is searched as it is now', async ({ page }) => {
    // The texts of a larger book are in files of their own.
    const rest = Array.from({ length: 9000 }, (_, place) => `w${place}x`).join(' ');
    const book = await editedBook({ 'content/zoo.md': `# Zoo\n\nThe zebra.\n\n${rest}\n` });
    try {
      await page.goto(`${book.url}index.html`);
      const indexed = page.waitForResponse(/assets\/search\/index\.js$/);
      await se.button(page).click();
      await indexed;
      // The words of the old build go with it: some may have become private.
      book.edit({ 'content/zoo.md': `# Zoo\n\nThe zebra and the okapi.\n\n${rest}\n` });
      await se.search(page, 'zebra');
      await expect(se.dialog(page)).toContainText('The zebra and the okapi');
      await se.search(page, 'okapi');
      await expect(se.chapters(page)).toContainText('Zoo');
    } finally {
      book.end();
    }
  });

  test('a reader without a connection is told, and her next letter tries again', async ({ page }) => {
    await page.route('**/assets/search/**', (route) => route.abort());
    await page.goto(hb.CHAPTER);
    await se.button(page).click();
    await se.field(page).fill('risk');
    await expect(se.status(page)).toHaveText(/^The search could not be loaded/);
    await page.unroute('**/assets/search/**');
    await page.keyboard.type('s');
    await expect(se.links(page).first()).toBeVisible();
    await expect(se.status(page)).toHaveText(/found/);
  });

  test('a search that cannot be loaded itself says so and is tried again', async ({ page }) => {
    // A page that is open learns a little later that its requests are held up, and may ask before.
    await page.route(/assets\/search\.\w+\.js$/, (route) => route.abort());
    await page.goto(hb.CHAPTER);
    await page.keyboard.press('/');
    await expect(se.status(page)).toHaveText(/^The search could not be loaded/);
    await page.unroute(/assets\/search\.\w+\.js$/);
    await page.keyboard.type('risk');
    await expect(se.links(page).first()).toBeVisible();
  });
});
