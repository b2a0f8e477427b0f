import { test, expect } from '../support/books.mjs';
import { expectAllInSight } from '../support/focus.mjs';
import * as hb from '../support/handbook.mjs';
import { fillStorage } from '../support/reader.mjs';

// The sweep walks it on a phone too.
test('every stop of the Tab key can be seen whole, there and back, at 1280 pixels', async ({ page }) => {
  await page.goto(hb.ACTIONS);
  expect((await expectAllInSight(page)).length).toBeGreaterThan(50);
});

test('every kind of stop can be seen whole on the narrowest phone', async ({ page, showcase }) => {
  await page.setViewportSize({ width: 320, height: 600 });
  const tags = new Set();
  for (const path of ['basics/text.html', 'basics/code.html', 'basics/blocks.html']) {
    await page.goto(showcase + path);
    for (const { tag } of await expectAllInSight(page)) tags.add(tag);
  }
  for (const tag of ['a', 'button', 'summary', 'section']) expect(tags).toContain(tag);
});

test('no stop of the Tab key is under the header while it holds a notice', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 600 });
  await page.goto(hb.CHAPTER);
  await fillStorage(page);
  await hb.boxes(page).first().check();
  await expect(hb.notice(page)).toContainText('Ticks will not last');
  await expectAllInSight(page);
});

test('the places that links lead to are below the header', async ({ page, showcase }) => {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 600 });
    for (const place of ['basics/text.html#tables', 'basics/text.html#tb-fn-2', 'basics/text.html#tb-fnref-1-2', 'basics/lists.html#nested-item', 'timeline.html#part-of-it']) {
      await page.goto('about:blank');
      await page.goto(showcase + place);
      const target = page.locator(':target');
      await expect(target).toBeInViewport({ ratio: 1 });
      const header = await page.locator('.tb-header').boundingBox();
      expect((await target.boundingBox()).y, `${place} at ${width}`).toBeGreaterThanOrEqual(header.y + header.height);
    }
  }
});

test('only what scrolls is a stop of the Tab key and a landmark', async ({ page, showcase }) => {
  await page.goto(`${showcase}basics/code.html`);
  const wide = page.locator('.tb-scroll').filter({ hasText: 'fn wide' });
  const narrow = page.locator('.tb-scroll').filter({ hasText: 'fn main' });
  await expect(narrow).not.toHaveAttribute('tabindex');
  await expect(narrow).toHaveRole('group');
  await expect(narrow).toHaveAccessibleName('Code 1: rust');
  await expect(wide).toHaveAttribute('tabindex', '0');
  await expect(wide).toHaveRole('region');
  const regions = page.locator('.tb-scroll, .tb-table');
  const needless = () => regions.evaluateAll((all) => all.filter((one) => one.matches('[tabindex]') !== one.scrollWidth > one.clientWidth).length);
  await page.setViewportSize({ width: 100, height: 600 });
  await expect(narrow).toHaveAttribute('tabindex', '0');
  await expect.poll(needless).toBe(0);
  await page.setViewportSize({ width: 1280, height: 600 });
  await expect(narrow).not.toHaveAttribute('tabindex');
  await expect.poll(needless).toBe(0);
});
