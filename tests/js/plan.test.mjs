// The plan's filters: which items stay in sight, and which are new to the reader.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { visibleItems, freshIds, NOTHING_SHOWN } = load('20-count.js', 'plan/50-filter.js');
const item = (name, state, children = [], more = {}) => ({ name, state, noted: false, fresh: false, children, ...more });
const names = (items, filter) => [...visibleItems(items, filter)].map((shown) => shown.name).sort();

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
