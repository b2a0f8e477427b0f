import { readFile, writeFile } from 'node:fs/promises';
import { expect, testPlan as test } from '../support/books.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';
import { desk, dialog, expectWork, otherDevice, press, undo, work } from '../support/desk.mjs';

async function saved(page, name, path) {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, name)]);
  await download.saveAs(path);
  return download.suggestedFilename();
}

async function importFile(page, path) {
  const input = desk(page).getByLabel('File with a copy');
  // A reader who chooses a file has the focus there.
  await input.focus();
  await input.setInputFiles(path);
}

test('a downloaded copy brings everything to another browser', async ({ page, browser, baseURL }, info) => {
  await work(page);
  const name = await saved(page, 'Download a copy', info.outputPath('copy.json'));
  expect(name).toMatch(new RegExp(`^${hb.BOOK}-progress-\\d{4}-\\d\\d-\\d\\d\\.json$`));
  const other = await otherDevice(browser, baseURL);
  await importFile(other, info.outputPath('copy.json'));
  for (const line of ['1 item becomes done', '1 item becomes in progress', '1 item becomes not for you', '1 note comes in']) {
    await expect(dialog(other).getByRole('listitem').filter({ hasText: line })).toBeVisible();
  }
  await dialog(other).getByRole('button', { name: 'Merge' }).click();
  await expectWork(other);
  const note = (of) => of.evaluate((key) => JSON.parse(localStorage.getItem(key)).n, noteKeyOfSecond);
  const noteKeyOfSecond = rd.noteKey(await rd.id(rd.item(other, 1)));
  expect(await note(other)).toBe('Zeile eins – “quoted”\nline two');
  await other.context().close();
});

test('the copy says what it is, and of which book', async ({ page }, info) => {
  await work(page);
  await saved(page, 'Download a copy', info.outputPath('copy.json'));
  const copy = JSON.parse(await readFile(info.outputPath('copy.json'), 'utf8'));
  expect(copy).toMatchObject({ format: 'tickbook-progress', version: 1, book: { id: hb.BOOK } });
  expect(copy.items[await rd.id(rd.item(page, 0))]).toMatchObject({ s: 'done', r: expect.any(Number), x: expect.any(String) });
});

test('a note that is still being typed is in the copy', async ({ page }, info) => {
  await page.goto(hb.PLAN);
  await rd.openPanel(rd.item(page, 0));
  await rd.noteField(rd.item(page, 0)).fill('Just now');
  await page.evaluate(() => document.activeElement.dispatchEvent(new Event('input')));
  await saved(page, 'Download a copy', info.outputPath('copy.json'));
  expect(await readFile(info.outputPath('copy.json'), 'utf8')).toContain('Just now');
});

// Writes a copy of this book with these items and gives its path.
async function copyOf(info, items, changes = {}) {
  const path = info.outputPath('made.json');
  const book = { id: hb.BOOK, title: 'How to Become a CTO' };
  await writeFile(path, JSON.stringify({ format: 'tickbook-progress', version: 1, book, saved: '2026-11-22T10:00:00.000Z', items, notes: {}, ...changes }));
  return path;
}

test('cancelling an import changes nothing', async ({ page }, info) => {
  await page.goto(hb.PLAN);
  const id = await rd.id(rd.item(page, 0));
  await importFile(page, await copyOf(info, { [id]: { s: 'done', t: 5 } }));
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(hb.boxes(page).first()).not.toBeChecked();
  expect(await rd.stored(page, rd.tickKey(id))).toBeNull();
});

test('a merge can be undone, but for what was changed since', async ({ page }, info) => {
  await page.goto(hb.PLAN);
  const ids = [await rd.id(rd.item(page, 0)), await rd.id(rd.item(page, 1))];
  await importFile(page, await copyOf(info, Object.fromEntries(ids.map((id) => [id, { s: 'doing', t: 5 }]))));
  await dialog(page).getByRole('button', { name: 'Merge' }).click();
  await expect(hb.notice(page)).toContainText('2 entries are merged.');
  await expect(undo(page)).toBeFocused();
  await hb.boxes(page).nth(1).check();
  await undo(page).click();
  await expect(hb.notice(page)).toContainText('1 entry was brought back. One was changed since and stays as it is.');
  await expect(desk(page).getByLabel('File with a copy')).toBeFocused();
  await expect(rd.labelOf(rd.item(page, 0))).toHaveCount(0);
  await expect(hb.boxes(page).nth(1)).toBeChecked();
});

test('an older tick does not win over a later untick', async ({ page }, info) => {
  await page.goto(hb.PLAN);
  await hb.boxes(page).first().check();
  await hb.boxes(page).first().uncheck();
  await importFile(page, await copyOf(info, { [await rd.id(rd.item(page, 0))]: { s: 'done', t: 5 } }));
  await expect(dialog(page)).toContainText('1 is newer here and stays as it is');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(hb.boxes(page).first()).not.toBeChecked();
});

