// The file of progress: what is written, what is refused and in which words, and what a merge would change.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fakeStorage, load, plain } from './load.mjs';

const tickbook = load('10-record.js', '12-store.js', 'plan/05-changes.js', 'plan/10-progress.js');
const { toProgress, readProgress, preview } = tickbook;
const openStore = (options) => tickbook.withChanges(tickbook.openStore(options));
const book = { id: 'handbook', title: 'Our handbook' };
const NOW = 1_800_000_000_000;
const FIXTURE = readFileSync(new URL('fixtures/progress-1.json', import.meta.url), 'utf8');
const NOTHING = openStore({ getStorage: () => null, book: book.id }).progress();
const read = (value, now = NOW) => readProgress(typeof value === 'string' ? value : JSON.stringify(value), { book, now });
const file = (items = {}, notes = {}, rest = {}) => ({ format: 'tickbook-progress', version: 1, book, items, notes, ...rest });

function refused(value, words) {
  const { ok, reason } = read(value);
  assert.equal(ok, false);
  assert.match(reason, words);
  assert.match(reason, /^[A-Z“].*\.$/, 'a refusal is a sentence');
}

test('a file of format version 1 is read for ever', () => {
  const { ok, progress, dropped } = read(FIXTURE);
  const written = JSON.parse(FIXTURE);
  assert.equal(ok, true);
  assert.equal(dropped, 0);
  assert.deepEqual(plain(progress.items), written.items);
  assert.deepEqual(plain(progress.notes), written.notes);
});

test('what is written is what the format says', () => {
  const items = { a: { v: 2, s: 'done', t: 5, r: 1, x: 'A' }, b: { v: 1, s: 'open', t: 6 }, c: { v: 2, s: 'done', t: 'soon', r: 'x' } };
  const notes = { a: { v: 1, n: 'text', t: 7, x: 'A' } };
  assert.deepEqual(plain(toProgress({ book, items, notes, now: 0 })), {
    format: 'tickbook-progress',
    version: 1,
    book,
    saved: '1970-01-01T00:00:00.000Z',
    items: { a: { s: 'done', t: 5, r: 1, x: 'A' }, b: { s: 'open', t: 6 }, c: { s: 'done', t: 0 } },
    notes: { a: { n: 'text', t: 7, x: 'A' } },
  });
});

test('what is written is read back as it was', () => {
  const fixture = JSON.parse(FIXTURE);
  const written = toProgress({ book, items: fixture.items, notes: fixture.notes, now: Date.parse(fixture.saved) });
  assert.deepEqual(plain(written), fixture);
  assert.deepEqual(plain(read(plain(written)).progress.items), fixture.items);
});

test('a path is written, and read back with what it should have', () => {
  const withPaths = load('10-record.js', '20-count.js', '12-store.js', 'reader/10-paths.js', 'plan/05-changes.js', 'plan/10-progress.js');
  const written = plain(withPaths.toProgress({ book, items: {}, notes: {}, paths: { v: 1, t: 5, d: '2026-12-01', a: ['lead'] }, now: 0 }));
  assert.deepEqual(written.paths, { t: 5, d: '2026-12-01', a: ['lead'] });
  const pathsOf = (value) => plain(withPaths.readProgress(JSON.stringify({ ...written, paths: value }), { book, now: NOW }).progress.paths);
  assert.deepEqual(pathsOf(written.paths), { v: 1, t: 5, d: '2026-12-01', a: ['lead'] });
  assert.equal(pathsOf({ ...written.paths, t: NOW * 2 }).t, NOW, 'from the future');
  for (const rubbish of [undefined, null, 3, 'lead', { a: ['lead'] }]) assert.equal(pathsOf(rubbish), null);
  assert.equal(plain(read(written).progress.paths), null, 'in a book without audiences');
});

