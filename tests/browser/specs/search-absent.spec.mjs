import { test, expect } from '../support/test.mjs';
import { editedBook } from '../support/edited.mjs';
import * as hb from '../support/handbook.mjs';
import * as se from '../support/search.mjs';

const marks = (page) => se.dialog(page).locator('mark');
const offers = (page) => se.status(page).getByRole('button');

test('a word that the book lacks finds nothing, and what is near to it is only offered', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, 'nesting');
  await expect(se.status(page)).toHaveText(/^Not in the book: “nesting”\. Similar: .*(testing|vesting)/);
  await expect(se.links(page)).toHaveCount(0);
  const word = await offers(page).first().textContent();
  await page.keyboard.press('ArrowDown');
  await expect(offers(page).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(se.field(page)).toBeFocused();
  await expect(se.field(page)).toHaveValue(word);
  await expect(se.links(page).first()).toBeVisible();
});

test('for a typing error the word that is meant is shown, said to be that, and marked as no match', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, 'glosary');
  await expect(se.status(page)).toHaveText('Nothing for “glosary”. Showing “glossary”.');
  await expect(se.chapters(page).first()).toContainText('Glossary');
  await expect(marks(page)).toHaveCount(0);
  await expect(se.dialog(page).locator('.tb-near').first()).toBeVisible();
});

test('in a query of several words the status names those that are nowhere', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, 'equity nesting');
  await expect(se.status(page)).toHaveText(/^\d+ chapters? found.*Not in the book: “nesting”\./);
  for (const text of await marks(page).allTextContents()) expect(text.toLowerCase()).toBe('equity');
});

test('a synonym of the author is found and said to be one', async ({ page }) => {
  const book = await editedBook({
    'book.toml': '[book]\ntitle = "B"\nid = "b"\n\n[output.html.search.synonyms]\ncompensation = ["salary"]\n',
    'content/pay.md': '# Pay\n\n## Money\n\nThe salary grows each year.\n',
  });
  try {
    await page.goto(`${book.url}index.html`);
    await se.search(page, 'compensation');
    await expect(se.status(page)).toHaveText('1 chapter found. Not in the book: “compensation”. Showing salary, for compensation.');
    await expect(se.links(page).first()).toHaveAccessibleName(/Pay.*Money/);
  } finally {
    book.end();
  }
});

test('a passage is text and never source', async ({ page }) => {
  const book = await editedBook({ 'content/zoo.md': '# Zoo\n\nThe **zebra** eats [*fresh* grass](index.md) and `hay`.\n' });
  try {
    await page.goto(`${book.url}index.html`);
    await se.search(page, 'zebra');
    await expect(se.dialog(page).locator('p.tb-hit-text')).toHaveText('The zebra eats fresh grass and hay.');
  } finally {
    book.end();
  }
});
