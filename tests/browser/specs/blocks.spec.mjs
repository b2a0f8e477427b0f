import { test, expect } from '../support/books.mjs';

const PAGE = 'basics/blocks.html';

test('a card can be clicked anywhere, and its other links lead where they say', async ({ page, showcase }) => {
  await page.goto(`${showcase}${PAGE}`);
  const card = page.locator('.tb-deck-card').first();
  const { width, height } = await card.boundingBox();
  await card.click({ position: { x: width - 8, y: height - 8 } });
  await expect(page).toHaveURL(`${showcase}basics/lists.html`);
});

test('a folded passage opens for a link into it', async ({ page, showcase }) => {
  await page.goto(`${showcase}${PAGE}#in-details`);
  await expect(page.getByRole('checkbox', { name: 'Open the passage' })).toBeVisible();
});

test('a formula that is wider than a phone scrolls in its own region', async ({ page, showcase }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${showcase}${PAGE}`);
  const wide = page.getByRole('region', { name: 'Formula 2' });
  await wide.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => wide.evaluate((region) => region.scrollLeft)).toBeGreaterThan(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
