// The tests of how a page comes on the screen while it loads.
import { test, expect } from './test.mjs';
import { serveWeighed } from './weighed.mjs';
import * as hb from './handbook.mjs';

const PAGES = [hb.START, hb.PART, hb.CHAPTER, hb.TIMELINE, hb.PLAN];

// How much later than the first picture, of which machines differ in the time, the largest part may be drawn.
const LATEST = 1.5;
const LOADS = 4;

// Long enough for a page to be drawn before its scripts come, in milliseconds.
const SCRIPTS_LATER = 500;

// Entries that the browser has noted by now.
const noted = (page, type) =>
  page.evaluate(
    (of) =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().map(({ startTime, value }) => ({ startTime, value })))).observe({ type: of, buffered: true });
        setTimeout(resolve, 300, []);
      }),
    type,
  );

// Defines them for a device with a window of this size.
export function testLoading(device, viewport) {
  test.describe(`on a ${device}`, () => {
    test.use({ viewport });

    let server;
    test.beforeAll(async () => {
      server = await serveWeighed(process.env.TICKBOOK_TEST_SITE);
    });
    test.afterAll(() => server.close());

    test(`nothing moves while a page loads on a ${device}`, async ({ page }) => {
      const server = await serveWeighed(process.env.TICKBOOK_TEST_SITE, { scriptsLater: SCRIPTS_LATER });
      for (const path of PAGES) {
        await page.goto(server.url + path, { waitUntil: 'networkidle' });
        expect(await noted(page, 'layout-shift'), path).toEqual([]);
      }
      server.close();
    });

    test(`the largest part of a page comes with its first picture on a ${device}`, async ({ page }) => {
      // The plan opens on a list that is made of what the browser keeps, so it comes with the script.
      for (const path of PAGES.filter((one) => one !== hb.PLAN)) {
        // The best of some loads: a busy machine draws the first picture of one before its text has come.
        const ratios = [];
        for (let load = 0; load < LOADS && !ratios.some((ratio) => ratio <= LATEST); load += 1) {
          await page.goto(server.url + path, { waitUntil: 'networkidle' });
          const [first] = (await noted(page, 'paint')).slice(-1);
          const largest = (await noted(page, 'largest-contentful-paint')).at(-1);
          ratios.push(largest.startTime / first.startTime);
        }
        expect(Math.min(...ratios), path).toBeLessThanOrEqual(LATEST);
      }
    });
  });
}
