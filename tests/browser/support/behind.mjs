// The page behind an open dialog.
import { expect } from './test.mjs';

// Turns the wheel in the corner of the window, and expects that the page stays where it is.
export async function expectStill(page) {
  const { width, height } = page.viewportSize();
  const before = await page.evaluate(() => window.scrollY);
  await page.mouse.move(width - 4, height - 4);
  const turned = page.evaluate(() => new Promise((resolve) => {
    document.addEventListener('wheel', () => requestAnimationFrame(() => requestAnimationFrame(resolve)), { once: true, passive: true });
  }));
  await page.mouse.wheel(0, 300);
  await turned;
  const rest = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight - window.scrollY);
  expect(rest).toBeGreaterThan(0);
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
}
