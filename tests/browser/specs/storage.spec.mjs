import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

// Naming localStorage throws, as it does where the reader has blocked a site's data.
const block = (page) =>
  page.addInitScript(() => {
    const deny = () => {
      throw new DOMException('Access is denied', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: deny, configurable: true });
  });

// What is stored can be read, but nothing more fits.
const fill = (page) =>
  page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('No room is left', 'QuotaExceededError');
    };
  });

test('with the storage blocked, a notice says that ticks will not last', async ({ page }) => {
  await block(page);
  await page.goto(hb.CHAPTER);
  await expect(hb.notice(page)).toContainText('Ticks will not last');
  await expect(hb.notice(page)).toHaveRole('status');
});

test('with the storage blocked, boxes and counts still work', async ({ page }) => {
  await block(page);
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).first().check();
  await expect(hb.boxes(page).first()).toBeChecked();
  await expect(hb.pageCount(page)).toHaveText(/^1 of /);
  await hb.boxes(page).first().uncheck();
  await expect(hb.pageCount(page)).toHaveText(/^0 of /);
});

test('with the storage blocked, every kind of page works without an error', async ({ page }) => {
  await block(page);
  for (const path of [hb.START, hb.PART, hb.CHAPTER, hb.PLAN, hb.PRINT, hb.MISSING]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await page.goto(hb.CHAPTER);
  await page.getByRole('button', { name: /Colour scheme/ }).click();
  await expect(page.locator('html')).toHaveAttribute('data-tb-scheme', 'light');
});

test('with the storage blocked, a page without boxes shows no notice', async ({ page }) => {
  await block(page);
  await page.goto(hb.CODE);
  await expect(page.locator('.tb-toc summary')).toBeVisible();
  await expect(hb.notice(page)).toBeEmpty();
});

test('with the storage full, a tick holds on the page and a notice says that it will not last', async ({ page }) => {
  await fill(page);
  await page.goto(hb.CHAPTER);
  await expect(hb.notice(page)).toBeEmpty();
  await hb.boxes(page).first().check();
  await expect(hb.notice(page)).toContainText('Ticks will not last');
  await expect(hb.boxes(page).first()).toBeChecked();
  await expect(hb.pageCount(page)).toHaveText(/^1 of /);
});

test('the notice is shown once and can be dismissed', async ({ page }) => {
  await fill(page);
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).nth(0).check();
  await hb.notice(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(hb.notice(page)).toBeEmpty();
  await hb.boxes(page).nth(1).check();
  await expect(hb.notice(page)).toBeEmpty();
});

test('the notice covers neither the boxes nor the text on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await block(page);
  await page.goto(hb.CHAPTER);
  const notice = await hb.notice(page).boundingBox();
  const title = await page.getByRole('heading', { level: 1 }).boundingBox();
  expect(title.y).toBeGreaterThanOrEqual(notice.y + notice.height);
  await hb.boxes(page).last().click();
  await expect(hb.boxes(page).last()).toBeChecked();
});

const RUBBISH = ['', 'null', 'true', '[]', '{', '{"s":7}', '"done"', '\u0000', 'x'.repeat(10_000)];

test('rubbish in the storage counts as open and breaks nothing', async ({ page }) => {
  await page.goto(hb.PLAN);
  await page.evaluate(
    ([book, values]) => {
      const items = [...document.querySelectorAll('.tb-item')];
      values.forEach((value, n) => localStorage.setItem(`tickbook:${book}:tick:${items[n].dataset.tick}`, value));
    },
    [hb.BOOK, RUBBISH],
  );
  await page.reload();
  await expect(hb.pageCount(page)).toHaveText(/^0 of /);
  await expect(hb.notice(page)).toContainText('cannot be read');
});

test('an item whose record was rubbish can be ticked and stays ticked', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const id = await hb.idOf(hb.boxes(page).first());
  await page.evaluate(([book, item]) => localStorage.setItem(`tickbook:${book}:tick:${item}`, '{'), [hb.BOOK, id]);
  await page.reload();
  await hb.boxes(page).first().check();
  await page.reload();
  await expect(hb.boxes(page).first()).toBeChecked();
  await expect(hb.notice(page)).toBeEmpty();
});

test('fields that a later version wrote are kept when the item changes', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const id = await hb.idOf(hb.boxes(page).first());
  const key = `tickbook:${hb.BOOK}:tick:${id}`;
  await page.evaluate(([name]) => localStorage.setItem(name, '{"v":1,"s":"done","t":5,"note":"mine"}'), [key]);
  await page.reload();
  await expect(hb.boxes(page).first()).toBeChecked();
  await hb.boxes(page).first().uncheck();
  expect(JSON.parse((await hb.storedTicks(page))[key])).toMatchObject({ s: 'open', note: 'mine' });
});
