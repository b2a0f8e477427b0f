// Two tabs over one storage, and two devices that exchange files and links: nothing that the reader did is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeStorage, load, plain } from '../load.mjs';
import { fc } from './packages.mjs';

const tickbook = load('10-record.js', '12-store.js', 'plan/05-changes.js', 'plan/10-progress.js', 'plan/20-link.js');
const { mergeTicks, toProgress, readProgress, preview, encodeLink, decodeLink } = tickbook;
const openStore = (options) => tickbook.withChanges(tickbook.openStore(options));
const BOOK = { id: 'book', title: 'Book' };
const IDS = ['aaaaaaaaaa', 'k3v9', 'über-uns', '__proto__'];
const START = 1_700_000_000_000;
const MERGE = { tick: mergeTicks, note: mergeTicks };

const id = fc.constantFrom(...IDS);
const state = fc.constantFrom('open', 'doing', 'done', 'skip');
const text = fc.constantFrom('', 'one', 'two\nlines', '😀');
const revision = fc.integer({ min: 1, max: 3 });
const tab = fc.integer({ min: 0, max: 1 });
const pause = fc.constantFrom(0, 0, 1, 700, 5000);
// An imported record may be older or newer than all that is here.
const age = fc.integer({ min: -20_000, max: 20_000 });
const change = fc.oneof(
  fc.record({ kind: fc.constant('tick'), id, s: state, r: revision, age }),
  fc.record({ kind: fc.constant('note'), id, n: text, age }),
);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('set'), tab, pause, id, state, revision }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('note'), tab, pause, id, text }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('confirm'), tab, pause, id, revision }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('apply'), tab, pause, changes: fc.array(change, { maxLength: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo'), tab, pause }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look'), tab, pause, id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hear'), tab, pause, id }) },
);

// What must hold after each step, kept without a store: the text under each key.
function model() {
  const texts = new Map();
  const key = (kind, item) => `tickbook:book:${kind}:${item}`;
  const parse = (at) => (texts.has(at) ? JSON.parse(texts.get(at)) : null);
  return {
    texts,
    act(kind, item, fields, now) {
      const at = key(kind, item);
      const old = parse(at);
      texts.set(at, JSON.stringify({ ...old, v: kind === 'tick' ? 2 : 1, ...fields, t: Math.max(now, (old?.t ?? -1) + 1), x: 'Words' }));
    },
    apply(kind, item, record) {
      const at = key(kind, item);
      const before = texts.get(at) ?? null;
      const old = parse(at);
      if (MERGE[kind](old, record) === old) return [];
      texts.set(at, JSON.stringify(record));
      return [{ at, before, after: texts.get(at) }];
    },
    undo(list) {
      for (const { at, before, after } of list) {
        if (texts.get(at) !== after) continue;
        if (before === null) texts.delete(at);
        else texts.set(at, before);
      }
    },
  };
}

function recordOf({ kind, s, n, r, age: older }, now) {
  const t = now + older;
  return kind === 'tick' ? { v: 2, s, t, r, x: 'Words' } : { v: 1, n, t, x: 'Words' };
}

function play(steps) {
  let now = START;
  const storage = fakeStorage();
  const stores = [0, 1].map(() => openStore({ getStorage: () => storage, book: 'book', now: () => now }));
  const expected = model();
  const undos = [[[], []], [[], []]];
  for (const one of steps) {
    now += one.pause;
    const store = stores[one.tab];
    if (one.do === 'set') {
      store.set(one.id, { state: one.state, revision: one.revision, text: 'Words' });
      expected.act('tick', one.id, { s: one.state, r: one.revision }, now);
      assert.equal(store.state(one.id), one.state);
    } else if (one.do === 'note') {
      store.setNote(one.id, { note: one.text, text: 'Words' });
      expected.act('note', one.id, { n: one.text }, now);
    } else if (one.do === 'confirm') {
      const old = JSON.parse(storage.map.get(`tickbook:book:tick:${one.id}`) ?? 'null');
      const sure = store.confirm(one.id, { revision: one.revision, text: 'Words' });
      assert.equal(sure === null, old === null);
      if (sure) expected.act('tick', one.id, { s: old.s, r: one.revision }, Math.floor(old.t / 1000 + 1) * 1000);
    } else if (one.do === 'apply') {
      const changes = one.changes.map((each) => ({ kind: each.kind, id: each.id, record: recordOf(each, now) }));
      const { undo, failed } = store.apply(changes);
      assert.equal(failed, 0);
      undos[one.tab] = [undo, changes.flatMap((each) => expected.apply(each.kind, each.id, each.record))];
    } else if (one.do === 'undo') {
      const [own, kept] = undos[one.tab];
      store.undo(own);
      expected.undo(kept);
      undos[one.tab] = [[], []];
    } else if (one.do === 'look') store.state(one.id);
    else store.forget(one.id);
  }
  return { storage, stores, expected };
}

