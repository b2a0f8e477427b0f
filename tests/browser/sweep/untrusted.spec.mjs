import { test, expect } from '../support/test.mjs';
import { buildAttempts, withoutPolicy } from '../support/attempts.mjs';
import { ALLOWED, filesThatRun, open, pagesOf } from '../support/opened.mjs';
import { testReaders } from '../support/untrusted-reader.mjs';

test.use({ allowed: ALLOWED });

testReaders(1, 1);

for (const mode of ['sanitize', 'escape']) {
  for (const held of [true, false]) {
    test(`nothing runs of any attempt on a page of its own: raw HTML ${mode}d, ${held ? 'with' : 'without'} the policy`, async ({ context }) => {
      test.setTimeout(600_000);
      const book = buildAttempts(mode);
      if (!held) withoutPolicy(book.folder);
      expect(book.accepted.length, 'attempts that a build lets through').toBeGreaterThan(280);
      const pages = pagesOf(book.folder);
      expect(pages.length).toBeGreaterThan(280);
      expect(await open(context, book.folder, held ? undefined : null, pages)).toEqual([]);
      expect(filesThatRun(book)).toEqual([]);
      book.end();
    });
  }
}
