import { test, expect } from '../support/test.mjs';
import { LOOKS, axeFaults } from '../support/axe.mjs';
import { editedBook } from '../support/edited.mjs';
import * as hb from '../support/handbook.mjs';
import * as se from '../support/search.mjs';

const QUERY = 'risk';

for (const width of [390, 320]) {
  test(`at ${width} pixels the search fills the screen and nothing runs out of it`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    await page.goto(hb.CHAPTER);
    await se.search(page, QUERY);
    expect(await se.dialog(page).boundingBox()).toEqual({ x: 0, y: 0, width, height: 700 });
    const wide = await se.dialog(page).evaluate((dialog) =>
      [dialog, ...dialog.querySelectorAll('*')].filter((one) => one.scrollWidth > one.clientWidth + 1 && !one.matches('.tb-hidden, input')).map((one) => one.className));
    expect(wide).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}

test('on a phone everything in the search is at least 44 pixels high', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.CHAPTER);
  await se.search(page, QUERY);
  // The link of a result covers its row.
  const targets = se.dialog(page).locator('.tb-hit, button, input');
  const heights = await targets.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  expect(heights.length).toBeGreaterThan(5);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
});

test('on a phone a word that is offered is high enough for a finger, and the part of a chapter has its own line', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.CHAPTER);
  await se.search(page, `${QUERY} nesting`);
  const offered = await se.status(page).getByRole('button').first().boundingBox();
  expect(offered.height).toBeGreaterThanOrEqual(44);
  const [title, part] = await se.chapters(page).filter({ has: page.locator('.tb-hit-part') }).first().evaluate((heading) =>
    ['.tb-hit-title', '.tb-hit-part'].map((name) => heading.querySelector(name).getBoundingClientRect().bottom));
  expect(part).toBeGreaterThan(title);
});

test('on a phone the last result can be scrolled above the keyboard', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.CHAPTER);
  await se.search(page, QUERY);
  const bottom = await se.dialog(page).locator('.tb-results').evaluate((results) => {
    results.scrollTop = results.scrollHeight;
    return results.lastElementChild.getBoundingClientRect().bottom;
  });
  await expect(se.field(page)).toBeFocused();
  expect(bottom).toBeLessThan(370);
});

test('on a phone the last result can be tapped', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(hb.START);
  await se.search(page, QUERY);
  const href = await se.links(page).last().evaluate((link) => link.href);
  await se.links(page).last().click();
  await expect(page).toHaveURL(href);
});

test('the result that has the focus can be told from the others', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await se.search(page, QUERY);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const ring = await se.links(page).nth(1).evaluate((link) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(link, '::after');
    return [outlineStyle, parseFloat(outlineWidth)];
  });
  expect(ring[0]).not.toBe('none');
  expect(ring[1]).toBeGreaterThanOrEqual(2);
});

test('nothing in the search moves by itself', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto(hb.CHAPTER);
  await se.search(page, QUERY);
  expect(await page.evaluate(() => document.querySelector('.tb-search').getAnimations({ subtree: true }).length)).toBe(0);
});

test('the search of a book that runs from right to left is mirrored', async ({ page }) => {
  const book = await editedBook({
    'book.toml': '[book]\ntitle = "ספר"\nid = "rtl"\nlanguage = "he"\ntext-direction = "rtl"\n',
    'content/one.md': '# שלום עולם\n\n## חתול\n\nהחתול ישן.\n\n- [ ] להאכיל את החתול\n',
  });
  try {
    await page.goto(`${book.url}index.html`);
    await se.search(page, 'שלום');
    const field = await se.field(page).boundingBox();
    const close = await se.dialog(page).getByRole('button', { name: 'Close the search' }).boundingBox();
    expect(close.x + close.width).toBeLessThanOrEqual(field.x);
    await expect(se.chapters(page)).toContainText('שלום עולם');
    // The sentence of the status stays in its own order, and stands where the book's lines begin.
    const [digits, words, box] = await se.status(page).evaluate((status) => {
      const part = (start, end) => {
        const range = document.createRange();
        range.setStart(status.firstChild, start);
        range.setEnd(status.firstChild, end);
        return range.getBoundingClientRect();
      };
      return [part(0, 1), part(2, 9), status.getBoundingClientRect()].map(({ left, right }) => ({ left, right }));
    });
    expect(digits.right).toBeLessThanOrEqual(words.left);
    expect(box.right - words.right).toBeLessThan(digits.left - box.left);
  } finally {
    book.end();
  }
});

for (const [look, { media, only }] of Object.entries(LOOKS)) {
  test(`axe finds nothing in the search: ${look}`, async ({ page }) => {
    await page.emulateMedia(media);
    // Colours do not change with the width.
    for (const width of only ? [1280] : [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(hb.CHAPTER);
      await hb.boxes(page).first().check();
      await se.search(page, QUERY);
      expect(await axeFaults(page, only), `results at ${width} pixels`).toEqual([]);
      await se.search(page, 'xqzzvkw');
      expect(await axeFaults(page, only), `no results at ${width} pixels`).toEqual([]);
      await se.search(page, hb.CHAPTER_TITLE);
      await se.links(page).last().click();
      await expect(se.marksNotice(page)).toBeVisible();
      expect(await axeFaults(page, only), `marks at ${width} pixels`).toEqual([]);
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      expect(await axeFaults(page, only), `shortcuts at ${width} pixels`).toEqual([]);
    }
  });
}
