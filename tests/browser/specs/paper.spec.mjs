// Paper: what a page looks like in print and what becomes of it as a PDF.
import { test as base, expect } from '../support/test.mjs';
import { editedBook } from '../support/edited.mjs';
import * as hb from '../support/handbook.mjs';

const CHAPTER = `# Chapter

Read <https://example.org/bare> and [the words](https://example.org/worded).

<details><summary>More</summary>

Folded away[^1].

</details>

\`\`\`text
${'long'.repeat(80)}
\`\`\`

[^1]: The note.

- [ ] One thing to do
- [ ] Another
`;

const test = base.extend({
  book: async ({}, use) => {
    const book = await editedBook({ 'content/chapter.md': CHAPTER, 'content/part/other.md': '# Other\n\nSee [one](../chapter.md).\n' });
    await use(book);
    book.end();
  },
});

// What can be read of a PDF without a program for it: its pages, and where its links lead.
async function pdfOf(page) {
  const text = (await page.pdf({ outline: true, tagged: true })).toString('latin1');
  const all = (pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
  return {
    pages: all(/\/Type \/(Page)\b(?!s)/g).length,
    places: all(/\/Dest \/(\S+)/g).map((name) => name.replace(/#([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))),
    addresses: all(/\/URI \(([^)]*)\)/g),
  };
}

const styleOf = (locator, name, pseudo) =>
  locator.evaluate((element, [key, part]) => getComputedStyle(element, part)[key], [name, pseudo]);

test('the whole book becomes a PDF whose contents lead to the chapters', async ({ page }) => {
  await page.goto(hb.PRINT);
  const ids = await page.locator('.tb-contents a').evaluateAll((links) => links.map((link) => link.hash.slice(1)));
  expect(ids.length).toBeGreaterThan(30);
  const pdf = await pdfOf(page);
  // A title page, the contents, and each chapter on a page of its own.
  expect(pdf.pages).toBeGreaterThan(ids.length + 1);
  expect(ids.filter((id) => !pdf.places.includes(id))).toEqual([]);
});

test('a small book has a title page, the contents and its chapters, and nothing between them', async ({ page, book }) => {
  await page.goto(`${book.url}print.html`);
  await page.emulateMedia({ media: 'print' });
  expect(await styleOf(page.locator('.tb-print-title').last(), 'marginBlockStart')).toBe('0px');
  const titles = await page.locator('.tb-contents a').allTextContents();
  expect(titles).toEqual(['Small book', 'Chapter', 'Part', 'Other']);
  const pdf = await pdfOf(page);
  expect(pdf.pages).toBe(2 + titles.length);
  // From the contents, and from one chapter to another.
  expect(pdf.places.filter((place) => place === 'ch-chapter')).toHaveLength(2);
  expect(pdf.addresses).toContain('https://example.org/worded');
});

test('a page on paper is light, and breaks where it does least harm', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  expect(await styleOf(page.locator('body'), 'color')).toBe('rgb(0, 0, 0)');
  await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
  expect(await styleOf(page.locator('.tb-prose > h2').first(), 'breakAfter')).toBe('avoid');
  expect(await styleOf(page.locator('thead').first(), 'display')).toBe('table-header-group');
  expect(await styleOf(page.locator('.tb-item').last(), 'breakBefore')).toBe('avoid');
});

test('addresses of other sites follow the words, but not themselves', async ({ page, book }) => {
  await page.goto(`${book.url}chapter.html`);
  await page.emulateMedia({ media: 'print' });
  const worded = page.getByRole('link', { name: 'the words' });
  expect(await styleOf(worded, 'content', '::after')).toContain('https://example.org/worded');
  const bare = page.getByRole('link', { name: 'https://example.org/bare' });
  expect(await styleOf(bare, 'content', '::after')).not.toContain('https://example.org/bare');
});

test('nothing is folded away or cut off', async ({ page, book }) => {
  await page.setViewportSize({ width: 700, height: 900 });
  await page.goto(`${book.url}chapter.html`);
  const folded = page.getByText('Folded away');
  await expect(folded).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(folded).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
});

for (const name of ['chapter.html', 'print.html']) {
  test(`${name} prints with the reader's ticks or with empty boxes`, async ({ page, book }) => {
    await page.addInitScript(() => {
      window.printed = 0;
      window.print = () => {
        window.printed += 1;
      };
    });
    await page.goto(`${book.url}${name}`);
    await page.getByRole('checkbox', { name: 'One thing to do' }).check();
    // In a chapter the choice is behind a word at the foot.
    const menu = page.getByText('Print this page');
    if (await menu.count()) await menu.click();
    const tick = () => styleOf(page.getByRole('checkbox', { name: 'One thing to do' }), 'content', '::after');
    for (const [button, expected] of [['Print with my ticks', '""'], ['Print with empty boxes', 'none']]) {
      await page.getByRole('button', { name: button }).click();
      await page.emulateMedia({ media: 'print' });
      expect(await tick(), button).toBe(expected);
      await page.emulateMedia({ media: 'screen' });
    }
    expect(await page.evaluate(() => window.printed)).toBe(2);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'print' });
    expect(await tick()).toBe('""');
  });
}

test('a chapter without checklists offers no choice', async ({ page, book }) => {
  await page.goto(`${book.url}part/other.html`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Print/ })).toHaveCount(0);
});
