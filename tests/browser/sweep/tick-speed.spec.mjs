import { test, expect, OWN_CONTEXT } from '../support/test.mjs';
import { makeBook } from '../support/kept.mjs';
import { serveFolder } from '../support/server.mjs';

const LISTS = 10;
const ITEMS = 50;
const SLOWER = 6;
const TICKS = 6;
// Of a machine without a graphics card, where the processor that is slowed down draws the picture too. A machine that has
// much else to do is measured by what a tick costs it on a page of one short list.
const LIMIT = 50;
const TIMES_OF_FEW = 2;

const item = (list, place) => `- [ ] Item ${list}.${place}: write down what the system number ${list * ITEMS + place} costs and who decides on it\n`;
const list = (number) => `## List ${number}\n\n${Array.from({ length: ITEMS }, (_, place) => item(number, place)).join('')}\n`;
const MANY = `# Many\n\n${Array.from({ length: LISTS }, (_, number) => list(number)).join('')}`;
const FEW = `# Few\n\n${Array.from({ length: TICKS }, (_, place) => item(0, place)).join('')}`;

// A finger or a hand rests before it presses and while it does.
const rest = (page) => page.waitForTimeout(250);

// The time from the release of the button to the picture with the tick, as the browser itself counts it, in steps of 8 ms.
async function tick(page, box) {
  await box.hover();
  await rest(page);
  await page.mouse.down();
  await rest(page);
  await page.evaluate(() => {
    window.clicks = [];
    const observer = new PerformanceObserver((list) => window.clicks.push(...list.getEntriesByName('click')));
    observer.observe({ type: 'event', durationThreshold: 16 });
  });
  await page.mouse.up();
  await expect(box).toBeChecked();
  await rest(page);
  // The browser tells of no event that took less than it was asked for.
  return page.evaluate(() => window.clicks[0]?.duration ?? 16);
}

// The quickest tick says what one costs; what else the machine does held up the others.
async function quickest(page, address, step) {
  await page.goto(address);
  await expect(page.locator('.tb-box').nth((TICKS - 1) * step)).toBeAttached();
  const times = [];
  for (let turn = 0; turn < TICKS; turn += 1) times.push(await tick(page, page.locator('.tb-box').nth(turn * step)));
  return Math.min(...times);
}

test.use(OWN_CONTEXT);

test('a tick among 500 items is painted at once on a machine that is six times slower', async ({ page, context }) => {
  test.setTimeout(120_000);
  const book = makeBook({
    'book.toml': '[book]\ntitle = "Many"\nid = "many"\n',
    'content/index.md': '# Start\n',
    'content/few.md': FEW,
    'content/many.md': MANY,
  });
  const server = await serveFolder(book.site);
  try {
    const client = await context.newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const few = await quickest(page, `${server.url}few.html`, 1);
    const many = await quickest(page, `${server.url}many.html`, ITEMS);
    expect(many, `ms; ${few} ms on a short page`).toBeLessThanOrEqual(Math.max(LIMIT, TIMES_OF_FEW * few));
  } finally {
    server.close();
    book.end();
  }
});
