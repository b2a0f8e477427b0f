import { test, expect } from '../support/test.mjs';
import { DIAGRAMS, PATHS, diagram, expectSchemes, look } from '../support/diagrams.mjs';
import * as hb from '../support/handbook.mjs';

const PHONE = { width: 320, height: 700 };

const stops = (page) => page.locator('.tb-timeline > .tb-stop');
const table = (page) => page.locator('.tb-stack').first();

const boxesOf = (locator) => locator.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));

test('a timeline is a list in order whose stops are named by their headings', async ({ page }) => {
  await page.goto(hb.TIMELINE);
  await expect(stops(page)).toHaveCount(3);
  const first = stops(page).first();
  await expect(first.getByRole('heading', { level: 2 })).toHaveAccessibleName(/^Years 0–3: become a strong engineer/);
  await expect(page.locator('.tb-timeline')).toHaveRole('list');
  expect(await first.evaluate((stop) => stop.parentElement.tagName)).toBe('OL');
});

test('the line of a timeline goes from each stop to the next, and the time stands above the heading', async ({ page }) => {
  await page.goto(hb.TIMELINE);
  const ends = await stops(page).evaluateAll((all) =>
    all.map((stop) => {
      const top = stop.getBoundingClientRect().top;
      const line = getComputedStyle(stop, '::before');
      return [top + parseFloat(line.top), top + parseFloat(line.top) + parseFloat(line.height)];
    }),
  );
  expect(ends[0][1]).toBeGreaterThanOrEqual(ends[1][0] - 1);
  expect(ends[1][1]).toBeGreaterThanOrEqual(ends[2][0] - 1);
  const [time] = await boxesOf(stops(page).locator('.tb-when'));
  const [text] = await boxesOf(stops(page).locator('.tb-what'));
  expect(text.top).toBeGreaterThanOrEqual(time.bottom - 1);
});

test('a timeline of a book from right to left has its line on the right', async ({ page }) => {
  await page.goto(hb.TIMELINE);
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  const [list] = await boxesOf(page.locator('.tb-timeline'));
  const [heading] = await boxesOf(stops(page).locator('h2'));
  expect(list.right - heading.right).toBeGreaterThan(20);
  expect(heading.left - list.left).toBeLessThan(2);
});

test('a wide table stacks on a phone, each cell under the name of its column', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto(PATHS);
  const cells = await boxesOf(table(page).locator('tbody tr').first().locator('th, td'));
  expect(cells).toHaveLength(4);
  for (const [index, cell] of cells.entries()) {
    expect(cell.right).toBeLessThanOrEqual(PHONE.width);
    if (index > 0) expect(cell.top).toBeGreaterThanOrEqual(cells[index - 1].bottom);
  }
  const named = table(page).locator('tbody td').first();
  const shown = await named.evaluate((cell) => getComputedStyle(cell, '::before').content);
  expect(shown).toContain('Founding engineer');
  const fits = await table(page).evaluate((region) => region.scrollWidth <= region.clientWidth);
  expect(fits).toBe(true);
});

test('a stacked table is still a table, and says the name of a column once', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto(PATHS);
  const rows = table(page).getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(8);
  await expect(table(page).getByRole('columnheader', { name: 'Early employee' })).toHaveCount(1);
  await expect(rows.nth(1).getByRole('rowheader')).toHaveAccessibleName('Where you start');
  const cell = rows.nth(1).getByRole('cell').nth(1);
  await expect(cell).toHaveAccessibleName('First or senior engineer at an early startup');
  // The links in the head stay in sight, because they take the focus.
  const link = table(page).getByRole('link', { name: 'Early employee' });
  await link.focus();
  await expect(link).toBeInViewport();
});

test('a wide table is whole on a wide screen and on paper', async ({ page }) => {
  await page.goto(PATHS);
  const sameRow = async () => {
    const cells = await boxesOf(table(page).locator('tbody tr').first().locator('th, td'));
    return new Set(cells.map((cell) => cell.top)).size;
  };
  expect(await sameRow()).toBe(1);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 660, height: 900 });
  expect(await sameRow()).toBe(1);
});

// The lengths of the bars of the plan's overview.
const bars = (page) =>
  page.locator('.tb-overview progress').evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));

for (const [name, javaScriptEnabled] of [['with scripts', true], ['without scripts', false]]) {
  test.describe(name, () => {
    test.use({ javaScriptEnabled });

    test(`the bars of the plan have one length, ${name}`, async ({ page }) => {
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(hb.PLAN);
        const found = await bars(page);
        expect(found.length).toBeGreaterThan(5);
        expect(Math.max(...found) - Math.min(...found), String(found)).toBeLessThan(1);
        await expect(page.locator('.tb-overview li').first()).toContainText(/0 of \d+ done/);
      }
    });
  });
}

// The sweep looks at all diagrams.
test('a diagram follows the scheme of the system and the choice of the reader', ({ page }) => expectSchemes(page, PATHS));

test('a diagram keeps its colours on a light ground where colours are forced', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
  const picture = await diagram(page, PATHS);
  await expect.poll(async () => (await look(page, picture)).ground).toBeGreaterThan(200);
  expect(await picture.evaluate((img) => getComputedStyle(img).colorScheme)).toBe('light');
});

test('every diagram has letters that can be read on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  for (const path of DIAGRAMS) {
    await page.goto(path);
    const [box] = await boxesOf(page.locator('.tb-figure img').first());
    // The smallest letters are 13 of 420 pixels.
    expect((box.width / 420) * 13, path).toBeGreaterThanOrEqual(10);
  }
});
