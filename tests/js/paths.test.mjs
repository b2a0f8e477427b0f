// Paths: which records of a choice are read, which items are for others, and the words for them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { checkPaths, nextPaths, isElsewhere, idsElsewhere, othersWords, thingsWords, pathWords, mergeTicks } = load(
  '10-record.js', '20-count.js', 'plan/02-day.js', 'reader/10-paths.js',
);
const NOON = new Date(2026, 11, 1, 12).getTime();

test('an item for nobody in particular is for every path', () => {
  assert.equal(isElsewhere('', ['founder']), false);
  assert.equal(isElsewhere(undefined, ['founder']), false);
});

test('an item that shares no audience with the chosen ones is for others', () => {
  assert.equal(isElsewhere('founder lead', ['lead', 'manager']), false);
  assert.equal(isElsewhere('founder lead', ['manager']), true);
  assert.equal(isElsewhere('found', ['founder']), true);
});

test('where nothing is chosen, nothing is for others', () => {
  assert.equal(isElsewhere('founder', []), false);
});

test('the ids for others are those of all pages', () => {
  const pages = { 'a.html': { '': 'one two', founder: 'three' }, 'b.html': { 'founder lead': 'four five', manager: 'six' } };
  assert.deepEqual([...idsElsewhere(pages, ['lead'])], ['three', 'six']);
  assert.deepEqual([...idsElsewhere(pages, [])], []);
  assert.deepEqual([...idsElsewhere({}, ['lead'])], []);
});

test('a choice has its names, its time and its day', () => {
  assert.deepEqual(plain(nextPaths(null, ['lead'], NOON)), { v: 1, t: NOON, d: '2026-12-01', a: ['lead'] });
});

test('a choice is later than the one before, even if a clock was wrong', () => {
  assert.equal(nextPaths({ t: NOON + 5 }, [], NOON).t, NOON + 6);
});

test('the later of two choices wins, whatever their order', () => {
  const one = nextPaths(null, ['lead'], NOON);
  const other = nextPaths(one, [], NOON + 1);
  assert.equal(mergeTicks(one, other), other);
  assert.equal(mergeTicks(other, one), other);
});

test('only what a record should have is read of one', () => {
  for (const rubbish of [null, undefined, 3, 'x', [], {}, { t: 1 }, { t: '1', a: [] }, { t: 1, a: 'lead' }]) assert.equal(checkPaths(rubbish), null);
  const read = checkPaths({ v: 9, t: 1, d: 'soon', a: ['lead', 'lead', 7, '"]', '', 'x'.repeat(65)], more: 1 });
  assert.deepEqual(plain(read), { v: 1, t: 1, d: '', a: ['lead'] });
  assert.equal(checkPaths({ t: 1, d: '2026-12-01', a: [] }).d, '2026-12-01');
});

test('words for one and for several', () => {
  assert.equal(othersWords(1, false), '1 item for other paths is hidden.');
  assert.equal(othersWords(34, true), '34 items for other paths are shown.');
  assert.equal(thingsWords(1), 'See the plan: 1 thing to do');
  assert.equal(thingsWords(0), 'See the plan: 0 things to do');
  assert.equal(pathWords([]), 'Choose your path');
  assert.equal(pathWords(['Founder', 'Lead']), 'Your path: Founder, Lead');
});
