// How long the search of a book of a hundred chapters takes in Chromium, from the first key and from the last, and what a visit loads:
// `CHROMIUM=… node speed.mjs PROGRAM…` measures the site of each program in turns, over one server of its own, and prints medians.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeHundred } from './hundred.mjs';

const { chromium } = createRequire(new URL('../browser/package.json', import.meta.url))('@playwright/test');
const ROUNDS = Number(process.env.ROUNDS ?? 7);
const CHAPTERS = Number(process.env.CHAPTERS ?? 100);
const QUERY = 'roadmap practice';
// Between two keys of somebody who types fast, in ms.
const BETWEEN = 30;
// A slow link: 1.6 Mbit/s down and 150 ms of latency.
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
// The results have settled when nothing has changed for so long.
const SETTLED = 700;
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

function serve(folder) {
  const sent = [];
  const packed = new Map();
  const server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/\/$/, '/index.html'));
    if (!existsSync(path) || !statSync(path).isFile()) return response.writeHead(404).end();
    if (!packed.has(path)) packed.set(path, gzipSync(readFileSync(path), { level: 9 }));
    const body = packed.get(path);
    sent.push({ path: request.url, size: body.length });
    return response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', 'content-encoding': 'gzip', 'cache-control': 'max-age=600' }).end(body);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ server, sent, url: `http://127.0.0.1:${server.address().port}/` })));
}

// In the page: notes when each key goes down, when the rows of results were last drawn, and when anything in them last changed, such as a passage.
function watch() {
  const times = { first: 0, last: 0, changed: 0, filled: 0 };
  addEventListener('keydown', ({ key }) => {
    if (key.length > 1) return;
    times.first ||= performance.now();
    times.last = performance.now();
  }, true);
  const areRows = ({ target, addedNodes }) => target.classList?.contains('tb-results') && addedNodes.length > 1;
  const isInRows = ({ target }) => target.closest?.('.tb-results');
  new MutationObserver((records) => {
    if (records.some(areRows)) times.changed = performance.now();
    if (records.some(isInRows)) times.filled = performance.now();
  }).observe(document, { childList: true, subtree: true });
  globalThis.searchTimes = times;
}

async function type(page, text) {
  await page.evaluate(() => Object.assign(searchTimes, { first: 0, last: 0, changed: 0, filled: 0 }));
  for (const letter of text) {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await page.waitForTimeout(BETWEEN);
  }
  await page.waitForFunction((settled) => searchTimes.changed > searchTimes.last && performance.now() - searchTimes.filled > settled, SETTLED);
  return page.evaluate(() => ({ fromFirst: searchTimes.changed - searchTimes.first, fromLast: searchTimes.changed - searchTimes.last, filled: searchTimes.filled - searchTimes.last }));
}

// A visit of a fresh browser: to the first results, and to those of a second query.
async function visit(browser, { sent, url }, slow) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watch);
  if (slow) await (await context.newCDPSession(page)).send('Network.emulateNetworkConditions', SLOW);
  await page.goto(`${url}part-0/chapter-00009.html`);
  sent.length = 0;
  await page.keyboard.press('/');
  // A slow link is felt by who pastes a query; the others type it.
  if (slow) {
    await page.locator('.tb-query').fill(QUERY);
    await page.waitForFunction((settled) => searchTimes.changed && performance.now() - searchTimes.filled > settled, SETTLED);
    const slowTime = await page.evaluate(() => searchTimes.changed);
    await context.close();
    return { slow: slowTime };
  }
  const cold = await type(page, QUERY);
  await page.waitForLoadState('networkidle');
  const [requests, bytes] = [sent.length, sent.reduce((sum, { size }) => sum + size, 0)];
  await page.locator('.tb-query').fill('');
  await page.locator('.tb-query').focus();
  const warm = await type(page, 'budget review');
  await context.close();
  return { first: cold.fromFirst, cold: cold.fromLast, passages: cold.filled, warm: warm.fromLast, requests, kilobytes: bytes / 1000 };
}

const median = (list) => [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
const programs = process.argv.slice(2);
const folders = [];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const sites = [];
  for (const program of programs) {
    const folder = mkdtempSync(join(tmpdir(), 'tickbook-speed-'));
    folders.push(folder);
    writeHundred(folder, CHAPTERS);
    execFileSync(program, ['build', folder], { stdio: 'ignore' });
    sites.push({ program, ...(await serve(join(folder, 'public'))), rows: [] });
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const site of sites) site.rows.push({ ...(await visit(browser, site, false)), ...(await visit(browser, site, true)) });
  }
  console.log(`${CHAPTERS} chapters, medians of ${ROUNDS} visits, ms from the first key, from the last cold (to the rows and to the last passage) and warm, from a visit over a slow link; requests and kB of the search`);
  for (const { program, rows, server } of sites) {
    const of = (key) => median(rows.map((row) => row[key])).toFixed(key === 'requests' ? 0 : 1);
    console.log(['first', 'cold', 'passages', 'warm', 'slow', 'requests', 'kilobytes'].map((key) => `${key} ${of(key)}`).join('  '), '', program);
    server.close();
  }
} finally {
  await browser.close();
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
}
