// The reader's own dates: how they are kept, merged, carried and cleared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeStorage, load, plain } from './load.mjs';

const tickbook = load('10-record.js', '12-store.js', 'plan/04-days.js', 'plan/05-changes.js', 'plan/06-dates.js', 'plan/10-progress.js', 'plan/20-link.js', 'plan/52-phrases.js', 'carry/10-carry.js');
const { START, toProgress, readProgress, preview, encodeLink, decodeLink, amountWords, previewLines } = tickbook;
const KEY = 'tickbook:book:date:';
const BOOK = { id: 'book', title: 'Book' };
const NOW = 1_800_000_000_000;
const open = (storage, now = () => NOW) => tickbook.withDates(tickbook.withChanges(tickbook.openStore({ getStorage: () => storage, book: 'book', now })), now);
const stored = (storage, key) => JSON.parse(storage.map.get(key));

test('a date is a record of its own, with the words of its item', () => {
  const storage = fakeStorage();
  open(storage).setDate('a', { day: '2027-03-31', text: 'Words' });
  assert.deepEqual(stored(storage, `${KEY}a`), { v: 1, d: '2027-03-31', t: NOW, x: 'Words' });
  assert.equal(open(storage).date('a'), '2027-03-31');
});

test('an emptied date stays as an empty one, later than the one before', () => {
  const storage = fakeStorage();
  const store = open(storage);
  store.setDate('a', { day: '2027-03-31' });
  store.setDate('a', { day: '' });
  assert.deepEqual(stored(storage, `${KEY}a`), { v: 1, d: '', t: NOW + 1 });
  assert.equal(store.date('a'), '');
});

test('what is no day is none, whoever wrote it', () => {
  for (const text of ['{', '7', '{"d":7}', '{"d":"soon","t":1}', '{"d":"2027-02-30","t":1}']) assert.equal(open(fakeStorage({ [`${KEY}a`]: text })).date('a'), '', text);
  const storage = fakeStorage();
  open(storage).setDate('a', { day: '0002-01-01' });
  assert.equal(stored(storage, `${KEY}a`).d, '');
});

test('dates change no tick and no note, and each has its own time', () => {
  const storage = fakeStorage();
  const store = open(storage);
  store.set('a', { state: 'done', revision: 1, text: 'A' });
  store.setDate('a', { day: '2027-03-31' });
  assert.equal(store.state('a'), 'done');
  assert.equal(store.note('a'), '');
});

function filled() {
  const store = open(fakeStorage());
  store.setDate('a', { day: '2027-03-31', text: 'A' });
  store.setDate('bbbbbbbbbb', { day: '' });
  store.setDate(START, { day: '2027-01-01' });
  return store;
}

test('a file carries dates and the day of the start, and reads them back', () => {
  const file = toProgress({ book: BOOK, ...filled().progress(), now: NOW });
  assert.deepEqual(plain(file.dates['*']), { d: '2027-01-01', t: NOW });
  const { ok, progress, dropped } = readProgress(JSON.stringify(file), { book: BOOK, now: NOW });
  assert.equal(ok, true);
  assert.equal(dropped, 0);
  assert.deepEqual(plain(progress.dates), plain(file.dates));
});

test('a file without dates is as it always was', () => {
  const file = toProgress({ book: BOOK, items: {}, notes: {}, dates: {}, now: NOW });
  assert.deepEqual(Object.keys(file), ['format', 'version', 'book', 'saved', 'items', 'notes']);
});

test('entries that are no dates are left out and counted', () => {
  const dates = { a: { d: '2027-02-30', t: 1 }, b: { d: 7, t: 1 }, c: { d: '2027-03-01', t: 'soon' }, 'no id': { d: '', t: 1 }, '*': { d: '2027-03-01', t: 1 } };
  const text = JSON.stringify({ format: 'tickbook-progress', version: 1, book: BOOK, items: {}, notes: {}, dates });
  const { progress, dropped } = readProgress(text, { book: BOOK, now: NOW });
  assert.deepEqual(Object.keys(progress.dates), ['*']);
  assert.equal(dropped, 4);
  const broken = JSON.stringify({ format: 'tickbook-progress', version: 1, book: BOOK, dates: [] });
  assert.match(readProgress(broken, { book: BOOK, now: NOW }).reason, /damaged/);
});

test('a link carries them to the day and the second', () => {
  const progress = filled().progress();
  const { ok, progress: read } = decodeLink(encodeLink(progress, 'book'), { book: BOOK, now: NOW });
  assert.equal(ok, true);
  assert.deepEqual(plain(read.dates), { '*': { d: '2027-01-01', t: NOW }, a: { d: '2027-03-31', t: NOW }, bbbbbbbbbb: { d: '', t: NOW } });
});

test('a link with the first and the last day is a link', () => {
  const dates = { a: { d: '1970-01-01', t: 1000 }, b: { d: '9999-12-31', t: 1000 } };
  assert.deepEqual(plain(decodeLink(encodeLink({ items: {}, notes: {}, dates }, 'book'), { book: BOOK, now: NOW }).progress.dates), dates);
});

test('an import merges by the later action, says so in words, and can be undone', () => {
  const storage = fakeStorage();
  const store = open(storage);
  store.setDate('a', { day: '2027-03-31' });
  store.setDate('b', { day: '2027-03-31' });
  const incoming = { items: {}, notes: {}, dates: { a: { d: '2027-04-30', t: NOW + 1 }, b: { d: '2027-04-30', t: NOW - 1 }, '*': { d: '2027-01-01', t: 5 }, gone: { d: '2027-01-01', t: 5 } } };
  const { changes, counts } = preview(store.progress(), incoming, ['a', 'b']);
  assert.deepEqual(plain(previewLines(counts)), ['2 dates come in', '1 is newer here and stays as it is', '1 is not in this book and is kept']);
  const { undo } = store.apply(changes);
  assert.deepEqual([store.date('a'), store.date('b'), store.date(START)], ['2027-04-30', '2027-03-31', '2027-01-01']);
  store.undo(undo);
  assert.deepEqual([store.date('a'), store.date('b'), store.date(START)], ['2027-03-31', '2027-03-31', '']);
});

test('clearing removes them and undo brings them back', () => {
  const store = filled();
  assert.equal(amountWords(store.progress()), '2 dates');
  const { undo } = store.clear();
  assert.equal(store.date('a'), '');
  assert.equal(amountWords(store.progress()), '');
  store.undo(undo);
  assert.equal(store.date('a'), '2027-03-31');
});

test('dates under a former id of the book come along, the later one first', () => {
  const record = (day, t) => JSON.stringify({ v: 1, d: day, t });
  const storage = fakeStorage({ 'tickbook:old:date:a': record('2027-03-01', 5), 'tickbook:book:date:a': record('2027-04-01', 6), 'tickbook:old:date:*': record('2027-01-01', 5) });
  tickbook.carryOver({ getStorage: () => storage, book: 'book', former: ['old'] });
  assert.equal(open(storage).date('a'), '2027-04-01');
  assert.equal(open(storage).date(START), '2027-01-01');
});
