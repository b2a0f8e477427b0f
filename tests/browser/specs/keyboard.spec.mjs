import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

// Presses Tab until the focus is on what the selector names.
async function tabTo(page, selector) {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  throw new Error(`the Tab key does not reach ${selector}`);
}

test('the first Tab offers to skip to the text', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the text' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('Tab reaches a box and Space ticks it', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await tabTo(page, '.tb-box');
  await expect(hb.boxes(page).first()).toBeFocused();
  await page.keyboard.press('Space');
  await expect(hb.boxes(page).first()).toBeChecked();
  await page.keyboard.press('Space');
  await expect(hb.boxes(page).first()).not.toBeChecked();
});

test('the focus on a box can be seen', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await tabTo(page, '.tb-box');
  const ring = await hb.boxes(page).first().evaluate((box) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(box);
    return { style: outlineStyle, width: parseFloat(outlineWidth), color: outlineColor };
  });
  expect(ring.style).not.toBe('none');
  expect(ring.width).toBeGreaterThanOrEqual(2);
  expect(ring.color).not.toMatch(/transparent|, 0\)|\/ 0\)/);
});

test('a box offers a target of at least 24 by 24 pixels', async ({ page }) => {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(hb.ACTIONS);
    const sizes = await hb.boxes(page).evaluateAll((all) => all.map((box) => box.getBoundingClientRect().toJSON()));
    expect(sizes.length).toBeGreaterThan(5);
    for (const size of sizes) expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(24);
  }
});

test('the browser names each box by the text of its item', async ({ page, context }) => {
  await page.goto(hb.ACTIONS);
  const texts = await page.locator('.tb-item > .tb-text').evaluateAll((all) => all.map((label) => label.textContent));
  const session = await context.newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const names = nodes.filter((node) => node.role?.value === 'checkbox').map((node) => node.name.value);
  const tidy = (text) => text.replace(/\s+/g, ' ').trim();
  // The tree comes level by level, so nested items stand elsewhere in it than on the page.
  expect(names.map(tidy).sort()).toEqual(texts.map(tidy).sort());
});

test('a tick is announced once, with the new count of its list', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const live = page.locator('[data-tb-live]');
  await expect(live).toHaveRole('status');
  await expect(live).toHaveText('');
  await page.evaluate(() => {
    window.announcements = [];
    const region = document.querySelector('[data-tb-live]');
    const heard = () => window.announcements.push(region.textContent);
    new MutationObserver(heard).observe(region, { childList: true, characterData: true, subtree: true });
  });
  const total = await hb.firstList(page).locator('.tb-box').count();
  await hb.boxes(page).first().check();
  await expect(live).toHaveText(`1 of ${total} done`);
  expect(await page.evaluate(() => window.announcements)).toEqual([`1 of ${total} done`]);
});
