import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';
import { fillStorage } from '../support/reader.mjs';

const PHONE = { width: 390, height: 844 };
const top = async (place) => (await place.boundingBox()).y;

test.describe('on a phone', () => {
  test.use({ viewport: PHONE });

  test('the text begins in the first two fifths of the screen', async ({ page }) => {
    for (const path of [hb.PART, hb.CHAPTER, hb.TIMELINE]) {
      await page.goto(path);
      expect(await top(page.locator('.tb-body > p').first()), path).toBeLessThan(PHONE.height * 0.4);
    }
  });

  test('reading time and progress share a line', async ({ page }) => {
    await page.goto(hb.CHAPTER);
    const middle = async (place) => {
      const { y, height } = await place.boundingBox();
      return y + height / 2;
    };
    const [time, count] = [page.locator('.tb-time').first(), hb.pageCount(page)];
    expect(Math.abs(await middle(time) - await middle(count))).toBeLessThan(3);
  });

  test('the crumbs do not repeat the title of the book', async ({ page }) => {
    await page.goto(hb.CHAPTER);
    const crumbs = page.getByRole('navigation', { name: 'Breadcrumbs' });
    await expect(crumbs.getByRole('link', { name: hb.PART_TITLE })).toBeVisible();
    await expect(crumbs.getByRole('link', { name: 'How to Become a CTO' })).toBeHidden();
    await page.goto(hb.TIMELINE);
    await expect(crumbs).toBeHidden();
  });

  test('the next chapter comes before the previous one', async ({ page }) => {
    await page.goto(hb.CHAPTER);
    expect(await top(page.locator('.tb-next'))).toBeLessThan(await top(page.locator('.tb-previous')));
  });

  test('a notice has its buttons below its words and scrolls away, while the header stays', async ({ page }) => {
    await page.goto(hb.CHAPTER);
    await fillStorage(page);
    await hb.boxes(page).first().check();
    const notice = hb.notice(page);
    await expect(notice).toContainText('Ticks will not last');
    await page.evaluate(() => window.scrollTo(0, 0));
    const words = await notice.locator('p').boundingBox();
    expect(await top(notice.getByRole('button').first())).toBeGreaterThanOrEqual(words.y + words.height);
    await page.evaluate(() => window.scrollTo(0, 1000));
    await expect(notice).not.toBeInViewport();
    await expect(page.getByRole('button', { name: 'Menu', exact: true })).toBeInViewport({ ratio: 1 });
  });
});

test('printing is behind a word at the foot of a chapter', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const print = page.getByRole('button', { name: 'Print with my ticks' });
  await expect(print).toBeHidden();
  await page.getByText('Print this page').click();
  await expect(print).toBeVisible();
});

test('parts are heavier than chapters in the menu', async ({ page }) => {
  await page.goto(hb.TIMELINE);
  const weight = (name) => hb.navigation(page).getByText(name, { exact: true }).evaluate((one) => Number(getComputedStyle(one).fontWeight));
  expect(await weight(hb.PART_TITLE)).toBeGreaterThan(await weight('Glossary'));
});

test('the header shows the key of the search where there is a keyboard', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const key = page.locator('.tb-search-button kbd');
  await expect(key).toBeVisible();
  await page.setViewportSize(PHONE);
  await expect(key).toBeHidden();
});

test('the page for a wrong address leads to the search and to each part', async ({ page }) => {
  await page.goto(hb.MISSING);
  await page.locator('.tb-body').getByRole('link', { name: hb.PART_TITLE }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.PART_TITLE);
  await page.goto(hb.MISSING);
  await page.getByRole('button', { name: 'Search the book' }).click();
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible();
});
