// Runs Lighthouse for phones on six pages of the handbook, prints the medians of five runs, and fails where one misses its limit.
import { rmSync } from 'node:fs';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { buildHandbook } from '../browser/support/build.mjs';
import { serveWeighed } from '../browser/support/weighed.mjs';

const PAGES = ['index.html', 'skills/index.html', 'interview/question-bank.html', 'timeline.html', 'glossary.html', 'plan.html'];
const RUNS = 5;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
// Of each number what it may be at most; categories must be 100.
const LIMITS = { 'largest-contentful-paint': 1200, 'cumulative-layout-shift': 0, 'total-blocking-time': 30 };
// The plan holds every item of the book, which is more than a line carries in its first round trip.
const LIMITS_OF = { 'plan.html': { ...LIMITS, 'largest-contentful-paint': 1400 } };
const HEADS = ['perf', 'a11y', 'best', 'seo', 'LCP ms', 'CLS', 'TBT ms'];
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

// The four scores and the three numbers of one run, and what kept a score from being whole.
async function measure(url) {
  const browser = await launch({ chromePath: process.env.CHROMIUM, chromeFlags: FLAGS, logLevel: 'error' });
  try {
    const { lhr } = await lighthouse(url, { port: browser.port, onlyCategories: CATEGORIES, logLevel: 'error' });
    const scores = CATEGORIES.map((name) => Math.round(lhr.categories[name].score * 100));
    const numbers = Object.keys(LIMITS).map((name) => lhr.audits[name].numericValue);
    const faults = CATEGORIES.flatMap((name) => lhr.categories[name].auditRefs.filter(({ weight }) => weight > 0))
      .map(({ id }) => lhr.audits[id])
      .filter(({ score }) => score !== null && score < 0.9)
      .map(({ id, displayValue }) => `${id} ${displayValue ?? ''}`.trim());
    return { values: [...scores, ...numbers], faults };
  } finally {
    await browser.kill();
  }
}

const most = (name, place) => Object.values(LIMITS_OF[name] ?? LIMITS)[place - CATEGORIES.length];
const isGood = (name) => (value, place) => (place < CATEGORIES.length ? value === 100 : value <= most(name, place));
const shown = (value, place) => (place < CATEGORIES.length ? String(value) : value.toFixed(place === 5 ? 3 : 0));
const row = (name, cells) => `${name.padEnd(30)}${cells.map((cell) => cell.padStart(9)).join('')}`;

async function page(url, name) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure(url + name));
  const medians = runs[0].values.map((_, place) => median(runs.map(({ values }) => values[place])));
  const good = isGood(name);
  console.log(row(name, medians.map((value, place) => `${shown(value, place)}${good(value, place) ? '' : ' !'}`)));
  const faults = new Set(runs.flatMap((run) => run.faults));
  if (faults.size) console.log(`    below 90: ${[...faults].join('; ')}`);
  return medians.every(good);
}

const { folder, site } = buildHandbook();
const server = await serveWeighed(site);
try {
  console.log(row(`median of ${RUNS}`, HEADS));
  let good = true;
  for (const name of PAGES) good = (await page(server.url, name)) && good;
  if (!good) throw new Error('a page misses its limit');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
