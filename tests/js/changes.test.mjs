// Merging into the store, clearing it, and taking either back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeStorage, load, plain } from './load.mjs';

const tickbook = load('10-record.js', '12-store.js', 'plan/05-changes.js');
const openStore = (options) => tickbook.withChanges(tickbook.openStore(options));
const KEY = 'tickbook:book:tick:';
const NOTE = 'tickbook:book:note:';
const open = (storage, now = () => 1000) => openStore({ getStorage: () => storage, book: 'book', now });
const to = (state) => ({ state, revision: 1, text: 'Words' });
const tick = (id, s, t) => ({ kind: 'tick', id, record: { v: 2, s, t } });
const note = (id, n, t) => ({ kind: 'note', id, record: { v: 1, n, t } });
const contents = (storage) => Object.fromEntries([...storage.map].sort());

test('changes are written where they win and nowhere else', () => {
  const storage = fakeStorage({ [`${KEY}newer`]: '{"v":2,"s":"done","t":9}', [`${KEY}older`]: '{"v":2,"s":"done","t":1}' });
  const store = open(storage);
  const { undo, failed } = store.apply([tick('newer', 'open', 5), tick('older', 'open', 5), tick('none', 'skip', 5), note('none', 'text', 5)]);
  assert.equal(failed, 0);
  assert.equal(undo.length, 3);
  assert.equal(store.state('newer'), 'done');
  assert.equal(store.state('older'), 'open');
  assert.equal(store.state('none'), 'skip');
  assert.equal(store.note('none'), 'text');
});

test('a change is measured against what is there at this moment, not against what was read before', () => {
  const storage = fakeStorage();
  const store = open(storage);
  assert.equal(store.state('a'), 'open');
  const other = '{"v":2,"s":"skip","t":9}';
  storage.map.set(`${KEY}a`, other);
  assert.deepEqual(plain(store.apply([tick('a', 'done', 5)])), { undo: [], failed: 0 });
  assert.equal(storage.map.get(`${KEY}a`), other);
});

test('a readable record takes the place of one that cannot be read, and undo brings that back', () => {
  const storage = fakeStorage({ [`${KEY}a`]: '{rubbish' });
  const store = open(storage);
  const { undo } = store.apply([tick('a', 'done', 5)]);
  assert.equal(store.state('a'), 'done');
  assert.deepEqual(plain(store.undo(undo)), { restored: 1, kept: 0 });
  assert.equal(storage.map.get(`${KEY}a`), '{rubbish');
});

test('applying the same changes again changes nothing', () => {
  const storage = fakeStorage();
  const store = open(storage);
  const changes = [tick('a', 'done', 5), note('a', 'x', 5)];
  store.apply(changes);
  const before = contents(storage);
  assert.deepEqual(plain(store.apply(changes)), { undo: [], failed: 0 });
  assert.deepEqual(contents(storage), before);
});

test('undo brings every byte back', () => {
  const entries = { [`${KEY}a`]: '{"s":"later",  "t":1,"mine":[1]}', [`${NOTE}a`]: '{"v":1,"n":"old","t":1}', 'other:key': 'x' };
  const storage = fakeStorage(entries);
  const store = open(storage);
  const { undo } = store.apply([tick('a', 'done', 5), note('a', 'new', 5), tick('b', 'done', 5)]);
  assert.equal(store.note('a'), 'new');
  assert.deepEqual(plain(store.undo(JSON.parse(JSON.stringify(undo)))), { restored: 3, kept: 0 });
  assert.deepEqual(contents(storage), contents(fakeStorage(entries)));
  assert.equal(store.note('a'), 'old');
});

test('undo leaves what the reader or another tab changed since', () => {
  const storage = fakeStorage({ [`${KEY}a`]: '{"v":2,"s":"open","t":1}' });
  const store = open(storage);
  const { undo } = store.apply([tick('a', 'done', 5), tick('b', 'done', 5), tick('c', 'done', 5)]);
  store.set('a', to('skip'));
  storage.map.delete(`${KEY}b`);
  assert.deepEqual(plain(store.undo(undo)), { restored: 1, kept: 2 });
  assert.equal(store.state('a'), 'skip');
  assert.equal(storage.map.has(`${KEY}b`), false);
  assert.equal(storage.map.has(`${KEY}c`), false);
});

test('a storage that fills up half-way: what fitted is there, the rest is as it was, and undo undoes what fitted', () => {
  const storage = fakeStorage({ [`${KEY}c`]: '{"v":2,"s":"doing","t":1}' });
  const store = open(storage);
  storage.writesLeft = 2;
  const { undo, failed } = store.apply(['a', 'b', 'c', 'd'].map((id) => tick(id, 'done', 5)));
  assert.equal(failed, 2);
  assert.equal(store.fault, 'full');
  assert.deepEqual(['a', 'b', 'c', 'd'].map(store.state), ['done', 'done', 'doing', 'open']);
  storage.writesLeft = Infinity;
  assert.deepEqual(plain(store.undo(undo)), { restored: 2, kept: 0 });
  assert.deepEqual([...storage.map.keys()], [`${KEY}c`]);
});

