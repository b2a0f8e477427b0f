import { test, expect } from '../support/test.mjs';
import { axeFaults } from '../support/axe.mjs';
import * as hb from '../support/handbook.mjs';

const PAGES = {
  start: hb.START,
  part: hb.PART,
  chapter: hb.CHAPTER,
  code: hb.CODE,
  'action plan': hb.ACTIONS,
  timeline: hb.TIMELINE,
  plan: hb.PLAN,
  print: hb.PRINT,
  '404': hb.MISSING,
};

for (const [name, path] of Object.entries(PAGES)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing on the ${name} page in the ${colorScheme} scheme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(path);
        expect(await axeFaults(page), `at ${width} pixels`).toEqual([]);
      }
    });
  }
}

test('axe finds nothing in the open menu of a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.CHAPTER);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await expect(hb.navigation(page)).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
});

test('axe finds nothing on a page with ticks and the notice', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('No room is left', 'QuotaExceededError');
    };
  });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(hb.CHAPTER);
  for (const box of await hb.boxes(page).all()) await box.check();
  await expect(hb.notice(page)).toContainText('Ticks will not last');
  expect(await axeFaults(page)).toEqual([]);
});
