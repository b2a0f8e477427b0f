import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';

// The tests of a worker share its page. The first of these leaves all that a test can leave; the second, which has the same worker,
// looks for it.
test.describe.configure({ mode: 'serial' });

test('a test may change whatever it likes', async ({ page, context }) => {
  await context.addInitScript(() => {
    window.fromContext = true;
  });
  await page.addInitScript(() => {
    window.fromPage = true;
  });
  await page.exposeFunction('fromTest', () => {});
  await page.route('**/robots.txt', (route) => route.fulfill({ body: 'from the first test' }));
  await context.addCookies([{ name: 'left', value: '1', url: process.env.TICKBOOK_TEST_URL }]);
  await context.grantPermissions(['clipboard-read']);
  await page.setViewportSize({ width: 320, height: 400 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'no-preference', forcedColors: 'active', media: 'print' });
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).first().check();
  await page.evaluate(async () => {
    sessionStorage.setItem('left', '1');
    await new Promise((resolve) => {
      indexedDB.open('left').onsuccess = resolve;
    });
  });
  // A session of the browser's protocol stays open unless its test detaches it.
  const client = await context.newCDPSession(page);
  await client.send('Emulation.setScriptExecutionDisabled', { value: true });
  await client.detach();
  await context.setOffline(true);
  await context.newPage();
  await page.mouse.move(100, 100);
});

test('nothing of it is there in the next test', async ({ page, context }) => {
  expect(context.pages()).toEqual([page]);
  expect(page.url()).toBe('about:blank');
  expect(await context.cookies()).toEqual([]);
  expect(page.viewportSize()).toEqual({ width: 1280, height: 800 });
  await page.goto(hb.CHAPTER);
  await expect(hb.boxes(page).first()).not.toBeChecked();
  await expect(page.locator('.tb-item:hover')).toHaveCount(0);
  const left = await page.evaluate(async () => ({
    scripts: typeof window.tickbook?.page,
    own: ['fromContext', 'fromPage', 'fromTest'].filter((name) => name in window),
    local: Object.keys(localStorage).filter((key) => key.includes(':tick:')),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    clipboard: (await navigator.permissions.query({ name: 'clipboard-read' })).state,
    media: ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: no-preference)', '(forced-colors: active)', 'print'].filter((query) => matchMedia(query).matches),
    robots: (await (await fetch('../robots.txt')).text()).includes('first test'),
  }));
  expect(left).toEqual({ scripts: 'object', own: [], local: [], session: [], databases: [], workers: 0, clipboard: 'prompt', media: [], robots: false });
});
