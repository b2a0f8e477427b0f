import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

// A site works at the root of a server, below a path, and from the disk without any server.
const PLACES = {
  'at the root of a server': () => process.env.TICKBOOK_TEST_URL,
  'below a path of a server': () => `${process.env.TICKBOOK_TEST_URL}a/b/`,
  'from the disk': () => `${pathToFileURL(process.env.TICKBOOK_TEST_SITE).href}/`,
};

// Addresses of what could not be loaded. What the browser gave up because its page was left, such as the icon of the tab, is
// not missing.
function missing(page) {
  const failed = [];
  page.on('requestfailed', (request) => request.failure()?.errorText === 'net::ERR_ABORTED' || failed.push(request.url()));
  return failed;
}

for (const [where, root] of Object.entries(PLACES)) {
  test(`links lead from the start through a part to a chapter and back ${where}`, async ({ page }) => {
    await page.goto(`${root()}${hb.START}`);
    await page.locator('.tb-cards').getByRole('link', { name: hb.PART_TITLE, exact: true }).first().click();
    await expect(page).toHaveURL(root() + hb.PART);
    await page.locator('.tb-cards').getByRole('link', { name: hb.CHAPTER_TITLE }).click();
    await expect(page).toHaveURL(root() + hb.CHAPTER);
    // A reader stays longer than it takes to load the page; what she read last is noted by then.
    await page.waitForLoadState('load');
    await page.getByRole('link', { name: 'Plan', exact: true }).click();
    await expect(page).toHaveURL(root() + hb.PLAN);
    await page.locator('.tb-brand').click();
    await expect(page).toHaveURL(root() + hb.START);
    await page.locator('[data-tb-continue] a').click();
    await expect(page).toHaveURL(root() + hb.CHAPTER);
  });

  test(`ticks are kept and shared between pages ${where}`, async ({ page, context }) => {
    await page.goto(root() + hb.CHAPTER);
    const id = await hb.idOf(hb.boxes(page).first());
    await hb.boxes(page).first().check();
    const plan = await context.newPage();
    await plan.goto(root() + hb.PLAN);
    await expect(hb.boxOf(plan, id)).toBeChecked();
    await hb.boxOf(plan, id).uncheck();
    await page.reload();
    await expect(hb.boxes(page).first()).not.toBeChecked();
  });

  test(`style, script and pictures load ${where}`, async ({ page }) => {
    const failed = missing(page);
    page.on('response', (response) => response.ok() || failed.push(response.url()));
    await page.goto(`${root()}${hb.PART}`);
    const picture = page.locator('img').first();
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
    await expect(page.locator('.tb-header')).toHaveCSS('position', 'sticky');
    await expect(page.getByRole('button', { name: /Colour scheme/ })).toBeVisible();
    expect(failed).toEqual([]);
  });
}

test('the folder of a part shows the page of the part', async ({ page }) => {
  const folder = path.posix.dirname(hb.PART);
  await page.goto(`${folder}/`);
  await page.locator('.tb-cards').getByRole('link', { name: hb.CHAPTER_TITLE }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.CHAPTER_TITLE);
});
