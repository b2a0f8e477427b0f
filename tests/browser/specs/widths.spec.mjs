import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

// How many characters the lines of a paragraph hold, without the last, which may be of any length.
function lineLengths(paragraph) {
  const lengths = [];
  const range = document.createRange();
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let bottom = 0;
  while (texts.nextNode()) {
    for (let at = 0; at < texts.currentNode.length; at += 1) {
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + 1);
      const place = range.getBoundingClientRect();
      // The space at the end of a line is not drawn.
      if (place.width === 0) continue;
      if (place.top >= bottom) lengths.push(0);
      bottom = Math.max(bottom, place.bottom);
      lengths[lengths.length - 1] += 1;
    }
  }
  return lengths.slice(0, -1);
}

test('a line of text holds 60 to 75 characters on a wide screen', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const lines = [];
  for (const text of await page.locator('.tb-body > p').all()) lines.push(...(await text.evaluate(lineLengths)));
  expect(lines.length).toBeGreaterThan(10);
  const mean = lines.reduce((sum, length) => sum + length, 0) / lines.length;
  expect(mean).toBeGreaterThanOrEqual(60);
  expect(mean).toBeLessThanOrEqual(75);
});

test('text zoomed to twice its size still fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 700 });
  await page.goto(hb.CHAPTER);
  const [scroll, client] = await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  expect(scroll).toBeLessThanOrEqual(client);
});
