import { test, expect } from '../support/served.mjs';
import { axeFaults } from '../support/axe.mjs';

const BROKEN = '# Chapter\n\nA [link](nowhere.md) to <b>nowhere</b>.\n';

const overlay = (page) => page.getByRole('alertdialog');

test('a chapter that is saved shows its new text without a hand on the browser', async ({ page, serve }) => {
  const { url, write } = await serve();
  await page.goto(`${url}chapter.html`);
  await expect(page.getByText('What it says now.')).toBeVisible();
  write('content/chapter.md', '# Chapter\n\nWhat it says later.\n');
  await expect(page.getByText('What it says later.')).toBeVisible();
});

test('a tick outlives the reload after a save', async ({ page, serve }) => {
  const { url, write } = await serve();
  await page.goto(`${url}chapter.html`);
  await page.getByRole('checkbox', { name: 'One thing to do' }).check();
  write('content/chapter.md', '# Chapter\n\nMore words.\n\n- [ ] One thing to do\n');
  await expect(page.getByText('More words.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'One thing to do' })).toBeChecked();
});

test('a fault shows over the last good page and goes when it is mended', async ({ page, serve }) => {
  const { url, write } = await serve();
  await page.goto(`${url}chapter.html`);
  write('content/chapter.md', BROKEN);
  await expect(overlay(page)).toContainText('nowhere.md');
  await expect(overlay(page)).toContainText('content/chapter.md:3');
  await expect(page.getByText('What it says now.')).toBeAttached();
  write('content/chapter.md', '# Chapter\n\nAll is well.\n');
  await expect(overlay(page)).toHaveCount(0);
  await expect(page.getByText('All is well.')).toBeVisible();
});

test('what a fault quotes is shown as text, not as HTML', async ({ page, serve }) => {
  const { url, write } = await serve();
  await page.goto(`${url}chapter.html`);
  write('content/chapter.md', BROKEN);
  await expect(overlay(page)).toContainText('<b>nowhere</b>');
  await expect(overlay(page).locator('b')).toHaveCount(0);
});

test('a page that is opened while the book is broken shows the fault', async ({ page, context, serve }) => {
  const { url, write } = await serve();
  await page.goto(`${url}chapter.html`);
  write('content/chapter.md', BROKEN);
  await expect(overlay(page)).toBeVisible();
  const later = await context.newPage();
  await later.goto(url);
  await expect(overlay(later)).toContainText('nowhere.md');
});

test('the same text saved again takes the fault away', async ({ page, serve }) => {
  const { url, write } = await serve();
  const whole = '# Chapter\n\nWhole.\n';
  await page.goto(`${url}chapter.html`);
  write('content/chapter.md', whole);
  await expect(page.getByText('Whole.')).toBeVisible();
  write('content/chapter.md', BROKEN);
  await expect(overlay(page)).toBeVisible();
  write('content/chapter.md', whole);
  await expect(overlay(page)).toHaveCount(0);
});

test('the shown fault takes the focus, is clean to axe and is dismissed with Esc', async ({ page, serve }) => {
  const { url, write } = await serve();
  await page.goto(`${url}chapter.html`);
  write('content/chapter.md', BROKEN);
  await expect(overlay(page).getByRole('button')).toBeFocused();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFaults(page), colorScheme).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(overlay(page)).toHaveCount(0);
});

test.describe('before the first good build', () => {
  // There is no page to serve then, and the browser tells its console of the status that says so.
  test.use({ allowed: /status of 503/ });

  test('a book that is broken at the start comes up when it is mended', async ({ page, serve }) => {
    const { url, write } = await serve({ 'content/chapter.md': BROKEN });
    await page.goto(`${url}chapter.html`);
    await expect(page.getByText('nowhere.md').first()).toBeVisible();
    write('content/chapter.md', '# Chapter\n\nAll is well.\n');
    await expect(page.getByText('All is well.')).toBeVisible();
  });
});
