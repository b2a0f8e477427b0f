// The tests of what reaches a page in the browser: queries, addresses, stores and progress that others may have written.
import { test, expect } from './test.mjs';
import { attempts, buildAttempts, withoutPolicy } from './attempts.mjs';
import { probe, watchRuns } from './probe.mjs';
import { button, dialog as searchDialog, field, status } from './search.mjs';
import { desk, dialog } from './desk.mjs';
import { serveFolder } from './server.mjs';

// Defines them for a book of every nth of the attempts that are chapters, and for every so many of those that come in the browser.
export function testReaders(every, everyCase) {
  test.describe('what reaches a page in the browser', () => {
    test.setTimeout(240_000);
    let book;
    let server;
    let runs;
    test.beforeAll(async () => {
      book = buildAttempts('sanitize', every);
      withoutPolicy(book.folder);
      server = await serveFolder(book.folder, null);
    });
    test.afterAll(() => {
      server.close();
      book.end();
    });
    test.beforeEach(async ({ context }) => {
      runs = await watchRuns(context);
    });
    test.afterEach(() => expect(runs).toEqual([]));

    const cases = (kind) => attempts('reader.md').filter((attempt) => attempt.kind === kind).filter((_, place) => place % everyCase === 0);

    test('queries are text', async ({ page }) => {
      await page.goto(server.url);
      await button(page).click();
      for (const { name, text } of cases('query')) {
        await field(page).fill('');
        await field(page).fill(text);
        await expect(status(page), name).toHaveText(/found|No results|Type/);
        expect(await searchDialog(page).locator('script, [onerror], [onclick], [onmouseover], img').count(), name).toBe(0);
      }
      expect(await probe(page)).toEqual([]);
    });

    test('parts of the address are text', async ({ page }) => {
      for (const { name, text } of cases('fragment')) {
        for (const file of ['index.html', 'plan.html']) {
          await page.goto('about:blank');
          await page.goto(server.url + file + text, { waitUntil: 'load' });
          expect(await probe(page), name).toEqual([]);
        }
      }
    });

    for (const [kind, storage] of [['store', 'localStorage'], ['session', 'sessionStorage']]) {
      test(`what stands in ${storage} is text`, async ({ page }) => {
        await page.goto(server.url);
        for (const { name, text } of cases(kind)) {
          await page.evaluate(([of, entry]) => window[of].setItem(...JSON.parse(entry)), [storage, text]);
          for (const file of ['index.html', 'plan.html']) {
            await page.goto(server.url + file, { waitUntil: 'load' });
            expect(await probe(page), name).toEqual([]);
          }
        }
      });
    }

    test('progress that is taken in is text', async ({ page }) => {
      for (const { name, text } of cases('progress')) {
        await page.goto(`${server.url}plan.html`);
        const file = { name: '<img src=x onerror=alert(1)>.json', mimeType: 'application/json', buffer: Buffer.from(text) };
        await desk(page).getByLabel('File with a copy').setInputFiles(file);
        await expect(dialog(page).or(desk(page).locator('[data-tb-import-fault]:not(:empty)')), name).toBeVisible();
        const merge = dialog(page).getByRole('button', { name: 'Merge' });
        if (await merge.isVisible()) await merge.click();
        expect(await probe(page), name).toEqual([]);
      }
    });

    test('progress in a link is text', async ({ page }) => {
      await page.goto(`${server.url}plan.html`);
      const fragment = await page.evaluate((tag) => {
        const id = document.querySelector('.tb-item').dataset.tick;
        const entry = { n: `${tag} [press](javascript:alert(1))`, t: 1000, x: tag };
        return globalThis.tickbook.encodeLink({ items: { [id]: { s: 'done', t: 1000, x: tag } }, notes: { [id]: entry, gone: entry } }, 'xss');
      }, '<img src=x onerror=alert(1)>');
      await page.goto('about:blank');
      await page.goto(`${server.url}plan.html#${fragment}`);
      await dialog(page).getByRole('button', { name: 'Merge' }).click();
      await expect(page.locator('.tb-note').first()).toContainText('<img src=x');
      expect(await probe(page)).toEqual([]);
    });

    test('previews of links show text', async ({ page }) => {
      await page.goto(server.url);
      const links = page.locator('.tb-body a[href]');
      const count = await links.count();
      expect(count).toBeGreaterThan(20);
      for (const number of [1, Math.min(200, Math.round(count * 0.7)), Math.min(250, Math.round(count * 0.9))]) {
        await links.nth(number).hover();
        await expect(page.getByRole('tooltip')).toBeVisible();
        expect(await page.getByRole('tooltip').locator('img, script').count()).toBe(0);
        await page.keyboard.press('Escape');
      }
    });
  });
}
