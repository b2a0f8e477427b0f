// Counting: the states, the words, and that a change touches only the groups that hold the item.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { splitIds, countStates, longCount, shortCount, groupIndex } = load('20-count.js');
const from = (states) => (id) => states[id] || 'open';
const counts = (done, total, skip = 0) => ({ open: total - done, doing: 0, done, skip, total });

test('ids are split at any white space', () => {
  assert.deepEqual(plain(splitIds(' a  b\nc ')), ['a', 'b', 'c']);
  assert.deepEqual(plain(splitIds('')), []);
  assert.deepEqual(plain(splitIds(undefined)), []);
});

test('each state is counted, and the total leaves out what is not for the reader', () => {
  const states = from({ a: 'done', b: 'doing', c: 'skip', d: 'done' });
  assert.deepEqual(plain(countStates(['a', 'b', 'c', 'd', 'e'], states)), { open: 1, doing: 1, done: 2, skip: 1, total: 4 });
  assert.deepEqual(plain(countStates([], states)), { open: 0, doing: 0, done: 0, skip: 0, total: 0 });
});

test('counts in words', () => {
  assert.equal(longCount(counts(3, 7)), '3 of 7 done');
  assert.equal(longCount(counts(3, 12), 'on this page'), '3 of 12 done on this page');
  assert.equal(longCount(counts(3, 6, 1)), '3 of 6 done, 1 not for me');
  assert.equal(longCount(counts(3, 6, 1), 'on this page'), '3 of 6 done on this page, 1 not for me');
  assert.equal(shortCount(counts(3, 12, 4)), '3/12');
});

test('where nothing is for the reader, no words speak of none of none', () => {
  assert.equal(longCount(counts(0, 0, 3)), '3 not for me');
  assert.equal(longCount(counts(0, 0, 3), 'on this page'), '3 not for me on this page');
  assert.equal(shortCount(counts(0, 0, 3)), '–');
});

test('a group shows its counts when it is added and when one of its items changes', () => {
  const states = { a: 'done' };
  const index = groupIndex((id) => from(states)(id));
  const shown = [];
  index.add(['a', 'b'], (now) => shown.push(`one ${shortCount(now)}`));
  index.add(['c'], (now) => shown.push(`two ${shortCount(now)}`));
  assert.deepEqual(shown, ['one 1/2', 'two 0/1']);
  states.b = 'done';
  index.changed('b');
  assert.deepEqual(shown.slice(2), ['one 2/2']);
});

test('a group is shown again where any state changed, and not where none did', () => {
  const states = { a: 'open' };
  let calls = 0;
  const index = groupIndex((id) => from(states)(id));
  index.add(['a'], () => { calls += 1; });
  index.changed('a');
  index.changed('unknown');
  index.all();
  assert.equal(calls, 1);
  states.a = 'doing';
  index.changed('a');
  states.a = 'skip';
  index.all();
  assert.equal(calls, 3);
});

test('an item may stand in several groups', () => {
  const states = {};
  const index = groupIndex((id) => from(states)(id));
  const page = index.add(['a', 'b'], () => {});
  const link = index.add(['a'], () => {});
  states.a = 'done';
  index.changed('a');
  assert.equal(page.counts.done, 1);
  assert.equal(link.counts.done, 1);
  assert.equal(index.has('a'), true);
  assert.equal(index.has('z'), false);
});

test('a change on a page of 500 items asks for the items of its group, not of the page', () => {
  let asked = 0;
  const index = groupIndex(() => {
    asked += 1;
    return asked % 2 === 0 ? 'done' : 'open';
  });
  for (let group = 0; group < 50; group += 1) {
    index.add(Array.from({ length: 10 }, (_, item) => `g${group}i${item}`), () => {});
  }
  asked = 0;
  index.changed('g3i4');
  assert.equal(asked, 10);
});
