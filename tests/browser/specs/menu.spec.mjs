import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';
import { expectStill } from '../support/behind.mjs';

test.use({ viewport: { width: 390, height: 700 } });

const menuButton = (page) => page.getByRole('button', { name: 'Menu', exact: true });
const focusInMenu = (page) => page.evaluate(() => document.activeElement.closest('#tb-nav') !== null);

test('the menu is closed until its button is pressed', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await expect(hb.navigation(page)).toBeHidden();
  await menuButton(page).click();
  await expect(hb.navigation(page)).toBeVisible();
});

test('the menu takes the focus and shows the current chapter', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await menuButton(page).click();
  await expect.poll(() => focusInMenu(page)).toBe(true);
  await expect(hb.navigation(page).locator('[aria-current="page"]')).toBeInViewport();
});

test('the open menu is a dialog, and nothing behind it can be reached', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await menuButton(page).click();
  const dialog = page.getByRole('dialog', { name: 'Menu' });
  await expect(dialog).toHaveAttribute('aria-modal', 'true');
  await expect(dialog.getByRole('navigation', { name: 'Chapters' })).toBeVisible();
  const behind = page.locator('.tb-skip, .tb-header, .tb-main, .tb-footer');
  await expect(behind).toHaveCount(4);
  const inert = () => behind.evaluateAll((all) => all.filter((one) => one.inert).length);
  await expect.poll(inert).toBe(4);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(inert).toBe(0);
});

test('on a wide screen the list of chapters is no dialog', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(hb.CHAPTER);
  await expect(hb.navigation(page)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the focus stays inside the open menu', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await menuButton(page).click();
  await expect.poll(() => focusInMenu(page)).toBe(true);
  const links = await hb.navigation(page).locator('a, button').count();
  for (let presses = 0; presses < links + 3; presses += 1) {
    await page.keyboard.press('Tab');
    const [inside, behind] = await page.evaluate(() => {
      const { activeElement, body } = document;
      return [activeElement.closest('#tb-nav') !== null, activeElement !== body];
    });
    // Between the last link and the first, the browser's own bar has the focus.
    expect(inside || !behind).toBe(true);
  }
});

test('Esc closes the menu and gives the focus back to its button', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await menuButton(page).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => focusInMenu(page)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(hb.navigation(page)).toBeHidden();
  await expect(menuButton(page)).toBeFocused();
});

test('the close button of the menu closes it', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await menuButton(page).click();
  await page.getByRole('button', { name: 'Close the menu' }).click();
  await expect(hb.navigation(page)).toBeHidden();
  await expect(menuButton(page)).toBeFocused();
});

test('a tap beside the menu closes it and the page works again', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await menuButton(page).click();
  await expect.poll(() => focusInMenu(page)).toBe(true);
  await page.mouse.click(380, 400);
  await expect(hb.navigation(page)).toBeHidden();
  await hb.boxes(page).first().check();
  await expect(hb.boxes(page).first()).toBeChecked();
});

test('a link of the menu leads to its chapter', async ({ page }) => {
  await page.goto(hb.PART);
  await menuButton(page).click();
  await hb.navigation(page).getByRole('link', { name: hb.CHAPTER_TITLE }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.CHAPTER_TITLE);
  await expect(hb.navigation(page)).toBeHidden();
});

test('entries of the menu are at least 44 pixels high', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await menuButton(page).click();
  const heights = await hb
    .navigation(page)
    .locator('li > a')
    .evaluateAll((all) => all.map((link) => link.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
});

test('on a wide screen the navigation stands open without a button', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(hb.CHAPTER);
  await expect(menuButton(page)).toBeHidden();
  await expect(hb.navigation(page)).toBeVisible();
  await expect(hb.navigation(page).locator('[aria-current="page"]')).toBeInViewport();
});

test('a menu left open does not lock the page when the screen turns wide', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await menuButton(page).click();
  await expect.poll(() => focusInMenu(page)).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
  await hb.boxes(page).first().check();
  await expect(hb.boxes(page).first()).toBeChecked();
});

test('the page behind the open menu does not scroll', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await menuButton(page).click();
  await expect.poll(() => focusInMenu(page)).toBe(true);
  await expectStill(page);
});
