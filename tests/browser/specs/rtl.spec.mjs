// A book that is read from right to left. What stands on one side of the page elsewhere stands on the other here.
import { test, expect } from '../support/books.mjs';
import * as hb from '../support/handbook.mjs';

const place = (locator) => locator.boundingBox();
const middle = ({ x, width }) => x + width / 2;

test('the navigation stands on the right and the sections on the left', async ({ page, rtl }) => {
  await page.goto(`${rtl}road/first.html`);
  const text = middle(await place(page.locator('.tb-body')));
  const nav = await place(page.locator('#tb-nav'));
  expect(nav.x + nav.width).toBeGreaterThan(1270);
  expect(middle(nav)).toBeGreaterThan(text);
  expect(middle(await place(page.locator('.tb-toc')))).toBeLessThan(text);
  expect(middle(await place(page.locator('.tb-brand')))).toBeGreaterThan(middle(await place(page.locator('.tb-scheme'))));
});

test('the menu comes from the right', async ({ page, rtl }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(`${rtl}road/first.html`);
  const button = page.getByRole('button', { name: 'Menu', exact: true });
  expect((await place(button)).x).toBeGreaterThan(195);
  await button.click();
  const menu = await place(page.locator('#tb-nav'));
  expect(menu.x + menu.width).toBe(390);
  expect(menu.x).toBeGreaterThan(10);
});

test('next leads to the left and previous to the right', async ({ page, rtl }) => {
  await page.goto(`${rtl}road/first.html`);
  const next = await place(page.locator('.tb-next'));
  expect(middle(next)).toBeLessThan(middle(await place(page.locator('.tb-previous'))));
  await expect(page.locator('.tb-next')).toHaveCSS('text-align', 'end');
});

test('boxes, counts and bullets stand right of their text', async ({ page, rtl }) => {
  await page.goto(`${rtl}road/first.html`);
  const item = page.locator('.tb-item').nth(1);
  expect((await place(item.locator('> .tb-box'))).x).toBeGreaterThan(middle(await place(item.locator('> .tb-text'))));
  const row = hb.firstList(page).locator('> .tb-progress');
  expect((await place(row.locator('progress'))).x).toBeGreaterThan((await place(row.locator('.tb-count'))).x);
  await expect(page.locator('.tb-body > ul').first()).toHaveCSS('padding-left', '0px');
});

test('the first column of a table is on the right, and a wide one scrolls to the left', async ({ page, rtl }) => {
  await page.setViewportSize({ width: 600, height: 700 });
  await page.goto(`${rtl}road/first.html`);
  const heads = page.locator('.tb-table').last().locator('th');
  expect((await place(heads.nth(0))).x).toBeGreaterThan((await place(heads.nth(1))).x);
  const region = page.locator('.tb-table').last();
  await region.focus();
  await region.press('ArrowLeft');
  await expect.poll(() => region.evaluate((box) => box.scrollLeft)).toBeLessThan(0);
});

test('code runs from left to right and begins at its left edge', async ({ page, rtl }) => {
  await page.goto(`${rtl}road/first.html`);
  const code = page.locator('.tb-scroll');
  await expect(code.locator('code')).toHaveCSS('direction', 'ltr');
  expect(await code.evaluate((box) => [box.scrollLeft, box.scrollWidth > box.clientWidth])).toEqual([0, true]);
  const first = await place(code.locator('span').first());
  expect(first.x - (await place(code)).x).toBeLessThan(40);
  await expect(page.locator('.tb-body > p > code').first()).toHaveCSS('direction', 'ltr');
});

// Where the characters of a sentence are drawn, from left to right.
const drawn = (locator) =>
  locator.evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const letters = [];
    while (walker.nextNode()) {
      for (let at = 0; at < walker.currentNode.length; at += 1) {
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        const { left, top, width } = range.getBoundingClientRect();
        if (width) letters.push({ left, top: Math.round(top), letter: walker.currentNode.data[at] });
      }
    }
    return letters.sort((a, b) => a.top - b.top || a.left - b.left).map(({ letter }) => letter).join('');
  });

test('the sentences of the theme read as they are written', async ({ page, rtl }) => {
  await page.goto(`${rtl}road/first.html`);
  expect(await drawn(hb.listCount(hb.firstList(page)))).toBe('0 of 4 done');
  await page.goto(`${rtl}index.html`);
  expect(await drawn(page.locator('.tb-card-note').first())).toBe('3 chapters');
  await page.goto(`${rtl}404.html`);
  expect(await drawn(page.locator('.tb-body p').first())).toMatch(/^There is no page at this address\. .*mistyped\.$/);
  await page.goto(`${rtl}plan.html`);
  expect(await drawn(page.getByText('Both print the items'))).toBe('Both print the items that the filter above shows.');
});

test('the stops of a timeline stand right of their headings', async ({ page, rtl }) => {
  await page.goto(`${rtl}road/second.html`);
  const heading = page.locator('.tb-body h2').first();
  const body = await place(page.locator('.tb-body'));
  const text = await place(heading);
  expect(body.x + body.width - (text.x + text.width)).toBeGreaterThanOrEqual(16);
  expect(text.x - body.x).toBeLessThan(2);
});

test('no page of a book from right to left scrolls sideways', async ({ page, rtl }) => {
  for (const path of ['index.html', 'road/index.html', 'road/first.html', 'road/second.html', 'plan.html', 'print.html', '404.html']) {
    await page.goto(rtl + path);
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 700 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, `${path} at ${width}`).toBe(0);
    }
  }
});

test('the first tab stands on the right, and the left arrow key leads to the next one', async ({ page, rtl }) => {
  await page.goto(`${rtl}road/third.html`);
  const [first, second] = [page.getByRole('tab').nth(0), page.getByRole('tab').nth(1)];
  expect(middle(await place(first))).toBeGreaterThan(middle(await place(second)));
  await first.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(second).toBeFocused();
  await expect(second).toHaveAttribute('aria-selected', 'true');
});

test('a formula is read from left to right', async ({ page, rtl }) => {
  await page.goto(`${rtl}road/third.html`);
  const formula = page.locator('math');
  await expect(formula).toHaveCSS('direction', 'ltr');
  expect((await place(formula.locator('mi').first())).x).toBeLessThan((await place(formula.locator('mfrac'))).x);
});
