// Readers who change how a page is shown: larger, with more space, without motion, in colours of their own.
import { test, expect } from '../support/books.mjs';
import { faultsOf, walk } from '../support/focus.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';

// What text stands in a box that is too small for it and hides the rest.
const cutTexts = (page) =>
  page.evaluate(() => {
    const hides = ({ overflowX, overflowY }) => [overflowX, overflowY].some((value) => ['hidden', 'clip'].includes(value));
    const cut = [];
    for (const element of document.querySelectorAll('body *')) {
      const style = getComputedStyle(element);
      const shown = element.checkVisibility({ visibilityProperty: true }) && !element.closest('.tb-hidden, .tb-tally [aria-hidden]');
      if (!shown || !element.textContent.trim() || !hides(style) || style.clipPath !== 'none') continue;
      const over = [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight];
      if (Math.max(...over) > 1) cut.push(`${element.className || element.localName}: ${over}`);
    }
    return cut;
  });

const overWidth = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('with more space between lines, words and letters no text is cut', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of [hb.START, hb.PART, hb.CHAPTER, hb.TIMELINE, hb.PLAN, hb.MISSING]) {
    await page.goto(path);
    await page.evaluate(() => {
      const spacing = new CSSStyleSheet();
      spacing.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
      document.adoptedStyleSheets = [spacing];
    });
    expect(await cutTexts(page), path).toEqual([]);
    expect(await overWidth(page), path).toBe(0);
  }
});

test('at four times its size a page can be read and worked', async ({ page }) => {
  // A window of 1280 by 1024 pixels holds this much at 400 %.
  await page.setViewportSize({ width: 320, height: 256 });
  await page.goto(hb.CHAPTER);
  const { there, back } = await walk(page);
  expect([...faultsOf(there), ...faultsOf(back)]).toEqual([]);
  await page.evaluate(() => window.scrollTo(0, 2000));
  await expect(page.locator('.tb-header')).not.toBeInViewport();
  await rd.choose(rd.item(page, 0), 'In progress');
  await expect(rd.labelOf(rd.item(page, 0))).toHaveText('In progress');
  expect(await overWidth(page)).toBe(0);
});

test('the menu of a low window can be scrolled to its end', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await page.goto(hb.CHAPTER);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  const last = hb.navigation(page).getByRole('link').last();
  await last.focus();
  await expect(last).toBeInViewport({ ratio: 1 });
});

test('a reader who wants no motion gets none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const path of [hb.CHAPTER, hb.PLAN]) {
    await page.goto(path);
    const moving = await page.evaluate(() => {
      const found = new Set();
      for (const element of document.querySelectorAll('*')) {
        for (const part of [null, '::before', '::after', '::backdrop']) {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element, part);
          const still = /^0s(, 0s)*$/.test(transitionDuration) && animationName === 'none' && scrollBehavior === 'auto';
          if (!still) found.add(`${element.className || element.localName}${part ?? ''}`);
        }
      }
      return [...found];
    });
    expect(moving, path).toEqual([]);
  }
});

test('in forced colours boxes, states and the current entry can be told', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await page.goto(hb.CHAPTER);
  const box = hb.boxes(page).first();
  await expect(box).toHaveCSS('appearance', 'auto');
  await rd.choose(rd.item(page, 1), 'In progress');
  await expect(rd.labelOf(rd.item(page, 1))).toBeVisible();
  await expect(hb.navigation(page).locator('[aria-current="page"]')).toHaveCSS('outline-style', 'solid');
  await expect(page.locator('.tb-alert').first()).toHaveCSS('border-top-style', 'solid');
  await page.goto(hb.CODE);
  await expect(page.locator('.tb-code').first()).toHaveCSS('border-top-style', 'solid');
});

test('a phone zooms into no field', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.PLAN);
  await rd.openPanel(rd.item(page, 0));
  const fields = page.locator('textarea, input:not([type=checkbox], [type=radio], [type=file])');
  const sizes = await fields.evaluateAll((all) => all.map((field) => parseFloat(getComputedStyle(field).fontSize)));
  expect(sizes.length).toBeGreaterThan(3);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
});
