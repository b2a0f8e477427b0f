// Counting: the words, and that a change touches only the groups that hold the item.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { splitIds, countDone, longCount, shortCount, groupIndex } = load('20-count.js');
const list = (array) => [...array];

test('ids are split at any white space', () => {
  assert.deepEqual(list(splitIds(' a  b\nc ')), ['a', 'b', 'c']);
  assert.deepEqual(list(splitIds('')), []);
  assert.deepEqual(list(splitIds(undefined)), []);
});

test('counts and their words', () => {
  const done = new Set(['a', 'c']);
  assert.equal(countDone(['a', 'b', 'c'], (id) => done.has(id)), 2);
  assert.equal(longCount(3, 7), '3 of 7 done');
  assert.equal(longCount(3, 12, 'on this page'), '3 of 12 done on this page');
  assert.equal(shortCount(3, 12), '3/12');
});

test('a group shows its count when it is added and when one of its items changes', () => {
  const done = new Set(['a']);
  const index = groupIndex((id) => done.has(id));
  const shown = [];
  index.add(['a', 'b'], (count, total) => shown.push(`one ${count}/${total}`));
  index.add(['c'], (count, total) => shown.push(`two ${count}/${total}`));
  assert.deepEqual(shown, ['one 1/2', 'two 0/1']);

  done.add('b');
  index.changed('b');
  assert.deepEqual(shown.slice(2), ['one 2/2']);
});

test('nothing is shown again where the count did not change', () => {
  let calls = 0;
  const index = groupIndex(() => false);
  index.add(['a'], () => { calls += 1; });
  index.changed('a');
  index.changed('unknown');
  index.all();
  assert.equal(calls, 1);
});

test('an item may stand in several groups', () => {
  const done = new Set();
  const index = groupIndex((id) => done.has(id));
  const page = index.add(['a', 'b'], () => {});
  const link = index.add(['a'], () => {});
  done.add('a');
  index.changed('a');
  assert.equal(page.done, 1);
  assert.equal(link.done, 1);
  assert.equal(index.has('a'), true);
  assert.equal(index.has('z'), false);
});

test('a change on a page of 500 items asks for the items of two groups, not of the page', () => {
  let asked = 0;
  const index = groupIndex(() => { asked += 1; return asked % 2 === 0; });
  for (let group = 0; group < 50; group += 1) {
    index.add(Array.from({ length: 10 }, (_, item) => `g${group}i${item}`), () => {});
  }
  asked = 0;
  index.changed('g3i4');
  assert.equal(asked, 10);
});
