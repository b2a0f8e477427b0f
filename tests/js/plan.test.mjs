// The plan's filter: which items stay in sight.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { visibleItems } = load('70-plan.js');
const item = (name, done, children = []) => ({ name, done, children });
const names = (items, filter) => [...visibleItems(items, filter)].map((shown) => shown.name).sort();

const items = [
  item('a', true),
  item('b', false),
  item('c', true, [item('d', false), item('e', true)]),
  item('f', false, [item('g', true)]),
];

test('all shows everything', () => {
  assert.deepEqual(names(items, 'all'), ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
});

test('open shows what is open and the parents that lead there', () => {
  assert.deepEqual(names(items, 'open'), ['b', 'c', 'd', 'f']);
});

test('done shows what is done and the parents that lead there', () => {
  assert.deepEqual(names(items, 'done'), ['a', 'c', 'e', 'f', 'g']);
});

test('nothing to show is an empty set', () => {
  assert.deepEqual(names([item('a', false)], 'done'), []);
  assert.deepEqual(names([], 'all'), []);
});
