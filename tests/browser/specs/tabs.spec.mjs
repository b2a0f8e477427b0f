import { test, expect } from '../support/books.mjs';
import * as se from '../support/search.mjs';

const PAGE = 'basics/blocks.html';
const tab = (page, name, group = 0) => page.locator('.tb-body > .tb-tabs').nth(group).locator(':scope > .tb-tab-list').getByRole('tab', { name });
const panel = (page, name, group = 0) => page.locator('.tb-body > .tb-tabs').nth(group).locator(`:scope > [role="tabpanel"]`).filter({ hasText: name });
const shows = (page, words) => expect(page.getByText(words)).toBeVisible();
const hides = (page, words) => expect(page.getByText(words)).toBeHidden();

async function open(page, book, rest = '') {
  await page.goto(`${book}${PAGE}${rest}`);
  await expect(tab(page, 'On a Mac')).toBeVisible();
}

test('one tab shows at a time, the first one first', async ({ page, showcase }) => {
  await open(page, showcase);
  await expect(tab(page, 'On a Mac')).toHaveAttribute('aria-selected', 'true');
  await shows(page, 'The word of this tab is quince');
  await hides(page, 'The word of this tab is medlar');
  await tab(page, 'On Windows').click();
  await shows(page, 'The word of this tab is medlar');
  await hides(page, 'The word of this tab is quince');
  await expect(tab(page, 'On a Mac')).toHaveAttribute('aria-selected', 'false');
});

test('a row of tabs is one stop of the Tab key, and the arrow keys go round', async ({ page, showcase }) => {
  await open(page, showcase);
  await tab(page, 'On a Mac').focus();
  for (const [key, name] of [['ArrowRight', 'On Windows'], ['ArrowRight', 'Elsewhere'], ['ArrowRight', 'On a Mac'], ['ArrowLeft', 'Elsewhere'], ['Home', 'On a Mac'], ['End', 'Elsewhere']]) {
    await page.keyboard.press(key);
    await expect(tab(page, name), key).toBeFocused();
    await expect(tab(page, name), key).toHaveAttribute('aria-selected', 'true');
  }
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'the list' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(tab(page, 'Elsewhere')).toBeFocused();
});

test('tabs of one title change together, and the choice is kept for the book', async ({ page, showcase }) => {
  await open(page, showcase);
  await shows(page, 'The second word of Windows is sloe');
  await tab(page, 'On Windows').click();
  await tab(page, 'On a Mac', 1).click();
  await expect(tab(page, 'On a Mac')).toHaveAttribute('aria-selected', 'true');
  await hides(page, 'The second word of Windows is sloe');
  expect(await page.evaluate(() => localStorage.getItem('tickbook:showcase:tabs'))).toBe('{"v":1,"chosen":["On a Mac","On Windows"]}');
  const other = await page.context().newPage();
  await open(other, showcase);
  await shows(other, 'The second word of a Mac is bullace');
});

test('a choice leaves the tab where the reader clicked it', async ({ page, showcase }) => {
  await page.setViewportSize({ width: 390, height: 600 });
  await open(page, showcase);
  await tab(page, 'On a Mac', 1).scrollIntoViewIfNeeded();
  const before = await tab(page, 'On Windows', 1).boundingBox();
  await tab(page, 'On Windows', 1).click();
  await expect(tab(page, 'On Windows')).toHaveAttribute('aria-selected', 'true');
  await tab(page, 'On a Mac', 1).click();
  await tab(page, 'On Windows', 1).click();
  const after = await tab(page, 'On Windows', 1).boundingBox();
  expect(Math.abs(after.y - before.y)).toBeLessThan(2);
});

test('a link into a hidden tab opens it, through tabs within tabs', async ({ page, showcase }) => {
  await open(page, showcase, '#where-windows-hides-it');
  await expect(page.locator('#where-windows-hides-it')).toBeInViewport();
  await expect(tab(page, 'On Windows')).toHaveAttribute('aria-selected', 'true');
  await tab(page, 'On a Mac', 1).click();
  await page.goto(`${showcase}${PAGE}#version-11`);
  await expect(page.locator('#version-11')).toBeInViewport();
  await shows(page, 'A new one, with its own place');
});

test('a link in "On this page" opens the tab of its section', async ({ page, showcase }) => {
  await open(page, showcase);
  await page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Where Windows hides it' }).click();
  await expect(page.locator('#where-windows-hides-it')).toBeInViewport();
});

