import { test, expect } from '../support/books.mjs';
import * as hb from '../support/handbook.mjs';

const PHONE = { width: 320, height: 700 };
const sections = (page) => page.getByRole('navigation', { name: 'On this page' });

async function expectScrollsWithKeys(region) {
  await expect(region).toHaveAttribute('tabindex', '0');
  expect(await region.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeGreaterThan(0);
  await region.focus();
  await region.press('ArrowRight');
  await expect.poll(() => region.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
}

test('a wide table of short cells scrolls in its own region with the arrow keys', async ({ page, showcase }) => {
  await page.setViewportSize(PHONE);
  await page.goto(`${showcase}basics/text.html`);
  await expectScrollsWithKeys(page.getByRole('region', { name: /^Table \d+: January/ }));
});

test('wide code scrolls in its own region with the arrow keys', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto(hb.CODE);
  await expectScrollsWithKeys(page.getByRole('region', { name: /^Code \d+/ }).first());
});

test('the labels of the regions of a page differ', async ({ page }) => {
  for (const path of [hb.CHAPTER, hb.CODE, hb.PRINT]) {
    await page.goto(path);
    const labels = await page
      .locator('[role="region"], section[aria-label]')
      .evaluateAll((all) => all.map((region) => region.getAttribute('aria-label')));
    expect(labels.length, path).toBeGreaterThan(0);
    expect(new Set(labels).size, path).toBe(labels.length);
  }
});

test('each section heading has a link to itself', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const headings = page.locator('.tb-body > h2');
  const total = await headings.count();
  expect(total).toBeGreaterThan(2);
  await expect(page.locator('.tb-body > h2[id] > .tb-anchor')).toHaveCount(total);
  const last = headings.nth(total - 2);
  const id = await last.getAttribute('id');
  await last.hover();
  await last.getByRole('link', { name: /^Link to this section: / }).click();
  await expect(page).toHaveURL(new RegExp(`#${id}$`));
});

test('a section that a link leads to is not hidden by the header', async ({ page }) => {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 700 });
    await page.goto(hb.CHAPTER);
    const heading = page.locator('.tb-body > h2').nth(2);
    await page.goto(`${hb.CHAPTER}#${await heading.getAttribute('id')}`);
    await expect(heading).toBeInViewport();
    const header = await page.locator('.tb-header').boundingBox();
    expect((await heading.boundingBox()).y).toBeGreaterThanOrEqual(header.y + header.height);
  }
});

test('"On this page" lists the sections and leads to them', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const ids = await page.locator('.tb-body > h2').evaluateAll((all) => all.map((heading) => heading.id));
  const links = await sections(page)
    .locator('details > ul > li > a')
    .evaluateAll((all) => all.map((link) => decodeURIComponent(link.hash.slice(1))));
  expect(links).toEqual(ids);
  await sections(page).getByRole('link').last().click();
  await expect(page.locator('.tb-body > h2').last()).toBeInViewport();
});

test('"On this page" marks the section that is being read', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const link = sections(page).locator('details > ul > li > a').nth(2);
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'true');
  await expect(sections(page).locator('[aria-current]')).toHaveCount(1);
});

test('"On this page" is folded on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.CHAPTER);
  await expect(sections(page).getByRole('link').first()).toBeHidden();
  await sections(page).locator('summary').click();
  await expect(sections(page).getByRole('link').first()).toBeVisible();
});

test('next and previous lead through the chapters and back', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const next = page.locator('.tb-pager a[rel="next"]');
  const title = await next.locator('span').textContent();
  await next.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await page.locator('.tb-pager a[rel="prev"]').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.CHAPTER_TITLE);
});

test('next leads from the start to the end of the book, through every part', async ({ page, baseURL }) => {
  const read = [];
  for (let url = new URL(hb.START, baseURL).href; url; ) {
    expect(read).not.toContain(url);
    read.push(url);
    const html = await (await page.request.get(url)).text();
    const next = /rel="next" href="([^"]+)"/.exec(html);
    url = next && new URL(next[1], url).href;
  }
  const parts = new Set(read.map((url) => new URL(url).pathname.split('/')[1]));
  expect(read.length).toBeGreaterThan(30);
  expect(parts).toContain('paths');
  expect(parts).toContain('interview');
});

test('breadcrumbs lead to the part and to the start', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const crumbs = page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link');
  await crumbs.last().click();
  await expect(page).toHaveURL(new RegExp(`/${hb.PART}$`));
  await page.goBack();
  await crumbs.first().click();
  await expect(page).toHaveURL(new RegExp(`/${hb.START}$`));
});

test('on paper only the text is left', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await page.emulateMedia({ media: 'print' });
  for (const chrome of ['.tb-header', '.tb-nav', '.tb-toc', '.tb-crumbs', '.tb-pager', '.tb-footer', '.tb-skip']) {
    await expect(page.locator(chrome).first(), chrome).toBeHidden();
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(hb.boxes(page).first()).toBeVisible();
});

test('paper is white even where the reader chose dark', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await page.evaluate(() => localStorage.setItem('tickbook:scheme', 'dark'));
  await page.reload();
  await page.emulateMedia({ media: 'print' });
  const ink = await page.locator('.tb-body > p').first().evaluate((text) => getComputedStyle(text).color);
  expect(ink).toBe('rgb(0, 0, 0)');
});

test('pictures of the book are shown', async ({ page }) => {
  await page.goto('paths/index.html');
  const picture = page.locator('.tb-figure img').first();
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
});
