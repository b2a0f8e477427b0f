// What the reader did, in the reader's browser, and that nothing there can make the page throw.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeStorage, load, plain } from './load.mjs';

const tickbook = load('10-record.js', '12-store.js', 'plan/05-changes.js');
const openStore = (options) => tickbook.withChanges(tickbook.openStore(options));
const KEY = 'tickbook:book:tick:';
const NOTE = 'tickbook:book:note:';
const open = (storage, now = () => 1000) => openStore({ getStorage: () => storage, book: 'book', now });
const stored = (storage, key) => JSON.parse(storage.map.get(key));
const to = (state) => ({ state, revision: 1, text: 'Words' });

test('an item that was never touched is open, and reading writes nothing', () => {
  const storage = fakeStorage();
  const store = open(storage);
  assert.equal(store.state('a'), 'open');
  assert.equal(store.isDone('a'), false);
  assert.equal(store.record('a'), null);
  assert.equal(store.note('a'), '');
  assert.deepEqual(plain(store.ids()), []);
  assert.equal(storage.map.size, 0);
  assert.equal(store.durable, true);
});

test('each state is saved at once under the key of its item', () => {
  for (const state of ['open', 'doing', 'done', 'skip']) {
    const storage = fakeStorage();
    const store = open(storage);
    store.set('a', to(state));
    assert.deepEqual(stored(storage, `${KEY}a`), { v: 2, s: state, t: 1000, r: 1, x: 'Words' });
    assert.deepEqual([...storage.map.keys()], [`${KEY}a`]);
    assert.equal(store.state('a'), state);
    assert.equal(open(storage).state('a'), state);
  }
});

test('unticking is an act with a time, not an absence', () => {
  const storage = fakeStorage();
  const store = open(storage, () => 2000);
  store.set('a', to('done'));
  store.set('a', to('open'));
  assert.equal(stored(storage, `${KEY}a`).s, 'open');
  assert.ok(stored(storage, `${KEY}a`).t > 2000);
});

test('a note has its own key, and an emptied one is kept as such', () => {
  const storage = fakeStorage();
  const store = open(storage);
  store.setNote('a', { note: '<b>mine</b>', text: 'Words' });
  assert.deepEqual(stored(storage, `${NOTE}a`), { v: 1, n: '<b>mine</b>', t: 1000, x: 'Words' });
  assert.equal(store.state('a'), 'open');
  store.setNote('a', { note: '', text: 'Words' });
  assert.equal(stored(storage, `${NOTE}a`).n, '');
  assert.equal(store.note('a'), '');
  assert.equal(store.noteRecord('a').t, 1001);
});

test('to confirm takes over the words of now, and makes nothing of nothing', () => {
  const storage = fakeStorage();
  const store = open(storage);
  assert.equal(store.confirm('a', { revision: 2, text: 'New' }), null);
  assert.equal(storage.map.size, 0);
  store.set('a', to('done'));
  store.confirm('a', { revision: 2, text: 'New' });
  assert.deepEqual(stored(storage, `${KEY}a`), { v: 2, s: 'done', t: 2000, r: 2, x: 'New' });
});

test('an unknown state counts as open and is kept until the reader changes the item', () => {
  const text = '{"v":7,"s":"later","t":5,"mine":"x"}';
  const storage = fakeStorage({ [`${KEY}a`]: text });
  const store = open(storage);
  assert.equal(store.state('a'), 'open');
  store.ids();
  store.progress();
  assert.equal(storage.map.get(`${KEY}a`), text);
  store.set('a', to('done'));
  assert.deepEqual(stored(storage, `${KEY}a`), { v: 2, s: 'done', t: 1000, mine: 'x', r: 1, x: 'Words' });
});

test('rubbish reads as open, is reported, is not touched, and can be ticked over', () => {
  for (const rubbish of ['', '{', 'null', '3', '"done"', '[]', '{"s":1}', '{"n":1}', 'x'.repeat(10_000)]) {
    const storage = fakeStorage({ [`${KEY}a`]: rubbish, [`${NOTE}a`]: rubbish });
    const store = open(storage);
    assert.equal(store.state('a'), 'open', rubbish);
    assert.equal(store.note('a'), '');
    assert.equal(store.fault, 'unreadable', rubbish);
    assert.deepEqual(plain(store.progress()), { items: {}, notes: {}, dates: {} });
    assert.deepEqual(plain(store.ids()), ['a']);
    assert.equal(storage.map.get(`${KEY}a`), rubbish);
    assert.equal(storage.map.get(`${NOTE}a`), rubbish);
    store.set('a', to('done'));
    store.setNote('a', { note: 'n', text: 'x' });
    assert.equal(stored(storage, `${KEY}a`).s, 'done');
    assert.equal(stored(storage, `${NOTE}a`).n, 'n');
  }
});

