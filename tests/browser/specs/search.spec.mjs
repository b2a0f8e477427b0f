import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';
import { expectStill } from '../support/behind.mjs';
import * as se from '../support/search.mjs';

const QUERY = 'risk';
const isOfSearch = (path) => path.includes('/search');

for (const [name, press] of Object.entries({
  'the / key': (page) => page.keyboard.press('/'),
  'Ctrl-K': (page) => page.keyboard.press('Control+k'),
  'Cmd-K': (page) => page.keyboard.press('Meta+k'),
  'the button in the header': (page) => se.button(page).click(),
})) {
  test(`${name} opens the search with the focus in the field`, async ({ page }) => {
    await page.goto(hb.CHAPTER);
    await expect(se.button(page)).toBeVisible();
    await expect(se.dialog(page)).toBeHidden();
    await press(page);
    await expect(se.dialog(page)).toBeVisible();
    await expect(se.field(page)).toBeFocused();
    await expect(se.field(page)).toHaveValue('');
  });
}

test('nothing of the search is loaded before its first use', async ({ page }) => {
  const paths = se.requests(page);
  await page.goto(hb.CHAPTER, { waitUntil: 'networkidle' });
  await hb.boxes(page).first().check();
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter(isOfSearch)).toEqual([]);
  await page.keyboard.press('/');
  await expect.poll(() => paths.some((path) => path.endsWith('/assets/search/index.js'))).toBe(true);
});

test('the button loads the search and its index when it is pointed at, all at once', async ({ page }) => {
  const paths = se.requests(page);
  await page.goto(hb.CHAPTER);
  await se.button(page).hover();
  await expect.poll(() => paths.filter(isOfSearch).length).toBe(3);
  await se.search(page, QUERY);
  expect(paths.filter((path) => path.endsWith('/index.js')).length).toBe(1);
});

test('the answers of a visit need five files of the search at most', async ({ page }) => {
  const paths = se.requests(page);
  await page.goto(hb.CHAPTER);
  await page.keyboard.press('/');
  await page.keyboard.type('roadmap');
  await expect(se.status(page)).toHaveText(/found/);
  await expect(se.dialog(page).locator('p.tb-hit-text').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(paths.filter(isOfSearch).length).toBeLessThanOrEqual(5);
});

test('somebody who types slowly needs no more files', async ({ page }) => {
  const paths = se.requests(page);
  await page.goto(hb.CHAPTER);
  await page.keyboard.press('/');
  await expect.poll(() => paths.filter(isOfSearch).length).toBe(3);
  await se.field(page).pressSequentially('roadmap plan', { delay: 420 });
  await expect(se.dialog(page).locator('p.tb-hit-text').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(paths.filter(isOfSearch).length).toBeLessThanOrEqual(5);
});

test('what is typed while the search still loads is answered', async ({ page }) => {
  let letGo;
  const held = new Promise((resolve) => {
    letGo = resolve;
  });
  await page.route(/assets\/search\.\w+\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(hb.CHAPTER);
  await page.keyboard.press('/');
  await page.keyboard.type(QUERY);
  await expect(se.field(page)).toHaveValue(QUERY);
  letGo();
  await expect(se.links(page).first()).toBeVisible();
});

test('results come while typing and follow the field', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await page.keyboard.press('/');
  await page.keyboard.type('ris');
  await expect(se.links(page).first()).toBeVisible();
  await page.keyboard.type('k and quality');
  await expect(se.chapters(page).first()).toContainText(hb.CHAPTER_TITLE);
  await se.field(page).fill('');
  await expect(se.links(page)).toHaveCount(0);
  await expect(se.status(page)).toHaveText('');
});

test('an older answer never replaces a newer one', async ({ page }) => {
  const held = [];
  let hold = false;
  await page.route('**/assets/search/**', (route) => (hold ? held.push(route) : route.continue()));
  await page.goto(hb.CHAPTER);
  await se.search(page, 'strategy');
  hold = true;
  await se.field(page).fill('mentor');
  await expect.poll(() => held.length, 'what the answer waits for').toBeGreaterThan(0);
  hold = false;
  await se.search(page, 'strategy');
  const shown = await se.chapters(page).allTextContents();
  await Promise.all(held.map((route) => route.continue()));
  await page.waitForTimeout(500);
  expect(await se.chapters(page).allTextContents()).toEqual(shown);
  await expect(se.status(page)).not.toContainText('mentor');
});

test('results are grouped by chapter, with its title, its part and its sections below it', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, 'risk and quality');
  const group = se.dialog(page).locator('section').filter({ has: page.getByRole('heading', { name: hb.CHAPTER_TITLE }) });
  await expect(group.getByRole('heading', { level: 2 })).toContainText('The role');
  await expect(group.getByRole('listitem').first()).toBeVisible();
  const addresses = await group.getByRole('link').evaluateAll((all) => all.map((link) => link.href.split('#')[0]));
  expect(new Set(addresses).size).toBe(1);
});

