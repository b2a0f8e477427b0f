import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

const PATHS = 'paths/index.html';
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

const DIAGRAMS = [PATHS, 'role/index.html', 'role/by-company-size.html', 'skills/systems-thinking.html', hb.TIMELINE, 'career/portfolio.html'];

// The bars of the plan's overview, each with its length and its part's number of items.
const bars = (page) =>
  page.locator('.tb-overview progress').evaluateAll((all) => all.map((bar) => [bar.getBoundingClientRect().width, bar.max]));

for (const [name, javaScriptEnabled] of [['with scripts', true], ['without scripts', false]]) {
  test.describe(name, () => {
    test.use({ javaScriptEnabled });

    test(`the bars of the plan are as long as their parts, ${name}`, async ({ page }) => {
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(hb.PLAN);
        const found = await bars(page);
        expect(found.length).toBeGreaterThan(5);
        const longest = Math.max(...found.map(([length]) => length));
        const most = Math.max(...found.map(([, items]) => items));
        for (const [length, items] of found) {
          expect(Math.abs(length / longest - items / most), `${items} of ${most}`).toBeLessThanOrEqual(0.1);
        }
        await expect(page.locator('.tb-overview li').first()).toContainText(/0 of \d+ done/);
      }
    });
  });
}

// A picture as it is on the screen: how light its ground is, from 0 to 255, and whether anything in it has the
// accent of the page, which is another in each scheme.
async function look(page, picture) {
  const png = await picture.screenshot();
  return page.evaluate(async (bytes) => {
    const draw = (width, height, paint) => {
      const pen = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
      paint(pen);
      return pen.getImageData(0, 0, width, height).data;
    };
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
    const data = draw(bitmap.width, bitmap.height, (pen) => pen.drawImage(bitmap, 0, 0));
    const accent = draw(1, 1, (pen) => {
      pen.fillStyle = getComputedStyle(document.documentElement).accentColor;
      pen.fillRect(0, 0, 1, 1);
    });
    const counts = new Array(256).fill(0);
    let inAccent = 0;
    for (let at = 0; at < data.length; at += 4) {
      counts[Math.round((data[at] + data[at + 1] + data[at + 2]) / 3)] += 1;
      if ([0, 1, 2].every((channel) => Math.abs(data[at + channel] - accent[channel]) < 5)) inAccent += 1;
    }
    return { ground: counts.indexOf(Math.max(...counts)), inAccent };
  }, [...png]);
}

// The first diagram of a page, once it is there.
async function diagram(page, path) {
  await page.goto(path);
  const picture = page.locator('.tb-figure img').first();
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((img) => img.complete && img.naturalWidth)).toBe(420);
  return picture;
}

async function expectScheme(page, picture, isLight) {
  const seen = async () => {
    const { ground, inAccent } = await look(page, picture);
    return { isLight: ground > 200, isDark: ground < 60, hasAccent: inAccent > 50 };
  };
  await expect.poll(seen).toEqual({ isLight, isDark: !isLight, hasAccent: true });
}

for (const path of DIAGRAMS) {
  test(`the diagram of ${path} follows the scheme of the system and the choice of the reader`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    const picture = await diagram(page, path);
    await expectScheme(page, picture, true);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectScheme(page, picture, false);
    // The page's own switch goes over the system.
    await page.evaluate(() => document.documentElement.setAttribute('data-tb-scheme', 'light'));
    await expectScheme(page, picture, true);
  });
}

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
