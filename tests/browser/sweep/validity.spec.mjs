import { test, expect } from '../support/test.mjs';
import { buildBook } from '../support/books.mjs';
import { htmlFaults } from '../support/html.mjs';

test('every page of the handbook is valid HTML', async () => {
  test.setTimeout(180_000);
  const { pages, faults } = await htmlFaults(process.env.TICKBOOK_TEST_SITE);
  expect(pages).toBeGreaterThan(30);
  expect(faults).toEqual([]);
});

test('every page of the guide is valid HTML', async () => {
  test.setTimeout(180_000);
  const { folder, end } = buildBook('guide');
  try {
    const { pages, faults } = await htmlFaults(folder);
    expect(pages).toBeGreaterThan(40);
    expect(faults).toEqual([]);
  } finally {
    end();
  }
});
