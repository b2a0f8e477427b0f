// What the reader did, across the editions of a book: its author rewords, leaves out and adds items.
import { test as base, expect } from '../support/test.mjs';
import { editedBook } from '../support/edited.mjs';

const CHAPTER = 'content/chapter.md';
const BEFORE = '# Chapter\n\n- [ ] Write down the five largest risks of your system\n- [ ] Read the annual report of the company\n';

const test = base.extend({
  book: async ({}, use) => {
    const book = await editedBook({ [CHAPTER]: BEFORE });
    await use(book);
    book.end();
  },
});

const plan = (page) => page.locator('.tb-body');
const box = (page, name) => plan(page).getByRole('checkbox', { name });

test('a reworded item stays ticked and says what it said', async ({ page, book }) => {
  await page.goto(`${book.url}chapter.html`);
  await box(page, 'Write down the five largest risks of your system').check();
  book.edit({ [CHAPTER]: BEFORE.replace('five largest risks', 'six largest risks') });
  await page.reload();
  await expect(box(page, 'Write down the six largest risks of your system')).toBeChecked();
  await expect(page.getByText('Reworded since you ticked it.')).toContainText('Write down the five largest risks of your system');
  await page.getByRole('button', { name: /^Still done/ }).click();
  await page.reload();
  await expect(box(page, 'Write down the six largest risks of your system')).toBeChecked();
  await expect(page.getByText('Reworded since you ticked it.')).toHaveCount(0);
});

test('an item that was left out is kept on the plan with its words and its note', async ({ page, book }) => {
  await page.goto(`${book.url}plan.html`);
  await box(page, 'Read the annual report of the company').check();
  await page.getByRole('button', { name: 'State and note: Read the annual report of the company' }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('Page 12 matters');
  await page.keyboard.press('Escape');
  book.edit({ [CHAPTER]: BEFORE.split('\n').slice(0, 3).join('\n') });
  await page.reload();
  await expect(plan(page).getByRole('checkbox')).toHaveCount(1);
  const gone = page.getByRole('region', { name: 'No longer in the book' });
  await expect(gone).toContainText('Read the annual report of the company');
  await expect(gone).toContainText('Page 12 matters');
});

test('an added item is new since the last visit, and the others are as they were', async ({ page, book }) => {
  await page.goto(`${book.url}plan.html`);
  await box(page, 'Read the annual report of the company').check();
  book.edit({ [CHAPTER]: `${BEFORE}- [ ] Something that the author thought of later\n` });
  await page.reload();
  await page.getByRole('radio', { name: 'New since my last visit' }).check();
  await expect(plan(page).getByRole('checkbox').filter({ visible: true })).toHaveCount(1);
  await expect(box(page, 'Something that the author thought of later')).toBeVisible();
  await page.getByRole('radio', { name: 'All' }).check();
  await expect(box(page, 'Read the annual report of the company')).toBeChecked();
});
