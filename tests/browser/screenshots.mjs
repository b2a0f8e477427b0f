// Takes a picture of each kind of page, at three widths and in both schemes, into the folder that is named; or, where a PNG file
// is named, the one picture of the README.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS } from './playwright.config.mjs';
import { buildHandbook } from './support/build.mjs';
import { serveFolder } from './support/server.mjs';
import * as hb from './support/handbook.mjs';

const PAGES = {
  start: hb.START,
  part: hb.PART,
  chapter: hb.CHAPTER,
  timeline: hb.TIMELINE,
  plan: hb.PLAN,
  print: hb.PRINT,
  404: hb.MISSING,
};
const WIDTHS = [390, 768, 1280];
const SCHEMES = ['light', 'dark'];
// Long pages are cut: a picture taller than this is refused by some viewers and read by nobody.
const TALLEST = 6000;

async function takePicture(page, name, folder) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const { width } = page.viewportSize();
  const clip = { x: 0, y: 0, width, height: Math.min(height, TALLEST) };
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, clip });
}

async function takeAll(browser, url, folder) {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      for (const [name, where] of Object.entries(PAGES)) {
        await page.goto(url + where);
        await takePicture(page, `${name}-${width}-${scheme}`, folder);
      }
    }
  }
}

// A checklist in work, as a reader sees it.
async function takeForReadme(browser, url, file) {
  const page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 1280, height: 860 } });
  await page.goto(url + hb.CHECKLIST);
  for (const place of [0, 1, 3]) await hb.boxes(page).nth(place).check();
  await hb.firstList(page).evaluate((list) => {
    window.scrollTo(0, list.getBoundingClientRect().top + window.scrollY - 220);
  });
  // Nothing is pointed at and nothing has the focus.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement.blur());
  await page.screenshot({ path: file });
}

const target = process.argv[2];
if (!target) throw new Error('name the folder for the pictures');
const isFile = target.endsWith('.png');
if (!isFile) mkdirSync(target, { recursive: true });
const { folder: built, site } = buildHandbook();
const server = await serveFolder(site);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: CHROMIUM_ARGS });
try {
  await (isFile ? takeForReadme : takeAll)(browser, server.url, target);
  console.log(isFile ? target : `${Object.keys(PAGES).length * WIDTHS.length * SCHEMES.length} pictures in ${target}`);
} finally {
  await browser.close();
  server.close();
  rmSync(built, { recursive: true, force: true });
}