test('the words are marked in the results', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, QUERY);
  const marks = await se.dialog(page).locator('mark').allTextContents();
  expect(marks.length).toBeGreaterThan(3);
  for (const mark of marks) expect(mark.toLowerCase()).toMatch(/^risk/);
});

test('the number of results is said once, when the reader pauses', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, 'team');
  await se.status(page).evaluate((region) => {
    window.announcements = [];
    new MutationObserver(() => window.announcements.push(region.textContent)).observe(region, { childList: true });
  });
  await se.field(page).fill('');
  await se.field(page).pressSequentially(QUERY, { delay: 40 });
  await expect(se.status(page)).toHaveText(/found/);
  const said = await page.evaluate(() => window.announcements.filter((text) => text !== ''));
  expect(said).toEqual([await se.status(page).textContent()]);
});

test('where nothing is found the search says so and gives a hint', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, 'xqzzvkw');
  await expect(se.status(page)).toHaveText(/^Not in the book: “xqzzvkw”\. Try/);
  await expect(se.links(page)).toHaveCount(0);
});

test('more results are shown on demand, and the focus goes to the first of them', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, 'the team');
  await expect(se.status(page)).toContainText('the best 8 are shown');
  await se.dialog(page).getByRole('button', { name: 'Show more' }).click();
  await expect(se.chapters(page)).toHaveCount(16);
  await expect(se.chapters(page).nth(8).getByRole('link')).toBeFocused();
});

test('the state of an item is said in words and is the one of now', async ({ page, context }) => {
  await page.goto(hb.CHAPTER);
  const text = await page.locator('.tb-item > .tb-text').first().textContent();
  const query = text.split(' ').slice(0, 6).join(' ');
  const item = se.links(page).filter({ hasText: 'Item:' }).first();
  await se.search(page, query);
  await expect(item).toContainText('Open');
  const other = await context.newPage();
  await other.goto(hb.CHAPTER);
  await hb.boxes(other).first().check();
  await se.search(page, 'strategy');
  await se.search(page, query);
  await expect(item).toContainText('Done');
});

test('an item leads to its box', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const id = await hb.idOf(hb.boxes(page).first());
  const text = await page.locator('.tb-item > .tb-text').first().textContent();
  await page.goto(hb.START);
  await se.search(page, text.split(' ').slice(0, 6).join(' '));
  await se.links(page).filter({ hasText: 'Item:' }).first().click();
  await expect(page).toHaveURL(new RegExp(`${hb.CHAPTER}#tb-item-${id}$`));
  await expect(hb.boxOf(page, id)).toBeInViewport();
});

test('the search of the page for missing addresses works at any path', async ({ page }) => {
  await page.goto(hb.MISSING);
  await se.search(page, hb.CHAPTER_TITLE);
  await se.links(page).filter({ hasText: hb.CHAPTER_TITLE }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hb.CHAPTER_TITLE);
});

test('the search leaves nothing of a query in the address or in the stores', async ({ page }) => {
  await page.goto(hb.START);
  await se.search(page, QUERY);
  await se.links(page).first().click();
  await expect.poll(() => se.marked(page)).toBeGreaterThan(0);
  const left = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(left).not.toContain('isk"');
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  expect(new URL(page.url()).search).toBe('');
});

test('without JavaScript there is no button and no dialog', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(new URL(hb.CHAPTER, baseURL).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(se.button(page)).toBeHidden();
  await expect(se.dialog(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Keyboard shortcuts' })).toBeHidden();
  await context.close();
});

test('the page behind the search does not scroll', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await se.button(page).click();
  await expect(se.dialog(page)).toBeVisible();
  await expectStill(page);
});
