import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, expect } from '../support/test.mjs';
import { buildBook } from '../support/books.mjs';
import { htmlFaults } from '../support/html.mjs';

// The books below have everything that a page may hold; the sweep looks at all pages of the handbook and of the guide.
test('every fourth page of the handbook is valid HTML', async () => {
  const { pages, faults } = await htmlFaults(process.env.TICKBOOK_TEST_SITE, 4);
  expect(pages).toBeGreaterThan(8);
  expect(faults).toEqual([]);
});

for (const book of ['showcase', 'rtl', 'full']) {
  test(`every page of the book ${book} is valid HTML`, async () => {
    const { folder, end } = buildBook(book);
    try {
      const { pages, faults } = await htmlFaults(folder);
      expect(pages).toBeGreaterThan(5);
      expect(faults).toEqual([]);
    } finally {
      end();
    }
  });
}

test('markup that is not valid is found', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tickbook-invalid-'));
  try {
    writeFileSync(path.join(folder, 'page.html'), '<!DOCTYPE html>\n<html lang="en"><body><ul><div></div></ul><img src="a.png"></body></html>\n');
    const { faults } = await htmlFaults(folder);
    expect(faults.join('\n')).toMatch(/^page\.html:2:\d+: .*\(element-permitted-content\)$/m);
    expect(faults.join('\n')).toContain('(wcag/h37)');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
