import { test, expect } from '../support/test.mjs';
import { editedBook } from '../support/edited.mjs';
import * as hb from '../support/handbook.mjs';
import * as se from '../support/search.mjs';

const QUERY = 'risk';

async function arrive(page) {
  await page.goto(hb.START);
  await se.search(page, QUERY);
  await se.links(page).filter({ hasText: hb.CHAPTER_TITLE }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.CHAPTER_TITLE);
  await expect.poll(() => se.marked(page)).toBeGreaterThan(0);
}

// The text of the page once its tables have been measured, which comes a moment after it was loaded.
async function settledText(page) {
  await expect(page.locator('.tb-body .tb-table').first()).toHaveRole('group');
  return page.locator('.tb-body').innerHTML();
}

test('on arrival the words are marked, and the elements of the page are untouched', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const before = await settledText(page);
  await arrive(page);
  for (const text of await se.markedTexts(page)) expect(text.toLowerCase()).toMatch(/^risk/);
  expect(await settledText(page)).toBe(before);
});

test('marks can be seen in both schemes and in forced colours', async ({ page }) => {
  for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
    await page.emulateMedia({ colorScheme: null, forcedColors: null, ...media });
    await arrive(page);
    const [mark, paper] = await page.evaluate(() => {
      const paragraph = document.querySelector('.tb-body p');
      return [getComputedStyle(paragraph, '::highlight(tb-found)').backgroundColor, getComputedStyle(document.documentElement).backgroundColor];
    });
    expect(mark, JSON.stringify(media)).not.toBe(paper);
    expect(mark).not.toMatch(/transparent|rgba\(.*, 0\)$/);
  }
});

test('Esc takes the marks away', async ({ page }) => {
  await arrive(page);
  await expect(se.marksNotice(page)).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await se.marked(page)).toBeNull();
  await expect(se.marksNotice(page)).toBeHidden();
});

test('the notice says how many there are and takes the marks away', async ({ page }) => {
  await arrive(page);
  const count = await se.marked(page);
  await expect(page.locator('[data-tb-live]')).toContainText(`${count} matches marked`);
  await se.marksNotice(page).click();
  expect(await se.marked(page)).toBeNull();
  await expect(page.getByRole('main')).toBeFocused();
});

test('the buttons and the N key go from mark to mark, and each is said', async ({ page }) => {
  await arrive(page);
  const count = await se.marked(page);
  const notice = page.getByRole('region', { name: 'Marked matches' });
  const current = () => page.evaluate(() => [...(CSS.highlights.get('tb-found-now') ?? [])].length);
  await notice.getByRole('button', { name: 'Next' }).click();
  expect(await current()).toBe(1);
  await expect(notice).toContainText(new RegExp(`^Match \\d+ of ${count}`));
  await expect(page.locator('[data-tb-live]')).toHaveText(new RegExp(`Match \\d+ of ${count}: .*risk`, 'i'));
  const first = await notice.locator('span').textContent();
  await page.keyboard.press('n');
  await expect(notice.locator('span')).not.toHaveText(first);
  await page.keyboard.press('Shift+N');
  await expect(notice.locator('span')).toHaveText(first);
  await page.keyboard.press('Escape');
  expect(await current()).toBe(0);
});

test('a mark that is folded away is unfolded, and stands in the window', async ({ page }) => {
  const fold = `${'Text.\n\n'.repeat(60)}<details><summary>More</summary>\n\nThe zebra.\n\n</details>\n`;
  const book = await editedBook({ 'content/zoo.md': `# Zoo\n\n${fold}` });
  try {
    await page.goto(`${book.url}index.html`);
    await se.search(page, 'zebra');
    await se.links(page).first().click();
    await expect.poll(() => se.marked(page)).toBe(1);
    await page.keyboard.press('n');
    await expect(page.getByText('The zebra.', { exact: true })).toBeInViewport();
  } finally {
    book.end();
  }
});

test('the next page and a reload are not marked', async ({ page }) => {
  await arrive(page);
  await page.reload({ waitUntil: 'networkidle' });
  expect(await se.marked(page)).toBeNull();
  await page.locator('.tb-pager a').first().click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(hb.CHAPTER_TITLE);
  expect(await se.marked(page)).toBeNull();
  await expect(se.marksNotice(page)).toBeHidden();
});

test('a result on this same page is marked without a reload', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await page.evaluate(() => {
    window.isTheSamePage = true;
  });
  await se.search(page, `${QUERY} checklist`);
  await se.search(page, QUERY);
  const section = se.dialog(page).locator(`li a[href*="${hb.CHAPTER.split('/').pop()}#"]`).first();
  const href = await section.evaluate((link) => link.href);
  await section.click();
  await expect(page).toHaveURL(href);
  await expect(se.dialog(page)).toBeHidden();
  expect(await se.marked(page)).toBeGreaterThan(0);
  expect(await page.evaluate(() => window.isTheSamePage)).toBe(true);
});

test('where the stores are blocked a result still opens', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('Access is denied', 'SecurityError');
      },
    });
  });
  await page.goto(hb.START);
  await se.search(page, QUERY);
  await se.links(page).filter({ hasText: hb.CHAPTER_TITLE }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.CHAPTER_TITLE);
});

test('words in the store that are none of ours do no harm', async ({ page }) => {
  await page.goto(hb.START);
  for (const kept of ['rubbish', '{"v":1}', '{"v":1,"path":"/role/risk-and-quality.html","words":["<b>",7]}']) {
    await page.evaluate((text) => sessionStorage.setItem('tickbook:found', text), kept);
    await page.goto(hb.CHAPTER, { waitUntil: 'networkidle' });
    expect(await se.marked(page)).toBeNull();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  }
});

test('the notice of the marks covers nothing at the end of the page', async ({ page }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 700 });
    await arrive(page);
    await expect(se.marksNotice(page)).toBeInViewport({ ratio: 1 });
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    // Pages end between two pixels.
    const foot = () => page.getByRole('contentinfo').evaluate((footer) => footer.getBoundingClientRect().bottom - window.innerHeight);
    await expect.poll(foot).toBeLessThanOrEqual(1);
    const bottom = await se.marksNotice(page).evaluate((button) => button.getBoundingClientRect().bottom);
    expect((await page.getByRole('contentinfo').boundingBox()).y).toBeGreaterThanOrEqual(bottom);
  }
});

test('the notice of the marks takes no focus behind the menu of a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await arrive(page);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await expect(page.locator('.tb-marks')).toHaveJSProperty('inert', true);
  await page.getByRole('button', { name: 'Close the menu' }).click();
  await expect(page.locator('.tb-marks')).toHaveJSProperty('inert', false);
});
