// What the reader has under the names that the book had before comes along, once, and nothing of it is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeStorage, load } from './load.mjs';

const { carryOver } = load('10-record.js', 'carry/10-carry.js');
const { readProgress, toProgress, encodeLink, decodeLink } = load('10-record.js', 'plan/10-progress.js', 'plan/20-link.js');
const tick = (state, time) => JSON.stringify({ v: 2, s: state, t: time, r: 1, x: 'Words' });
const carry = (storage, former = ['old'], book = 'new') => carryOver({ getStorage: () => storage, book, former });
const at = (storage, key) => storage.map.get(key);

test('ticks, notes and the rest come along, and the old ones stay', () => {
  const old = {
    'tickbook:old:tick:a': tick('done', 5),
    'tickbook:old:note:a': '{"v":1,"n":"mine","t":5,"x":"Words"}',
    'tickbook:old:seen': '["a"]',
    'tickbook:older:tick:a': tick('open', 9),
    'tickbook:old-2:tick:a': tick('skip', 9),
    'tickbook:scheme': 'dark',
  };
  const storage = fakeStorage(old);
  carry(storage);
  for (const [key, text] of Object.entries(old)) assert.equal(at(storage, key), text);
  for (const name of ['tick:a', 'note:a', 'seen']) {
    assert.equal(at(storage, `tickbook:new:${name}`), old[`tickbook:old:${name}`]);
  }
  assert.deepEqual([...storage.map.keys()].filter((key) => key.startsWith('tickbook:new:')).length, 4);
});

test('of two records the later act counts, and of the rest what is there', () => {
  const storage = fakeStorage({
    'tickbook:old:tick:a': tick('done', 5), 'tickbook:new:tick:a': tick('open', 6),
    'tickbook:old:tick:b': tick('done', 8), 'tickbook:new:tick:b': tick('open', 7),
    'tickbook:old:tick:c': 'broken', 'tickbook:new:tick:c': tick('doing', 1),
    'tickbook:old:seen': '["a"]', 'tickbook:new:seen': '["b"]',
  });
  carry(storage);
  assert.equal(at(storage, 'tickbook:new:tick:a'), tick('open', 6));
  assert.equal(at(storage, 'tickbook:new:tick:b'), tick('done', 8));
  assert.equal(at(storage, 'tickbook:new:tick:c'), tick('doing', 1));
  assert.equal(at(storage, 'tickbook:new:seen'), '["b"]');
});

test('it is done once, so that what the reader clears does not come back', () => {
  const storage = fakeStorage({ 'tickbook:old:tick:a': tick('done', 5) });
  carry(storage);
  storage.removeItem('tickbook:new:tick:a');
  carry(storage);
  assert.equal(at(storage, 'tickbook:new:tick:a'), undefined);
});

test('a browser that has nothing of the book gets nothing', () => {
  const storage = fakeStorage({ 'tickbook:other:tick:a': tick('done', 5) });
  carry(storage);
  carry(storage, []);
  assert.equal(storage.map.size, 1);
});

test('through several names the latest counts', () => {
  const storage = fakeStorage({
    'tickbook:a:tick:x': tick('done', 5), 'tickbook:b:tick:x': tick('open', 9), 'tickbook:a:seen': '1', 'tickbook:b:seen': '2',
  });
  carry(storage, ['a', 'b'], 'c');
  assert.equal(at(storage, 'tickbook:c:tick:x'), tick('open', 9));
  assert.equal(at(storage, 'tickbook:c:seen'), '2');
  // And back again: the marks of one name are nothing to the other.
  carry(storage, ['b', 'c'], 'a');
  assert.equal(at(storage, 'tickbook:a:tick:x'), tick('open', 9));
});

test('where there is no room it is tried again', () => {
  const storage = fakeStorage({ 'tickbook:old:tick:a': tick('done', 5), 'tickbook:old:tick:b': tick('done', 5) });
  storage.writesLeft = 1;
  carry(storage);
  assert.equal(storage.map.size, 3);
  storage.writesLeft = Infinity;
  carry(storage);
  assert.equal(at(storage, 'tickbook:new:tick:b'), tick('done', 5));
  assert.doesNotThrow(() => carryOver({ getStorage: () => { throw new Error('SecurityError'); }, book: 'new', former: ['old'] }));
  assert.doesNotThrow(() => carry(null));
});

test('progress that was saved under a former name is of this book', () => {
  const old = { id: 'old', title: 'Book' };
  const book = { id: 'new', title: 'Book', former: ['older', 'old'] };
  const items = { a: { s: 'done', t: 5000, r: 1 } };
  const file = JSON.stringify(toProgress({ book: old, items, notes: {}, now: 6000 }));
  assert.equal(readProgress(file, { book, now: 6000 }).ok, true);
  assert.equal(readProgress(file, { book: { id: 'new', title: 'Book' }, now: 6000 }).ok, false);
  const link = encodeLink({ items, notes: {} }, 'old');
  assert.equal(decodeLink(link, { book, now: 6000 }).ok, true);
  assert.equal(decodeLink(link, { book: { id: 'new', title: 'Book' }, now: 6000 }).ok, false);
});
