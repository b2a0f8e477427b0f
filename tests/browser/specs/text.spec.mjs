import { test, expect } from '../support/test.mjs';
import { editedBook } from '../support/edited.mjs';

const words = 'There is something to read here. '.repeat(150);
const CHAPTER = `---
updated: 2026-11-02
---

# Chapter

First[^a], second[^b] and the first again[^a].

So that the marked link ends its line at some width: [Elsewhere](https://example.net/), [our own](https://example.org/book/two.html), [a letter](mailto:a@example.net),
[![A sign](sign.svg)](https://example.net/).

${words}

## A section

${words}

[^a]: Note one.
[^b]: Note two.
`;

const TWO = `# Two

| Name | Amount | Share | Since | Why |
|---|---:|:---:|---|---|
| The first of them | 12,000 in all of the years | a third of the whole | the beginning of it | ${words.slice(0, 200)} |
`;

let book;
test.beforeAll(async () => {
  const toml = '[book]\ntitle = "Small book"\n[output.html]\nsite-url = "https://example.org/book/"\nedit-url-template = "https://example.net/edit/{path}"\n';
  const sign = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>';
  book = await editedBook({ 'book.toml': toml, 'content/chapter.md': CHAPTER, 'content/two.md': TWO, 'content/sign.svg': sign });
});
test.afterAll(() => book.end());
test.beforeEach(({ page }) => page.goto(`${book.url}chapter.html`));

const reference = (page, place) => page.locator('.tb-fnref a').nth(place);
const notes = (page) => page.getByRole('region', { name: 'Footnotes' });

test('each reference to a note has its own way there and back', async ({ page }) => {
  for (const [place, note, back] of [[0, 'Note one.', 'Back to the text'], [2, 'Note one.', 'Back to the text, place 2'], [1, 'Note two.', 'Back to the text']]) {
    await reference(page, place).click();
    const item = notes(page).locator('li', { hasText: note });
    await expect(item).toBeInViewport();
    await item.getByRole('link', { name: back, exact: true }).click();
    await expect(reference(page, place)).toBeInViewport();
    expect(await reference(page, place).evaluate((one) => one.matches(':target'))).toBe(true);
    // The keyboard goes on from where the reader was.
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(reference(page, place)).toBeFocused();
  }
});

// The name of a link as the browser gives it to a screen reader.
async function spoken(page, link) {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: `document.querySelector(${JSON.stringify(link)})` });
  const { nodes } = await session.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false });
  await session.detach();
  return nodes[0].name.value;
}

const drawn = (link) => link.evaluate((one) => getComputedStyle(one, '::after').backgroundImage !== 'none');

test('a link to another site is marked, for the eye and aloud', async ({ page }) => {
  expect(await drawn(page.getByRole('link', { name: 'Elsewhere' }))).toBe(true);
  expect((await spoken(page, '.tb-body a[href="https://example.net/"]')).replace('\u2060', '')).toBe('Elsewhere (another site)');
});

test('links to the site itself, to a letter box and around pictures are not marked', async ({ page }) => {
  for (const name of ['our own', 'a letter', 'A sign']) {
    expect(await drawn(page.getByRole('link', { name })), name).toBe(false);
  }
  await expect(page.getByRole('link', { name: 'our own' })).toHaveAttribute('href', 'two.html');
});

test('the mark of a link never stands alone on a line', async ({ page }) => {
  const link = page.getByRole('link', { name: 'Elsewhere' });
  for (let width = 320; width < 480; width += 8) {
    await page.setViewportSize({ width, height: 700 });
    const lines = await link.evaluate((one) => [...one.getClientRects()].map((box) => box.y));
    expect(lines.at(-1), `at ${width} pixels`).toBe(lines.at(-2));
  }
});

test('the link of a heading is reached by Tab, is named, and gives the address of the section', async ({ page }) => {
  const link = page.getByRole('link', { name: 'Link to this section: A section' });
  await page.locator('.tb-main').focus();
  while (!(await link.evaluate((one) => one === document.activeElement))) await page.keyboard.press('Tab');
  await expect(link).toHaveCSS('opacity', '1');
  expect(await link.evaluate((one) => one.href)).toBe(`${book.url}chapter.html#a-section`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${book.url}chapter.html#a-section`);
});

test('a heading that is selected to be copied has no sign of its link in it', async ({ page }) => {
  const copied = await page.getByRole('heading', { name: /^A section/ }).evaluate((heading) => {
    window.getSelection().selectAllChildren(heading);
    return String(window.getSelection()).trim();
  });
  expect(copied).toBe('A section');
});

test('the page says how long it takes to read, when it was updated and where it can be edited', async ({ page }) => {
  await expect(page.getByText('8 minutes to read')).toBeVisible();
  await expect(page.locator('time')).toHaveText('2 November 2026');
  await expect(page.locator('time')).toHaveAttribute('datetime', '2026-11-02');
  await expect(page.getByRole('link', { name: 'Edit this page' })).toHaveAttribute('href', 'https://example.net/edit/content/chapter.md');
});

test('in a table that is stacked on a phone each cell begins at the start of its line', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${book.url}two.html`);
  const cells = page.locator('.tb-stack tbody :is(th, td)');
  await expect(cells).toHaveCount(5);
  for (const cell of await cells.all()) await expect(cell).toHaveCSS('text-align', 'start');
});
