import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test, expect } from '../support/test.mjs';
import { attempts, buildAttempts, buildOutline, withoutPolicy } from '../support/attempts.mjs';
import { probe, watchRuns } from '../support/probe.mjs';
import { button, dialog as searchDialog, field, status } from '../support/search.mjs';
import { desk, dialog } from '../support/desk.mjs';
import { serveFolder } from '../support/server.mjs';

// Attempts name pictures that are not there, and the page for unknown addresses loads its files from where the settings say.
test.use({ allowed: /Failed to load resource|404\.html: Refused to (apply style|execute script) from/ });

// Every page, but those that send the reader to another site.
const pagesOf = (folder) => {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.html'));
  return files.filter((file) => !readFileSync(path.join(folder, file), 'utf8').includes('data-tb-to="http')).sort();
};

const addressOf = (server, file) => server.url + file.split('/').map(encodeURIComponent).join('/');

// Opens pages of a book and gives what could run or did run there.
async function open(context, folder, policy, chosen) {
  const server = await serveFolder(folder, policy);
  const runs = await watchRuns(context);
  const page = await context.newPage();
  const found = [];
  for (const file of chosen) {
    await page.goto(addressOf(server, file), { waitUntil: 'domcontentloaded' });
    for (const fault of await probe(page)) found.push(`${file}: ${fault}`);
  }
  await page.close();
  server.close();
  return [...found, ...runs];
}

// The pages of single attempts of these files, which the pages for all chapters hold too.
function pagesFrom(book, ...files) {
  const ours = book.accepted.filter(({ name }) => files.includes(name.split(':')[0]));
  return new Set(ours.map(({ page }) => page));
}

// The pages that hold the texts of all others, and those whose heads, addresses and navigation are attempts.
function fewOf(book) {
  const left = pagesFrom(book, 'raw-html.md', 'links.md', 'blocks.md');
  return pagesOf(book.folder).filter((file) => !left.has(file) && !/^file-\d+\.html$/.test(file));
}

function allButLinks(book) {
  const left = pagesFrom(book, 'links.md');
  return pagesOf(book.folder).filter((file) => !left.has(file));
}

for (const mode of ['sanitize', 'escape']) {
  for (const held of [true, false]) {
    test(`nothing runs of what others wrote: raw HTML ${mode}d, ${held ? 'with' : 'without'} the policy`, async ({ context }) => {
      test.setTimeout(240_000);
      const book = buildAttempts(mode);
      if (!held) withoutPolicy(book.folder);
      expect(book.accepted.length, 'attempts that a build lets through').toBeGreaterThan(280);
      expect(pagesOf(book.folder).length).toBeGreaterThan(280);
      // Most chapters by themselves once; with others of their kind in all the other ways.
      const chosen = mode === 'sanitize' && !held ? allButLinks(book) : fewOf(book);
      expect(await open(context, book.folder, held ? undefined : null, chosen)).toEqual([]);
      const files = readdirSync(book.folder, { recursive: true });
      expect(files.filter((file) => /(^|\/)(page-\d|draw-\d|sheet)\b/.test(file)), 'files that run scripts').toEqual([]);
      book.end();
    });
  }
}

test('nothing runs of what others wrote into SUMMARY.md', async ({ context }) => {
  for (const mode of ['sanitize', 'escape']) {
    const book = buildOutline(mode);
    withoutPolicy(book.folder);
    expect(book.accepted.length + book.refused.length).toBe(attempts('outline.md').length);
    if (mode === 'sanitize') expect(await open(context, book.folder, null, pagesOf(book.folder))).toEqual([]);
    book.end();
  }
});

test('the tests would see it: trusted HTML runs without the policy, and the policy alone holds it back', async ({ browser }) => {
  test.setTimeout(120_000);
  const book = buildAttempts('trust');
  const first = (folder) => pagesOf(folder).filter((file) => /^attempt-\d\d?\.html$/.test(file)).slice(0, 25);
  const count = async (policy) => {
    // A context of its own, whose pages may complain.
    const context = await browser.newContext();
    const runs = await watchRuns(context);
    const server = await serveFolder(book.folder, policy);
    const page = await context.newPage();
    for (const file of first(book.folder)) {
      await page.goto(addressOf(server, file), { waitUntil: 'load' });
      await probe(page).catch(() => []);
    }
    await context.close();
    server.close();
    return runs;
  };
  const ran = (runs) => runs.filter((run) => /: (alert|confirm|prompt|print)$/.test(run)).length;
  const held = await count(null);
  expect(ran(held), 'with the policy in the pages').toBe(0);
  expect(held.length, 'what it held back').toBeGreaterThan(10);
  withoutPolicy(book.folder);
  expect(ran(await count(null)), 'without it').toBeGreaterThan(10);
  book.end();
});

test.describe('what reaches a page in the browser', () => {
  let book;
  let server;
  let runs;
  test.beforeAll(async () => {
    book = buildAttempts('sanitize');
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

  const cases = (kind) => attempts('reader.md').filter((attempt) => attempt.kind === kind);

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
    for (const number of [1, 200, 250]) {
      await page.locator('.tb-body a[href]').nth(number).hover();
      await expect(page.getByRole('tooltip')).toBeVisible();
      expect(await page.getByRole('tooltip').locator('img, script').count()).toBe(0);
      await page.keyboard.press('Escape');
    }
  });
});