const parsed = (texts) => Object.fromEntries([...texts].sort().map(([key, value]) => [key, JSON.parse(value)]));

test('a thousand interleaved acts, merges and undos of two tabs lose nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1000, maxLength: 1000 }), (steps) => {
      const { storage, stores, expected } = play(steps);
      assert.deepEqual(parsed(storage.map), parsed(expected.texts));
      for (const store of stores) {
        store.forget();
        for (const item of IDS) {
          const record = JSON.parse(storage.map.get(`tickbook:book:tick:${item}`) ?? 'null');
          assert.equal(store.state(item), record?.s ?? 'open');
          assert.equal(store.note(item), JSON.parse(storage.map.get(`tickbook:book:note:${item}`) ?? '{"n":""}').n);
        }
      }
    }),
    { numRuns: 15 },
  );
});

test('few acts of two tabs lose nothing either', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const { storage, expected } = play(steps);
      assert.deepEqual(parsed(storage.map), parsed(expected.texts));
    }),
    { numRuns: 500 },
  );
});

const act = fc.record({ device: tab, pause: fc.constantFrom(1000, 2500, 60_000), id, state, text, isNote: fc.boolean(), revision });

// Two devices with stores of their own, on which the reader acts by turns.
function devices(acts) {
  let now = START;
  const stores = [0, 1].map(() => {
    const storage = fakeStorage();
    return openStore({ getStorage: () => storage, book: 'book', now: () => now });
  });
  const last = new Map();
  for (const one of acts) {
    now += one.pause;
    if (one.isNote) stores[one.device].setNote(one.id, { note: one.text, text: 'Words' });
    else stores[one.device].set(one.id, { state: one.state, revision: one.revision, text: 'Words' });
    last.set(`${one.isNote ? 'note' : 'state'} ${one.id}`, one.isNote ? one.text : one.state);
  }
  return { stores, last, now };
}

const byFile = (store, now) => readProgress(JSON.stringify(toProgress({ book: BOOK, ...store.progress(), now })), { book: BOOK, now });
const byLink = (store, now) => decodeLink(`#${encodeLink(toProgress({ book: BOOK, ...store.progress(), now }), BOOK.id)}`, { book: BOOK, now });

function send(from, onto, way, now) {
  const { ok, progress, dropped } = way(from, now);
  assert.equal(ok, true);
  assert.equal(dropped, 0);
  return onto.apply(preview(onto.progress(), progress, IDS).changes);
}

for (const [name, way] of [['files', byFile], ['links', byLink]]) {
  test(`two devices that exchange ${name} agree, and on the last act of the reader for each item`, () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), fc.boolean(), (acts, turned) => {
        const { stores, last, now } = devices(acts);
        const [first, second] = turned ? [...stores].reverse() : stores;
        send(first, second, way, now);
        send(second, first, way, now);
        for (const store of stores) {
          for (const [what, value] of last) {
            const [kind, item] = what.split(' ');
            assert.equal(kind === 'note' ? store.note(item) : store.state(item), value);
          }
        }
        assert.deepEqual(plain(send(second, first, way, now)), { undo: [], failed: 0 }, 'a second time changes nothing');
        if (way === byFile) assert.deepEqual(plain(first.progress()), plain(second.progress()));
      }),
      { numRuns: 300 },
    );
  });
}