test('rubbish is refused in words', () => {
  for (const text of ['', '  \n', '\ufeff']) refused(text, /empty|not JSON/);
  refused(FIXTURE.slice(0, 200), /not JSON, or it is cut short/);
  for (const value of ['hello', '<html>', '{']) refused(value, /not JSON/);
  for (const value of ['null', '3', '[]', '"x"', '{}', '{"format":"other","version":1}']) refused(value, /holds no progress/);
  for (const version of [0, -1, 1.5, '1', null]) refused(file({}, {}, { version }), /holds no progress/);
  for (const value of [null, undefined, 3, {}]) assert.equal(readProgress(value, { book }).ok, false);
  refused(file([]), /damaged/);
  refused(file({}, 'x'), /damaged/);
  refused(file(null), /damaged/);
  refused('['.repeat(1_000_000), /not JSON/);
});

test('a byte order mark does no harm', () => {
  assert.equal(read(`\ufeff${FIXTURE}`).ok, true);
});

test('a newer version is refused before anything else is asked of it', () => {
  refused(file('all new', 3, { version: 2, book: 'other' }), /newer version of this book’s pages/);
});

test('the file of another book is refused by its name', () => {
  refused(file({}, {}, { book: { id: 'other', title: 'Other  book' } }), /belongs to “Other book”/);
  refused(file({}, {}, { book: { id: 'other' } }), /belongs to “other”/);
  refused(file({}, {}, { book: { id: 'other', title: 'x'.repeat(9999) } }), /“x{300}”/);
  for (const value of [null, 'handbook', [], {}, { id: 3 }]) refused(file({}, {}, { book: value }), /does not say which book/);
});

test('what is too large is refused', () => {
  refused(' '.repeat(5 * 1024 * 1024) + FIXTURE, /larger than progress can be/);
  const many = Object.fromEntries(Array.from({ length: 50_001 }, (_, n) => [`i${n}`, 0]));
  refused(file(many), /more entries than a book can have \(50,000\)/);
});

test('entries that are not fit for a record are left out and counted', () => {
  const good = { s: 'done', t: 1 };
  const items = {
    good, 'a b': good, '': good, 'a/b': good, '<b>': good, ['x'.repeat(201)]: good, state: { s: 'later', t: 1 }, proto: { s: 'constructor', t: 1 },
    time: { s: 'done', t: '1' }, before: { s: 'done', t: -1 }, part: { s: 'done', t: 1.5 }, none: { s: 'done' }, list: [], nothing: null, text: 'done',
  };
  const { progress, dropped } = read(file(items, { good: { n: 3, t: 1 }, fine: { n: 'x', t: 1 } }));
  assert.deepEqual(plain(progress.items), { good });
  assert.deepEqual(plain(progress.notes), { fine: { n: 'x', t: 1 } });
  assert.equal(dropped, Object.keys(items).length - 1 + 1);
});

test('fields are checked and cut, and unknown ones are left out', () => {
  const items = { a: { s: 'done', t: 1, r: 0, x: ` ${'x'.repeat(400)}`, evil: 1, v: 9 }, b: { s: 'done', t: 1, r: 2, x: 3 } };
  const { progress } = read(file(items, { a: { n: `${'n'.repeat(3999)}😀`, t: 1, r: 4 } }));
  assert.deepEqual(plain(progress.items), { a: { s: 'done', t: 1, x: 'x'.repeat(300) }, b: { s: 'done', t: 1, r: 2 } });
  assert.deepEqual(plain(progress.notes), { a: { n: 'n'.repeat(3999), t: 1 } });
});

test('a time that is ahead by more than a day is brought to now', () => {
  const day = 24 * 60 * 60 * 1000;
  const { progress } = read(file({ a: { s: 'done', t: NOW + day + 1 }, b: { s: 'done', t: NOW + day } }, { a: { n: '', t: 9e15 } }));
  assert.equal(progress.items.a.t, NOW);
  assert.equal(progress.items.b.t, NOW + day);
  assert.equal(progress.notes.a.t, NOW);
});

