// The plan's filters: which items stay in sight, and which are new to the reader.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { visibleItems, filterCounts, checkFilters, isFiltered, freshIds, NOTHING_SHOWN } = load('20-count.js', 'plan/50-filter.js');
const item = (name, state, children = [], more = {}) => ({
  name, state, noted: false, fresh: false, elsewhere: false, audiences: [], minutes: null, words: name, children, ...more,
});
const names = (items, wanted) => [...visibleItems(items, typeof wanted === 'string' ? { state: wanted } : { state: 'all', ...wanted })].map((shown) => shown.name).sort();

const items = [
  item('a', 'done'),
  item('b', 'open', [], { noted: true }),
  item('c', 'done', [item('d', 'open'), item('e', 'doing', [], { fresh: true })]),
  item('f', 'skip', [item('g', 'done')]),
];

test('all shows everything', () => {
  assert.deepEqual(names(items, 'all'), ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
});

test('a state shows the items in it and the parents that lead there', () => {
  assert.deepEqual(names(items, 'open'), ['b', 'c', 'd']);
  assert.deepEqual(names(items, 'done'), ['a', 'c', 'f', 'g']);
  assert.deepEqual(names(items, 'doing'), ['c', 'e']);
  assert.deepEqual(names(items, 'skip'), ['f']);
});

test('new and notes ask for something other than the state', () => {
  assert.deepEqual(names(items, 'new'), ['c', 'e']);
  assert.deepEqual(names(items, 'notes'), ['b']);
});

test('nothing to show is an empty set, and there are words for it', () => {
  assert.deepEqual(names([item('a', 'open')], 'done'), []);
  assert.deepEqual(names([item('a', 'open')], 'constructor'), []);
  assert.deepEqual(names([], 'all'), []);
  for (const filter of ['open', 'doing', 'done', 'skip', 'new', 'notes']) assert.match(NOTHING_SHOWN[filter], /\w/, filter);
});

test('at the first visit nothing can be called new', () => {
  assert.equal(freshIds(['a'], null, null), null);
  for (const rubbish of [7, 'a', [], {}, { ids: 3 }]) assert.equal(freshIds(['a'], rubbish, null), null);
});

test('what the last visit did not show is new', () => {
  assert.deepEqual([...freshIds(['a', 'b', 'c'], { ids: 'a c' }, null)], ['b']);
  assert.deepEqual([...freshIds(['a'], { ids: '' }, null)], ['a']);
});

test('what was new stays new during the visit, though it has been seen by now', () => {
  assert.deepEqual([...freshIds(['a', 'b', 'c'], { ids: 'a b c' }, 'b gone')], ['b']);
  assert.deepEqual([...freshIds(['a', 'b', 'c'], { ids: 'a b' }, 'b')], ['b', 'c']);
  assert.deepEqual([...freshIds(['a', 'b'], { ids: 'a b' }, '')], []);
});

const said = [
  item('short', 'open', [], { minutes: 30, audiences: ['founder'], words: 'write a letter' }),
  item('medium', 'done', [], { minutes: 31, audiences: ['founder', 'lead'], words: 'write a book' }),
  item('long', 'open', [], { minutes: 121, words: 'read it' }),
  item('other', 'open', [], { elsewhere: true, minutes: 1, audiences: ['founder'], words: 'write' }),
  item('silent', 'open'),
];

test('an effort shows the items that say one within it', () => {
  assert.deepEqual(names(said, { effort: 'short' }), ['short']);
  assert.deepEqual(names(said, { effort: 'medium' }), ['medium', 'short']);
  assert.deepEqual(names(said, { effort: 'long' }), ['long']);
});

test('an audience shows the items for it, and words those with all of them', () => {
  assert.deepEqual(names(said, { audience: 'lead' }), ['medium']);
  assert.deepEqual(names(said, { text: ' Letter  WRITE' }), ['short']);
  assert.deepEqual(names(said, { audience: 'founder', text: 'write', state: 'done' }), ['medium']);
});

test('items for another path are never shown and never counted', () => {
  assert.deepEqual(names(said, 'all'), ['long', 'medium', 'short', 'silent']);
  assert.deepEqual(plain(filterCounts(said, {}, ['all', 'open', 'done'])), { all: 4, open: 3, done: 1 });
});

test('the counts of the states follow the other filters', () => {
  assert.deepEqual(plain(filterCounts(said, { audience: 'founder' }, ['all', 'open', 'done', 'notes'])), { all: 2, open: 1, done: 1, notes: 0 });
});

test('stored filters that the page does not offer are left out', () => {
  const offered = { state: ['all', 'open'], audience: ['', 'lead'], effort: ['', 'short'] };
  const none = { state: 'all', audience: '', effort: '', text: '' };
  for (const rubbish of [null, 7, 'open', [], { state: 'constructor', audience: 3, effort: 'long', text: {} }]) assert.deepEqual(plain(checkFilters(rubbish, offered)), none);
  const kept = { state: 'open', audience: 'lead', effort: 'short', text: 'x' };
  assert.deepEqual(plain(checkFilters({ v: 1, ...kept }, offered)), kept);
  assert.equal(isFiltered(none), false);
  for (const name in kept) assert.equal(isFiltered({ ...none, [name]: kept[name] }), true, name);
});
