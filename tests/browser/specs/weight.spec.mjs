import { test, expect } from '../support/test.mjs';
import { serveWeighed } from '../support/weighed.mjs';
import { allPages } from '../support/pages.mjs';
import * as hb from '../support/handbook.mjs';

const KB = 1024;
const PAGES = [hb.START, hb.PART, hb.CHAPTER, hb.TIMELINE, hb.PLAN];
// These hold the whole book, and nobody comes upon them by a link to a chapter.
const WHOLE_BOOK = [hb.PLAN, hb.PRINT];

let server;
test.beforeAll(async () => {
  server = await serveWeighed(process.env.TICKBOOK_TEST_SITE);
});
test.afterAll(() => server.close());

const bytesOf = (requests, ending) => requests.filter(({ path }) => ending.test(path)).reduce((sum, { bytes }) => sum + bytes, 0);

test('a page of the book is light at its first load', async ({ page, context }) => {
  const client = await context.newCDPSession(page);
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  const heavy = [];
  for (const path of allPages().filter((path) => !WHOLE_BOOK.includes(path))) {
    server.requests.length = 0;
    await page.goto(server.url + path, { waitUntil: 'networkidle' });
    const requests = [...server.requests];
    const [all, script] = [bytesOf(requests, /\.(html|css|js)$/), bytesOf(requests, /\.js$/)];
    const fonts = requests.filter(({ path: name }) => /\.(woff2?|ttf|otf)$/.test(name));
    expect(requests.map(({ path: name }) => name), path).toContain(path);
    if (all > 30 * KB || script > 12 * KB || requests.length > 6 || fonts.length > 0) {
      heavy.push(`${path}: ${all} bytes, ${script} of them scripts, in ${requests.length} requests`);
    }
  }
  expect(heavy).toEqual([]);
});

for (const [device, viewport] of [['phone', { width: 390, height: 844 }], ['wide screen', { width: 1280, height: 800 }]]) {
  test(`nothing moves while a page loads on a ${device}, and its largest part is there at once`, async ({ page }) => {
    await page.setViewportSize(viewport);
    const faults = [];
    for (const path of PAGES) {
      await page.goto(server.url + path, { waitUntil: 'networkidle' });
      const [shift, largest] = await page.evaluate(async () => {
        const entries = (type) => new Promise((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
          setTimeout(resolve, 300, []);
        });
        const shifts = await entries('layout-shift');
        const paints = await entries('largest-contentful-paint');
        return [shifts.reduce((sum, { value }) => sum + value, 0), paints.at(-1)?.startTime ?? Infinity];
      });
      if (shift > 0 || largest > 1200) faults.push(`${path}: moved by ${shift}, largest after ${Math.round(largest)} ms`);
    }
    expect(faults).toEqual([]);
  });
}
