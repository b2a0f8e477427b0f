import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';
import * as se from '../support/search.mjs';

const QUERY = 'risk';

test('the arrow keys go through the results and back into the field', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, QUERY);
  await page.keyboard.press('ArrowDown');
  await expect(se.links(page).nth(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(se.links(page).nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(se.field(page)).toBeFocused();
  const more = se.dialog(page).getByRole('button', { name: 'Show more' });
  const count = await se.links(page).count();
  for (let presses = 0; presses < count + 3; presses += 1) await page.keyboard.press('ArrowDown');
  await expect(more).toBeFocused();
  await expect(more).toBeInViewport({ ratio: 1 });
});

test('Home and End move within the field', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, QUERY);
  const caret = () => se.field(page).evaluate((field) => [field.selectionStart, field.selectionEnd]);
  await page.keyboard.press('Home');
  expect(await caret()).toEqual([0, 0]);
  await page.keyboard.press('End');
  expect(await caret()).toEqual([QUERY.length, QUERY.length]);
  await expect(se.field(page)).toBeFocused();
});

test('a letter typed on a result goes to the field', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, QUERY);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('s');
  await expect(se.field(page)).toBeFocused();
  await expect(se.field(page)).toHaveValue(`${QUERY}s`);
});

test('Enter in the field opens the first result', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, 'risk and quality');
  const href = await se.links(page).first().evaluate((link) => link.href);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(href);
});

for (const [what, files] of Object.entries({ answer: '**/assets/search/**', search: /assets\/search\.\w+\.js$/ })) {
  test(`Enter pressed before the ${what} is there opens the first result when it comes`, async ({ page }) => {
    let letGo;
    const held = new Promise((resolve) => {
      letGo = resolve;
    });
    await page.route(files, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(hb.START);
    await page.keyboard.press('/');
    await page.keyboard.type('risk and quality');
    await page.keyboard.press('Enter');
    await expect(se.dialog(page)).toBeVisible();
    letGo();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.CHAPTER_TITLE);
  });
}

test('Enter on a result opens it at its heading, clear of the header', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, 'risk and quality');
  await page.keyboard.press('ArrowDown');
  const section = se.dialog(page).locator('li a:not(:has-text("Item:"))').first();
  const href = await section.evaluate((link) => link.href);
  while (!(await section.evaluate((link) => link === document.activeElement))) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(href);
  const heading = page.locator(`[id="${decodeURIComponent(new URL(href).hash.slice(1))}"]`);
  await expect(heading).toBeInViewport({ ratio: 1 });
  const header = await page.locator('.tb-header').evaluate((element) => element.getBoundingClientRect().bottom);
  expect((await heading.boundingBox()).y).toBeGreaterThanOrEqual(header);
});

for (const where of ['in the field', 'on a result']) {
  test(`Ctrl-Enter ${where} opens a new tab and leaves the search as it is`, async ({ page, context }) => {
    await page.goto(hb.START);
    await se.search(page, 'risk and quality');
    if (where === 'on a result') await page.keyboard.press('ArrowDown');
    const href = await se.links(page).first().evaluate((link) => link.href);
    const opened = context.waitForEvent('page');
    await page.keyboard.press('Control+Enter');
    const tab = await opened;
    await expect(tab).toHaveURL(href);
    await expect(se.dialog(page)).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`${hb.START}$`));
  });
}

test('Esc closes the search, text or none, and gives the focus back to where it was', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).nth(2).focus();
  for (const query of ['', QUERY]) {
    await page.keyboard.press('/');
    await expect(se.field(page)).toBeFocused();
    await page.keyboard.type(query);
    await page.keyboard.press('Escape');
    await expect(se.dialog(page)).toBeHidden();
    await expect(hb.boxes(page).nth(2)).toBeFocused();
  }
});

test('Esc on a result closes the search too, and it opens again with its query selected', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await se.search(page, QUERY);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(se.button(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(se.field(page)).toBeFocused();
  expect(await page.evaluate(() => window.getSelection().toString())).toBe(QUERY);
});

test('the close button and a click beside the dialog close it', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await se.button(page).click();
  await se.dialog(page).getByRole('button', { name: 'Close the search' }).click();
  await expect(se.dialog(page)).toBeHidden();
  await se.button(page).click();
  await page.mouse.click(20, 700);
  await expect(se.dialog(page)).toBeHidden();
  await expect(se.button(page)).toBeFocused();
});

test('the focus stays inside the open search', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await se.search(page, QUERY);
  const stops = (await se.links(page).count()) + 6;
  for (let presses = 0; presses < stops; presses += 1) {
    await page.keyboard.press('Tab');
    const outside = await page.evaluate(() => {
      const { activeElement, body } = document;
      return activeElement !== body && !activeElement.closest('dialog');
    });
    expect(outside).toBe(false);
  }
});

test('the search does not open over another dialog', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.press('Control+k');
  await expect(se.dialog(page)).toBeHidden();
});

test('the search opens over the menu of a phone, which closes for it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.CHAPTER);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await expect(hb.navigation(page)).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(se.field(page)).toBeFocused();
  await expect(hb.navigation(page)).toBeHidden();
  await page.keyboard.press('Escape');
  await se.button(page).click();
  await expect(se.field(page)).toBeFocused();
});

test('the way back from a result leads to the results, with the focus on the one that was opened', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, QUERY);
  const link = se.chapters(page).nth(1).getByRole('link');
  const href = await link.evaluate((one) => one.href);
  await link.click();
  await expect(page).toHaveURL(href);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`${hb.START}$`));
  await expect(se.field(page)).toHaveValue(QUERY);
  await expect(se.chapters(page).nth(1).getByRole('link')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(se.dialog(page)).toBeHidden();
});

test('the way back from a section of the same page leads to the results too', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await se.search(page, QUERY);
  await se.links(page).filter({ hasText: hb.CHAPTER_TITLE }).first().click();
  await se.search(page, QUERY);
  await se.dialog(page).locator(`li a[href*="${hb.CHAPTER.split('/').pop()}#"]`).first().click();
  await expect(se.dialog(page)).toBeHidden();
  await page.goBack();
  await expect(se.field(page)).toHaveValue(QUERY);
  await expect(se.links(page).first()).toBeVisible();
});

test('on the page of a result the search opens with the query and its results', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, QUERY);
  await se.links(page).first().click();
  await expect.poll(() => se.marked(page)).toBeGreaterThan(0);
  await page.keyboard.press('/');
  await expect(se.field(page)).toHaveValue(QUERY);
  await expect(se.links(page).first()).toBeVisible();
});

test('Enter opens the best section of a chapter, and the result says which', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, 'payback period');
  await expect(se.links(page).first()).toHaveAccessibleName(/Glossary.*Payback period/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/glossary\.html#payback-period$/);
  await expect(page.getByRole('term').filter({ hasText: 'Payback period' })).toBeInViewport();
});
