// The diagrams of the handbook as a reader sees them: found by what is drawn on the screen.
import { expect } from './test.mjs';
import * as hb from './handbook.mjs';

export const PATHS = 'paths/index.html';

// The pages with diagrams.
export const DIAGRAMS = [PATHS, 'role/index.html', 'role/by-company-size.html', 'skills/systems-thinking.html', hb.TIMELINE, 'interview/index.html', 'job/first-90-days.html', 'mistakes/staying-too-long.html', 'on-track.html', 'career/portfolio.html'];

// A picture as it is on the screen: how light its ground is, from 0 to 255, and whether anything in it has the
// accent of the page, which is another in each scheme.
export async function look(page, picture) {
  const png = (await picture.screenshot()).toString('base64');
  return page.evaluate(async (text) => {
    const draw = (width, height, paint) => {
      const pen = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
      paint(pen);
      return pen.getImageData(0, 0, width, height).data;
    };
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
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
  }, png);
}

// The first diagram of a page, once it is there.
export async function diagram(page, path) {
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

// Looks at the first diagram of a page in both schemes of the system, and in the one that the reader chooses.
export async function expectSchemes(page, path) {
  await page.emulateMedia({ colorScheme: 'light' });
  const picture = await diagram(page, path);
  await expectScheme(page, picture, true);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectScheme(page, picture, false);
  // The page's own switch goes over the system.
  await page.evaluate(() => document.documentElement.setAttribute('data-tb-scheme', 'light'));
  await expectScheme(page, picture, true);
}