test('a record that could not be saved is measured and brought back like any other', () => {
  const storage = fakeStorage();
  const store = open(storage, () => 4);
  storage.refuse = true;
  store.set('a', to('doing'));
  storage.refuse = false;
  assert.deepEqual(plain(store.apply([tick('a', 'done', 3)])), { undo: [], failed: 0 });
  assert.equal(store.state('a'), 'doing');
  const { undo } = store.apply([tick('a', 'done', 5)]);
  assert.equal(store.state('a'), 'done');
  store.undo(undo);
  assert.equal(store.state('a'), 'doing');
  assert.equal(JSON.parse(storage.map.get(`${KEY}a`)).s, 'doing');
});

test('clear removes ticks and notes of this book and leaves every other key', () => {
  const others = {
    'tickbook:scheme': 'dark', 'tickbook:book:last': '{}', 'tickbook:book:seen': '{}', 'tickbook:other:tick:a': '{"v":1,"s":"done","t":1}',
    'tickbook:book2:note:a': '{"v":1,"n":"x","t":1}', 'tickbook:book:ticks': 'x', elsewhere: '1',
  };
  const own = { [`${KEY}a`]: '{"v":1,"s":"done","t":1}', [`${KEY}b`]: '{rubbish', [`${NOTE}gone`]: '{"v":1,"n":"x","t":1}' };
  const storage = fakeStorage({ ...own, ...others });
  const store = open(storage);
  assert.equal(store.state('a'), 'done');
  const { undo, count } = store.clear();
  assert.equal(count, 3);
  assert.deepEqual(contents(storage), contents(fakeStorage(others)));
  assert.equal(store.state('a'), 'open');
  // What was cleared may be brought back by another page of the book.
  const again = open(storage);
  assert.deepEqual(plain(again.undo(JSON.parse(JSON.stringify(undo)))), { restored: 3, kept: 0 });
  assert.deepEqual(contents(storage), contents(fakeStorage({ ...own, ...others })));
});

test('one item is removed with its note, and comes back', () => {
  const entries = { [`${KEY}a`]: '{"v":1,"s":"done","t":1}', [`${NOTE}a`]: '{"v":1,"n":"x","t":1}', [`${KEY}ab`]: '{"v":1,"s":"done","t":1}' };
  const storage = fakeStorage(entries);
  const store = open(storage);
  const { undo, count } = store.remove('a');
  assert.equal(count, 2);
  assert.deepEqual([...storage.map.keys()], [`${KEY}ab`]);
  assert.equal(store.state('a'), 'open');
  assert.deepEqual(plain(store.remove('a')), { undo: [], count: 0 });
  assert.deepEqual(plain(store.undo(undo)), { restored: 2, kept: 0 });
  assert.deepEqual(contents(storage), contents(fakeStorage(entries)));
});

test('undo of a clear leaves items that were ticked since', () => {
  const storage = fakeStorage({ [`${KEY}a`]: '{"v":1,"s":"done","t":1}', [`${KEY}b`]: '{"v":1,"s":"done","t":1}' });
  const store = open(storage);
  const { undo } = store.clear();
  store.set('a', to('doing'));
  assert.deepEqual(plain(store.undo(undo)), { restored: 1, kept: 1 });
  assert.equal(store.state('a'), 'doing');
  assert.equal(store.state('b'), 'done');
});

test('undo touches no key that is not a tick or note of this book', () => {
  const storage = fakeStorage({ 'tickbook:scheme': 'dark' });
  const list = [
    { key: 'tickbook:scheme', before: 'evil', after: 'dark' },
    { key: 'tickbook:other:tick:a', before: '{"s":"done"}', after: null },
    { key: null, before: 'x', after: null },
  ];
  assert.deepEqual(plain(open(storage).undo(list)), { restored: 0, kept: 3 });
  assert.deepEqual(contents(storage), { 'tickbook:scheme': 'dark' });
});

test('with the storage blocked, clear and undo work on what is held in memory, and a merge says that it failed', () => {
  const store = openStore({ getStorage: () => null, book: 'book', now: () => 1 });
  store.set('a', to('done'));
  const { undo, count } = store.clear();
  assert.equal(count, 1);
  assert.equal(store.state('a'), 'open');
  assert.deepEqual(plain(store.undo(undo)), { restored: 1, kept: 0 });
  assert.equal(store.state('a'), 'done');
  assert.deepEqual(plain(store.apply([tick('b', 'done', 5)])), { undo: [], failed: 1 });
  assert.equal(store.state('b'), 'open');
});

test('a storage that refuses to remove: nothing is called cleared', () => {
  const storage = fakeStorage({ [`${KEY}a`]: '{"v":1,"s":"done","t":1}' });
  storage.removeItem = () => { throw new Error('denied'); };
  const store = open(storage);
  assert.deepEqual(plain(store.clear()), { undo: [], count: 0 });
  assert.equal(store.state('a'), 'done');
});

test('progress holds all that can be read, whatever the names of the items', () => {
  const storage = fakeStorage({
    [`${KEY}a`]: '{"v":1,"s":"done","t":1}', [`${KEY}__proto__`]: '{"v":1,"s":"skip","t":1}', [`${KEY}bad`]: '{',
    [`${NOTE}constructor`]: '{"v":1,"n":"x","t":1}', 'tickbook:other:tick:z': '{"v":1,"s":"done","t":1}',
  });
  const { items, notes } = open(storage).progress();
  assert.deepEqual(Object.keys(items).sort(), ['__proto__', 'a']);
  assert.equal(items.__proto__.s, 'skip');
  assert.deepEqual(Object.keys(notes), ['constructor']);
  assert.equal({}.s, undefined);
});