test('names of the prototype are ids like any other', () => {
  const text = `{"format":"tickbook-progress","version":1,"__proto__":{"x":1},"book":{"id":"handbook","__proto__":{}},
    "items":{"__proto__":{"s":"done","t":1},"constructor":{"s":"skip","t":1},"toString":{"s":"done","t":1,"__proto__":{"r":5}}}}`;
  const { ok, progress } = read(text);
  assert.equal(ok, true);
  assert.deepEqual(Object.keys(progress.items).sort(), ['__proto__', 'constructor', 'toString']);
  assert.equal({}.s, undefined);
  assert.equal(progress.items.toString.r, undefined);
  const { changes, counts } = preview(NOTHING, progress, ['__proto__', 'constructor']);
  assert.deepEqual(plain(changes.map((change) => [change.id, change.before, change.after]).sort()), [
    ['__proto__', 'open', 'done'], ['constructor', 'open', 'skip'], ['toString', 'open', 'done'],
  ]);
  assert.equal(counts.unknown, 1);
});

test('a preview says what comes to which state, what is the same, what is older and what is not in the book', () => {
  const current = {
    items: { same: { v: 2, s: 'done', t: 5 }, newer: { v: 2, s: 'done', t: 9 }, reopened: { v: 2, s: 'done', t: 1 }, later: { v: 2, s: 'done', t: 1 } },
    notes: { same: { v: 1, n: 'note', t: 5 }, changed: { v: 1, n: 'old', t: 1 } },
  };
  const at = (s) => ({ s, t: 5 });
  const items = { same: at('done'), newer: at('open'), reopened: at('open'), later: at('done'), a: at('done'), b: at('doing'), c: at('skip'), gone: at('done') };
  const notes = { same: { n: 'note', t: 5 }, changed: { n: 'new', t: 5 }, gone: { n: 'text', t: 5 }, a: { n: '', t: 5 } };
  const { progress } = read(file(items, notes));
  const { changes, counts } = preview(current, progress, ['same', 'newer', 'reopened', 'later', 'changed', 'a', 'b', 'c']);
  assert.deepEqual(plain(counts), { done: 1, doing: 1, open: 1, skip: 1, notes: 1, dates: 0, same: 4, older: 1, unknown: 1 });
  const ids = (kind) => changes.filter((change) => change.kind === kind).map((change) => change.id);
  assert.deepEqual(plain(ids('tick')), ['reopened', 'later', 'a', 'b', 'c', 'gone']);
  assert.deepEqual(plain(ids('note')), ['changed', 'gone', 'a']);
  assert.deepEqual(plain(changes.find((change) => change.id === 'changed')), {
    kind: 'note', id: 'changed', record: { v: 1, n: 'new', t: 5 }, before: 'old', after: 'new',
  });
});

test('a file of what is here already changes nothing, down to the byte', () => {
  const entries = {
    'tickbook:handbook:tick:a': '{"v":1,"s":"done","t":5}', 'tickbook:handbook:tick:b': '{"v":2,"s":"skip","t":6,"r":2,"x":"B"}',
    'tickbook:handbook:note:b': '{"v":1,"n":"text","t":7,"x":"B"}',
  };
  const storage = fakeStorage(entries);
  const store = openStore({ getStorage: () => storage, book: book.id });
  const written = toProgress({ book, ...store.progress(), now: NOW });
  const { changes, counts } = preview(store.progress(), read(plain(written)).progress, ['a', 'b']);
  assert.deepEqual(plain(changes), []);
  assert.equal(counts.same, 3);
});

test('a merge of a preview brings what it said', () => {
  const storage = fakeStorage({ 'tickbook:handbook:tick:review': '{"v":1,"s":"done","t":5}' });
  const store = openStore({ getStorage: () => storage, book: book.id });
  const { progress } = read(FIXTURE);
  const { changes } = preview(store.progress(), progress, store.ids());
  const { undo, failed } = store.apply(changes);
  assert.equal(failed, 0);
  assert.equal(undo.length, 7);
  assert.equal(store.state('review'), 'skip');
  assert.equal(store.note('k3v9aaaaaa'), '42 € a month\n— see the invoice 😀');
  assert.deepEqual(JSON.parse(storage.map.get('tickbook:handbook:tick:zzzzzzz777')), { v: 1, s: 'done', t: 1700000000000 });
  assert.equal(preview(store.progress(), progress, store.ids()).changes.length, 0);
});
