// What a tick is in the reader's browser, and that nothing there can make the page throw.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeStorage, load } from './load.mjs';

const { openStore, parseTick, nextTick } = load('10-store.js');
const KEY = 'tickbook:book:tick:';
const open = (storage, now = () => 1000) => openStore({ getStorage: () => storage, book: 'book', now });
const stored = (storage, id) => JSON.parse(storage.map.get(KEY + id));

test('an item that was never ticked is open, and reading writes nothing', () => {
  const storage = fakeStorage();
  const store = open(storage);
  assert.equal(store.isDone('a'), false);
  assert.equal(storage.map.size, 0);
  assert.equal(store.durable, true);
});

test('a tick is saved at once under its own key', () => {
  const storage = fakeStorage();
  open(storage).set('a', true);
  assert.deepEqual(stored(storage, 'a'), { v: 1, s: 'done', t: 1000 });
  assert.deepEqual([...storage.map.keys()], [`${KEY}a`]);
});

test('unticking is an act with a time, not an absence', () => {
  const storage = fakeStorage();
  const store = open(storage, () => 2000);
  store.set('a', true);
  store.set('a', false);
  assert.equal(stored(storage, 'a').s, 'open');
  assert.ok(stored(storage, 'a').t > 2000);
});

test('a later act has a later time even where the clock ran back', () => {
  assert.equal(nextTick({ v: 1, s: 'open', t: 9000 }, true, 1000).t, 9001);
  assert.equal(nextTick({ v: 1, s: 'open', t: 'soon' }, true, 1000).t, 1000);
});

test('an unknown state counts as open and is kept until the reader changes the item', () => {
  const text = '{"v":7,"s":"later","t":5,"note":"x"}';
  const storage = fakeStorage({ [`${KEY}a`]: text });
  const store = open(storage);
  assert.equal(store.isDone('a'), false);
  assert.equal(storage.map.get(`${KEY}a`), text);
  store.set('a', true);
  assert.deepEqual(stored(storage, 'a'), { v: 1, s: 'done', t: 1000, note: 'x' });
});

test('rubbish reads as open, is reported, and can be ticked over', () => {
  for (const rubbish of ['', '{', 'null', '3', '"done"', '[]', '{"s":1}']) {
    const storage = fakeStorage({ [`${KEY}a`]: rubbish });
    const store = open(storage);
    assert.equal(store.isDone('a'), false, rubbish);
    assert.equal(store.fault, 'unreadable', rubbish);
    assert.equal(storage.map.get(`${KEY}a`), rubbish);
    store.set('a', true);
    assert.equal(stored(storage, 'a').s, 'done');
  }
  assert.equal(parseTick(null), null);
  assert.equal(parseTick('{'), undefined);
});

test('blocked storage: ticks hold in memory and durable says no', () => {
  const throws = openStore({ getStorage: () => { throw new Error('SecurityError'); }, book: 'book' });
  const missing = openStore({ getStorage: () => null, book: 'book' });
  const mute = open({ getItem() { throw new Error('denied'); }, setItem() { throw new Error('denied'); } });
  for (const store of [throws, missing, mute]) {
    store.set('a', true);
    assert.equal(store.isDone('a'), true);
    assert.equal(store.durable, false);
  }
  assert.equal(throws.fault, 'blocked');
});

test('full storage: the tick holds in memory, also after the cache is dropped', () => {
  const storage = fakeStorage({ [`${KEY}a`]: '{"v":1,"s":"open","t":1}' });
  const store = open(storage);
  storage.refuse = true;
  store.set('a', true);
  store.forget();
  store.forget('a');
  assert.equal(store.isDone('a'), true);
  assert.equal(store.fault, 'full');
});

test('what another tab wrote is seen once the item is forgotten', () => {
  const storage = fakeStorage();
  const store = open(storage);
  assert.equal(store.isDone('a'), false);
  storage.map.set(`${KEY}a`, '{"v":1,"s":"done","t":2}');
  assert.equal(store.isDone('a'), false);
  store.forget('a');
  assert.equal(store.isDone('a'), true);
  storage.map.clear();
  store.forget();
  assert.equal(store.isDone('a'), false);
});

test('only keys of this book name an item', () => {
  const store = open(fakeStorage());
  assert.equal(store.idOf(`${KEY}k3v9`), 'k3v9');
  assert.equal(store.idOf('tickbook:other:tick:k3v9'), null);
  assert.equal(store.idOf('tickbook:book:last'), null);
  assert.equal(store.idOf(null), null);
});

test('each item is read from storage once, however often it is asked for', () => {
  const storage = fakeStorage();
  const store = open(storage);
  for (let round = 0; round < 10; round += 1) {
    for (let item = 0; item < 500; item += 1) store.isDone(`i${item}`);
    store.set('i0', round % 2 === 0);
  }
  assert.equal(storage.reads, 500);
});