test('blocked storage: all that the reader does holds in memory and durable says no', () => {
  const deny = () => { throw new Error('denied'); };
  const mute = { getItem: deny, setItem: deny, removeItem: deny, key: deny, get length() { return deny(); } };
  const throws = openStore({ getStorage: () => { throw new Error('SecurityError'); }, book: 'book' });
  const missing = openStore({ getStorage: () => null, book: 'book' });
  for (const store of [throws, missing, open(mute)]) {
    store.set('a', to('doing'));
    store.setNote('a', { note: 'kept', text: 'x' });
    store.forget();
    assert.equal(store.state('a'), 'doing');
    assert.equal(store.note('a'), 'kept');
    assert.deepEqual(plain(store.ids()), ['a']);
    assert.equal(store.progress().items.a.s, 'doing');
    assert.equal(store.durable, false);
    assert.equal(store.fault, 'blocked');
    assert.equal(store.readExtra('seen'), null);
    assert.equal(store.writeExtra('seen', {}), false);
  }
});

test('full storage: what does not fit holds in memory, also after the cache is dropped', () => {
  const storage = fakeStorage({ [`${KEY}a`]: '{"v":1,"s":"open","t":1}' });
  const store = open(storage);
  storage.refuse = true;
  store.set('a', to('done'));
  store.forget();
  store.forget('a');
  assert.equal(store.state('a'), 'done');
  assert.equal(store.progress().items.a.s, 'done');
  assert.equal(store.fault, 'full');
});

test('full storage: a newer record of another tab wins over the one that could not be saved', () => {
  const storage = fakeStorage();
  const store = open(storage);
  storage.refuse = true;
  store.set('a', to('done'));
  storage.map.set(`${KEY}a`, '{"v":2,"s":"skip","t":5000}');
  store.forget('a');
  assert.equal(store.state('a'), 'skip');
});

test('room again: the next act on the item is saved', () => {
  const storage = fakeStorage();
  const store = open(storage);
  storage.refuse = true;
  store.set('a', to('done'));
  storage.refuse = false;
  store.set('a', to('skip'));
  assert.equal(stored(storage, `${KEY}a`).s, 'skip');
  assert.equal(open(storage).state('a'), 'skip');
  storage.map.delete(`${KEY}a`);
  store.forget('a');
  assert.equal(store.state('a'), 'open', 'nothing is held back once it was saved');
});

test('what another tab wrote is seen once the item is forgotten', () => {
  const storage = fakeStorage();
  const store = open(storage);
  assert.equal(store.isDone('a'), false);
  storage.map.set(`${KEY}a`, '{"v":1,"s":"done","t":2}');
  storage.map.set(`${NOTE}a`, '{"v":1,"n":"there","t":2}');
  assert.equal(store.isDone('a'), false);
  store.forget('a');
  assert.equal(store.isDone('a'), true);
  assert.equal(store.note('a'), 'there');
  storage.map.clear();
  store.forget();
  assert.equal(store.isDone('a'), false);
});

test('an act starts from what another tab wrote, even where this one has not looked since', () => {
  const storage = fakeStorage();
  const store = open(storage);
  assert.equal(store.state('a'), 'open');
  storage.map.set(`${KEY}a`, '{"v":3,"s":"doing","t":7000,"mine":1}');
  store.set('a', to('done'));
  assert.deepEqual(stored(storage, `${KEY}a`), { v: 2, s: 'done', t: 7001, mine: 1, r: 1, x: 'Words' });
});

test('only keys of this book name an item, and they say what they hold', () => {
  const store = open(fakeStorage());
  assert.deepEqual(plain(store.idOf(`${KEY}k3v9`)), { kind: 'tick', id: 'k3v9' });
  assert.deepEqual(plain(store.idOf(`${NOTE}über-uns`)), { kind: 'note', id: 'über-uns' });
  for (const key of ['tickbook:other:tick:a', 'tickbook:book:last', 'tickbook:book:seen', 'tickbook:book:tick:', 'tickbook:scheme', 'a', '', null, 3]) {
    assert.equal(store.idOf(key), null, String(key));
  }
});

test('each item is read from storage once, however often it is asked for', () => {
  const storage = fakeStorage();
  const store = open(storage);
  for (let round = 0; round < 10; round += 1) {
    for (let item = 0; item < 500; item += 1) store.state(`i${item}`);
  }
  assert.equal(storage.reads, 500);
});

test('what the pages remember besides is JSON, and anything else is nothing', () => {
  const storage = fakeStorage({ 'tickbook:book:seen': '{"v":1,"t":1,"ids":"a b"}', 'tickbook:book:offer': '{' });
  const store = open(storage);
  assert.deepEqual(plain(store.readExtra('seen')), { v: 1, t: 1, ids: 'a b' });
  assert.equal(store.readExtra('offer'), null);
  assert.equal(store.readExtra('cleared'), null);
  assert.equal(store.writeExtra('offer', { v: 1, t: 2 }), true);
  assert.equal(storage.map.get('tickbook:book:offer'), '{"v":1,"t":2}');
  assert.equal(store.removeExtra('offer'), true);
  assert.equal(storage.map.has('tickbook:book:offer'), false);
  storage.refuse = true;
  assert.equal(store.writeExtra('offer', {}), false);
  assert.equal(store.durable, true, 'no tick is at stake');
});
