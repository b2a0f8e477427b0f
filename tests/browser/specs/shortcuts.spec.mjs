import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';
import * as se from '../support/search.mjs';

const list = (page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const fromFooter = (page) => page.getByRole('contentinfo').getByRole('button', { name: 'Keyboard shortcuts' });
const choice = (page) => list(page).getByRole('checkbox');

async function turn(page, on) {
  await fromFooter(page).click();
  await choice(page).setChecked(on);
  await list(page).getByRole('button', { name: 'Close' }).click();
  await expect(list(page)).toBeHidden();
}

// Browsers drop keys that come before the first picture of a page, which nobody can have seen yet.
const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

async function expectToWork(page, works) {
  await painted(page);
  for (const keys of ['/', 'Control+k']) {
    await page.keyboard.press(keys);
    if (works) {
      await expect(se.dialog(page)).toBeVisible();
      await page.keyboard.press('Escape');
    }
    await expect(se.dialog(page)).toBeHidden();
  }
}

test('the footer leads to the list of shortcuts, and Esc back', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await fromFooter(page).click();
  await expect(list(page)).toContainText('Search the book');
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeHidden();
  await expect(fromFooter(page)).toBeFocused();
});

test('the search leads to the list of shortcuts, and Esc back into the search', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await se.button(page).click();
  await se.dialog(page).getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(list(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeHidden();
  await expect(se.dialog(page)).toBeVisible();
});

test('the shortcuts can be turned off, which lasts, and on again', async ({ page, context }) => {
  await page.goto(hb.CHAPTER);
  await turn(page, false);
  await expectToWork(page, false);
  await page.goto(hb.START);
  await expectToWork(page, false);
  await se.button(page).click();
  await expect(se.dialog(page)).toBeVisible();
  const other = await context.newPage();
  await other.goto(hb.CHAPTER);
  await expectToWork(other, false);
  await turn(other, true);
  await expectToWork(other, true);
  expect(await other.evaluate(() => localStorage.getItem('tickbook:shortcuts'))).toBeNull();
});

test('where the store is blocked the choice holds for the page, and the list says so', async ({ page }) => {
  await rd.blockStorage(page);
  await page.goto(hb.START);
  await expectToWork(page, true);
  await fromFooter(page).click();
  await choice(page).uncheck();
  await expect(list(page).getByRole('status')).toContainText('until you leave the page');
  await page.keyboard.press('Escape');
  await expectToWork(page, false);
});

test('no shortcut works while the reader types', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await rd.openPanel(rd.item(page, 0));
  const note = rd.noteField(rd.item(page, 0));
  await note.focus();
  await page.keyboard.type('and/or');
  await page.keyboard.press('Control+k');
  await expect(note).toHaveValue('and/or');
  await expect(se.dialog(page)).toBeHidden();
});

test('the shortcuts work where the focus is on a box, which is no field to type in', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).first().focus();
  await expectToWork(page, true);
  await expect(hb.boxes(page).first()).toBeFocused();
});

test('no other key does anything', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  for (const keys of ['?', 's', 'k', 'h', 'Alt+k', 'Control+Shift+k', 'ArrowLeft', 'ArrowRight']) await page.keyboard.press(keys);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`${hb.CHAPTER}$`));
});
