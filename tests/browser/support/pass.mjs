// One pass over every page of the handbook, over http under a path or from the disk, which notes of each page what the tests of all
// pages ask about. It judges nothing.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { watch } from './test.mjs';
import { allPages } from './pages.mjs';
import { serveWeighed } from './weighed.mjs';
import * as hb from './handbook.mjs';

const WIDTHS = [320, 390, 768];

// Runs in the page.
function look() {
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;
  const button = document.querySelector('[data-tb-scheme-button]');
  const whole = (image) => image.alt && image.getAttribute('width') && image.getAttribute('height');
  const policy = document.querySelectorAll('head > meta[charset] + meta[http-equiv="Content-Security-Policy"]');
  return {
    titles: [...document.querySelectorAll('h1')].filter((title) => isShown(title) && !title.closest('[aria-hidden="true"]')).length,
    barePictures: [...document.querySelectorAll('img')].filter((image) => !whole(image)).map((image) => image.src),
    links: [...document.querySelectorAll('a[href]')].map((link) => link.href.split('#')[0]),
    policies: policy.length,
    isStyled: getComputedStyle(document.documentElement).getPropertyValue('--tb-ink') !== '',
    hasScripts: typeof globalThis.tickbook?.page === 'object',
    hasSchemeButton: button !== null && isShown(button) && /^Colour scheme/.test(button.getAttribute('aria-label')),
  };
}

// Runs in the page. What of it does not fit the window.
function measure() {
  const { scrollWidth, clientWidth, scrollHeight } = document.documentElement;
  const { bottom } = document.querySelector('.tb-footer').getBoundingClientRect();
  return { scrollWidth, clientWidth, scrollHeight, foot: bottom + window.scrollY };
}

// What pages were held back from by their policies. The console says less of it.
export async function watchPolicy(context) {
  const held = [];
  await context.exposeBinding('tbHeld', ({ page }, what) => held.push(`${page.url()}: ${what}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => globalThis.tbHeld(`${violatedDirective} ${blockedURI}`));
  });
  return held;
}

async function openAll(browser, root, paths, visit) {
  const context = await browser.newContext();
  const complaints = watch(context);
  const held = await watchPolicy(context);
  const failed = [];
  context.on('response', (response) => response.status() < 400 || failed.push(`${response.status()} ${response.url()}`));
  context.on('requestfailed', (request) => request.failure()?.errorText === 'net::ERR_ABORTED' || failed.push(request.url()));
  const page = await context.newPage();
  // Each page is weighed as if it were the first of the book that is opened.
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  const pages = [];
  for (const at of paths) pages.push({ path: at, ...(await visit(page, root + encodeURI(at))) });
  await context.close();
  return { root, pages, complaints, held, failed };
}

// Gives { root, pages, complaints, held, failed }; a page is what `look` gives, with the bytes and requests of its first load in a
// browser that keeps nothing, and its measures at each width.
export async function overHttp(browser) {
  const server = await serveWeighed(process.env.TICKBOOK_TEST_SITE);
  const visit = async (page, address) => {
    server.requests.length = 0;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(address, { waitUntil: 'load' });
    const seen = await page.evaluate(look);
    const measures = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 700 });
      measures.push({ width, ...(await page.evaluate(measure)) });
    }
    return { ...seen, measures, requests: server.requests.filter(({ isAhead }) => !isAhead) };
  };
  const pass = await openAll(browser, `${server.url}a/b/`, allPages(), visit);
  server.close();
  return pass;
}

// The same from the disk, without what only a server or a window of some width tells. The page for unknown addresses is the
// server's to show, and names its files from the root of the host.
export function fromDisk(browser) {
  const root = `${pathToFileURL(process.env.TICKBOOK_TEST_SITE).href}${path.posix.sep}`;
  const visit = async (page, address) => {
    await page.goto(address, { waitUntil: 'load' });
    return page.evaluate(look);
  };
  return openAll(browser, root, allPages().filter((one) => one !== hb.MISSING), visit);
}