test('a section in a hidden tab is not the one that is being read', async ({ page, showcase }) => {
  await open(page, showcase);
  const toc = page.getByRole('navigation', { name: 'On this page' });
  await expect(toc.locator('[aria-current]')).toHaveCount(0);
  await page.evaluate(() => window.scrollBy({ top: document.querySelector('.tb-tabs').getBoundingClientRect().bottom + 30, behavior: 'instant' }));
  await expect(toc.locator('[aria-current]')).toHaveText('Tabs');
});

test('a result of the search opens the tab that it stands in', async ({ page, showcase }) => {
  await page.goto(showcase);
  await page.keyboard.press('/');
  await se.field(page).fill('install');
  await se.dialog(page).getByRole('link', { name: /Install it/ }).click();
  await expect(page.locator('#version-11')).toBeInViewport();
  await expect(page.locator('#version-11 .tb-text')).toBeVisible();
});

test('what is hidden can be found by the browser, which opens its tab', async ({ page, showcase }) => {
  await open(page, showcase);
  await expect(panel(page, 'medlar')).toHaveAttribute('hidden', 'until-found');
  await panel(page, 'medlar').dispatchEvent('beforematch');
  await shows(page, 'The word of this tab is medlar');
  await expect(tab(page, 'On Windows')).toHaveAttribute('aria-selected', 'true');
});

test('a browser that finds nothing hidden opens the tab of a link all the same', async ({ page, showcase }) => {
  await page.addInitScript(() => delete HTMLElement.prototype.onbeforematch);
  await open(page, showcase, '#where-windows-hides-it');
  await expect(panel(page, 'quince')).toHaveAttribute('hidden', '');
  await expect(page.locator('#where-windows-hides-it')).toBeInViewport();
  await page.setViewportSize({ width: 390, height: 300 });
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  await expect(page.locator('#version-11')).not.toBeInViewport();
  await page.evaluate(() => { window.location.hash = '#version-11'; });
  await expect(page.locator('#version-11')).toBeInViewport();
});

test('a tick in a tab counts like any other', async ({ page, showcase }) => {
  await open(page, showcase);
  await tab(page, 'On Windows').click();
  await page.getByRole('checkbox', { name: 'Find the key on Windows' }).check();
  await expect(page.getByText(/^1 of \d+ done on this page$/)).toBeVisible();
  await page.goto(`${showcase}plan.html`);
  await expect(page.getByRole('checkbox', { name: 'Find the key on Windows' })).toBeChecked();
});

test('paper shows all tabs under their titles', async ({ page, showcase }) => {
  await open(page, showcase);
  await page.emulateMedia({ media: 'print' });
  for (const words of ['quince', 'medlar', 'sloe', 'bullace']) await shows(page, words);
  await expect(page.locator('.tb-tab-title:visible')).toHaveCount(7);
  await expect(page.getByRole('tab')).toHaveCount(0);
});

test('the print edition shows all tabs on paper too', async ({ page, showcase }) => {
  await page.goto(`${showcase}print.html`);
  await page.emulateMedia({ media: 'print' });
  for (const words of ['quince', 'medlar', 'sloe', 'bullace', 'Because readers differ']) await shows(page, words);
});

test('where storage is blocked tabs work all the same', async ({ page, showcase }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('blocked'); } }));
  await open(page, showcase);
  await tab(page, 'On Windows').click();
  await shows(page, 'The word of this tab is medlar');
});

test('pages without tabs load nothing of them, and pages with them make no more than seven requests', async ({ page, showcase }) => {
  const paths = se.requests(page);
  await page.goto(`${showcase}basics/lists.html`, { waitUntil: 'networkidle' });
  expect(paths.filter((path) => /tabs|blocks\./.test(path) && !path.endsWith('.html'))).toEqual([]);
  paths.length = 0;
  await page.goto(`${showcase}basics/blocks.html`, { waitUntil: 'networkidle' });
  const own = paths.filter((path) => !path.endsWith('.svg') && !path.includes('lists') && !path.includes('code.html'));
  expect(own.filter((path) => /tabs\./.test(path))).toHaveLength(1);
  expect(own.length + 1).toBeLessThanOrEqual(7);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('tabs stand below one another under their titles', async ({ page, showcase }) => {
    await page.goto(`${showcase}${PAGE}`);
    for (const words of ['quince', 'medlar', 'sloe', 'bullace', 'It depends']) await shows(page, words);
    await expect(page.locator('.tb-tab-title:visible')).toHaveCount(7);
  });
});