test('what is not in this book is kept and listed', async ({ page }, info) => {
  await page.goto(hb.PLAN);
  await importFile(page, await copyOf(info, { gone: { s: 'done', t: 5, x: 'An old item' } }));
  await expect(dialog(page)).toContainText('1 is not in this book and is kept');
  await dialog(page).getByRole('button', { name: 'Merge' }).click();
  await expect(page.getByRole('region', { name: 'No longer in the book' })).toContainText('An old item');
});

test('the same copy again brings nothing new', async ({ page }, info) => {
  await work(page);
  await saved(page, 'Download a copy', info.outputPath('copy.json'));
  await importFile(page, info.outputPath('copy.json'));
  await expect(dialog(page)).toHaveAccessibleName('Nothing new');
  await expect(dialog(page)).toContainText('4 are the same already');
  await expect(dialog(page).getByRole('button', { name: 'Merge' })).toBeHidden();
});

const REFUSED = {
  'of another book': [{ book: { id: 'other', title: 'Other book' } }, 'This file belongs to “Other book”'],
  'of a newer version': [{ version: 2 }, 'written by a newer version'],
  'that is something else': [{ format: 'shopping' }, 'This file holds no progress'],
};

for (const [name, [changes, reason]] of Object.entries(REFUSED)) {
  test(`a file ${name} is refused with the reason`, async ({ page }, info) => {
    await page.goto(hb.PLAN);
    await importFile(page, await copyOf(info, {}, changes));
    await expect(desk(page).getByRole('alert')).toContainText(reason);
    await expect(dialog(page)).toBeHidden();
  });
}

test('a file that is cut short, empty or too large is refused, and a good one after it is taken', async ({ page }, info) => {
  await page.goto(hb.PLAN);
  const path = info.outputPath('bad.json');
  for (const [text, reason] of [['{"format":', 'cannot be read'], ['', 'is empty'], ['x'.repeat(5 * 1024 * 1024 + 2), 'larger than']]) {
    await writeFile(path, text);
    await importFile(page, path);
    await expect(desk(page).getByRole('alert')).toContainText(reason);
  }
  await importFile(page, await copyOf(info, { [await rd.id(rd.item(page, 0))]: { s: 'done', t: 5 } }));
  await expect(dialog(page)).toBeVisible();
  await expect(page.locator('[data-tb-import-fault]')).toBeEmpty();
});

test('names that objects have by themselves do no harm in a file', async ({ page }, info) => {
  await page.goto(hb.PLAN);
  const path = info.outputPath('hostile.json');
  await writeFile(path, `{"format":"tickbook-progress","version":1,"book":{"id":"${hb.BOOK}"},"items":{"__proto__":{"s":"done","t":5},"constructor":{"s":"done","t":5}},"notes":{"a":{"n":"<img src=x onerror=alert(1)>","t":5}}}`);
  await importFile(page, path);
  await dialog(page).getByRole('button', { name: 'Merge' }).click();
  await expect(page.getByRole('region', { name: 'No longer in the book' })).toContainText('<img src=x onerror=alert(1)>');
  await expect(hb.pageCount(page)).toHaveText(/^0 of /);
});

test('with the storage full, an import says what could not be stored', async ({ page }, info) => {
  await page.goto(hb.PLAN);
  await rd.fillStorage(page);
  await importFile(page, await copyOf(info, { [await rd.id(rd.item(page, 0))]: { s: 'done', t: 5 } }));
  await dialog(page).getByRole('button', { name: 'Merge' }).click();
  await expect(hb.notice(page)).toContainText('1 could not be stored');
  await expect(hb.boxes(page).first()).not.toBeChecked();
});

test('progress is copied as Markdown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await work(page);
  await press(page, 'Copy as Markdown');
  await expect(desk(page).getByText('Your progress is copied.')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^# How to Become a CTO\n/);
  expect(text).toMatch(/- \[x\] .+ \(\d{4}-\d\d-\d\d\)/);
  expect(text).toMatch(/- \[ \] .+ \(in progress since \d{4}-\d\d-\d\d\)/);
  expect(text).toContain('Note: Zeile eins – “quoted”');
});

test('where the browser does not let a page copy, the text is there to be copied', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await work(page);
  await press(page, 'Copy as Markdown');
  const field = desk(page).getByRole('textbox', { name: 'Your progress as Markdown' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/- \[x\] /);
  expect(await field.evaluate((area) => area.selectionEnd - area.selectionStart)).toBe((await field.inputValue()).length);
});

test('progress is downloaded as Markdown', async ({ page }, info) => {
  await work(page);
  const name = await saved(page, 'Download Markdown', info.outputPath('progress.md'));
  expect(name).toMatch(/\.md$/);
  const text = await readFile(info.outputPath('progress.md'), 'utf8');
  const chapter = await page.locator('.tb-plan-chapter h3 a').first().textContent();
  expect(text).toContain(`[${chapter}](`);
});
