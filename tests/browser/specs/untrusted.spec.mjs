import { test, expect } from '../support/test.mjs';
import { attempts, buildAttempts, buildLock, buildOutline, withoutPolicy } from '../support/attempts.mjs';
import { ALLOWED, addressOf, fewOf, filesThatRun, open, pagesOf } from '../support/opened.mjs';
import { probe, watchRuns } from '../support/probe.mjs';
import { serveFolder } from '../support/server.mjs';
import { testReaders } from '../support/untrusted-reader.mjs';

test.use({ allowed: ALLOWED });

// The sweep opens each attempt on a page of its own, in both modes, with the policy and without it. Here the print page has all of
// them once, and every fourth in the other mode.
for (const [mode, held, every] of [['sanitize', false, 1], ['escape', true, 4]]) {
  test(`nothing runs of what others wrote: raw HTML ${mode}d, ${held ? 'with' : 'without'} the policy`, async ({ context }) => {
    test.setTimeout(120_000);
    const book = buildAttempts(mode, every);
    if (!held) withoutPolicy(book.folder);
    expect(book.accepted.length, 'attempts that a build lets through').toBeGreaterThan(280 / every);
    const pages = fewOf(book);
    expect(pages).toEqual(expect.arrayContaining(['index.html', 'plan.html', 'print.html']));
    expect(await open(context, book.folder, held ? undefined : null, pages)).toEqual([]);
    expect(filesThatRun(book)).toEqual([]);
    book.end();
  });
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

test('nothing runs of what others wrote into book.lock', async ({ context }) => {
  const book = buildLock();
  withoutPolicy(book.folder);
  expect(book.accepted.length + book.refused.length).toBe(attempts('lock.md').length);
  expect(book.refused.length, 'attempts that no build lets through').toBeGreaterThan(25);
  expect(await open(context, book.folder, null, pagesOf(book.folder))).toEqual([]);
  book.end();
});

test('the tests would see it: trusted HTML runs without the policy, and the policy alone holds it back', async ({ browser }) => {
  test.setTimeout(120_000);
  const book = buildAttempts('trust', 4);
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

// A book of a tenth of the attempts, and a third of those that come in the browser; the sweep has all of both.
testReaders(10, 3);
