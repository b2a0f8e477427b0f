// The sentences of the desk, the days in words, and what was cleared as the store gives it back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { previewLines, amountWords, undoneWords, parseCleared, fileName, dayWords, isoDay, changeWords } = load(
  '10-record.js',
  '22-words.js',
  'plan/02-day.js',
  'plan/52-phrases.js',
);
const NOON = new Date(2026, 10, 22, 12).getTime();
const counts = (some) => ({ done: 0, doing: 0, open: 0, skip: 0, notes: 0, same: 0, older: 0, unknown: 0, ...some });

test('a preview names what changes and leaves out what does not occur', () => {
  const lines = previewLines(counts({ done: 12, open: 3, notes: 2, same: 40, unknown: 5 }));
  assert.deepEqual(plain(lines), [
    '12 items become done',
    '3 items become open again',
    '2 notes come in',
    '40 are the same already',
    '5 are not in this book and are kept',
  ]);
  assert.deepEqual(plain(previewLines(counts({}))), []);
});

test('a preview speaks of one as of one', () => {
  assert.deepEqual(plain(previewLines(counts({ done: 1, doing: 1, skip: 1, notes: 1, older: 1, unknown: 1 }), 1)), [
    '1 item becomes done',
    '1 item becomes in progress',
    '1 item becomes not for you',
    '1 note comes in',
    '1 is newer here and stays as it is',
    '1 is not in this book and is kept',
    '1 entry cannot be read and is left out',
  ]);
});

test('what would be cleared is counted; emptied notes are no notes', () => {
  const items = { a: { s: 'done' }, b: { s: 'done' }, c: { s: 'doing' }, d: { s: 'skip' }, e: { s: 'later' } };
  const notes = { a: { n: 'x' }, b: { n: ' ' } };
  assert.equal(amountWords({ items, notes }), '2 done, 1 in progress, 1 not for you, 1 opened again and 1 note');
  assert.equal(amountWords({ items: {}, notes: { a: { n: 'x' }, b: { n: 'y' } } }), '2 notes');
  assert.equal(amountWords({ items: {}, notes: {} }), '');
});

test('what came back is said, and what did not', () => {
  assert.equal(undoneWords({ restored: 2, kept: 0 }), '2 entries were brought back.');
  assert.equal(undoneWords({ restored: 1, kept: 1 }), '1 entry was brought back. One was changed since and stays as it is.');
  assert.equal(undoneWords({ restored: 0, kept: 3 }), 'Nothing was brought back. 3 were changed since and stay as they are.');
});

test('what was cleared comes back for a minute', () => {
  const undo = [{ key: 'tickbook:b:tick:a', before: '{"s":"done"}', after: null }];
  const value = { v: 1, t: 1000, undo };
  assert.deepEqual(plain(parseCleared(value, 1000)), { undo, left: 60_000 });
  assert.equal(parseCleared(value, 31_000).left, 30_000);
  assert.equal(parseCleared(value, 61_000), null);
  assert.equal(parseCleared(value, 999), null);
});

test('rubbish under the key of what was cleared is nothing to bring back', () => {
  for (const rubbish of [null, 3, 'x', [], {}, { t: 'now', undo: [] }, { t: 1, undo: {} }, { t: 1, undo: [] }, { t: 1, undo: [null, { key: 1 }] }]) {
    assert.equal(parseCleared(rubbish, 2), null, JSON.stringify(rubbish));
  }
});

test('a file is named for its book and its day', () => {
  assert.equal(fileName('how-to', NOON, 'json'), 'how-to-progress-2026-11-22.json');
  assert.equal(fileName('a/b c', NOON, 'md'), 'a-b-c-progress-2026-11-22.md');
});

test('days are in the language of the page, and English without a region is British', () => {
  assert.equal(dayWords(NOON, 'en'), '22 November 2026');
  assert.equal(dayWords(NOON, 'en', 'short'), '22 Nov 2026');
  assert.equal(dayWords(NOON, 'en-US'), 'November 22, 2026');
  assert.equal(dayWords(NOON, 'de'), '22. November 2026');
  assert.match(dayWords(NOON, 'no such language'), /2026/);
  assert.match(dayWords(NOON, ''), /2026/);
});

test('what is no time gives no day', () => {
  for (const rubbish of [undefined, null, '2026', NaN, Infinity, 0, -5, 1e300]) {
    assert.equal(dayWords(rubbish, 'en'), '', String(rubbish));
    assert.equal(isoDay(rubbish), '', String(rubbish));
  }
  assert.equal(isoDay(NOON), '2026-11-22');
  assert.equal(isoDay(8.64e15), '');
});

test('a change is told with its day', () => {
  assert.equal(changeWords({ s: 'done', t: NOON }, 'en'), 'Done on 22 November 2026');
  assert.equal(changeWords({ s: 'doing', t: NOON }, 'en'), 'In progress since 22 November 2026');
  assert.equal(changeWords({ s: 'skip', t: NOON }, 'en'), 'Not for me since 22 November 2026');
  assert.equal(changeWords({ s: 'open', t: NOON }, 'en'), 'Open again since 22 November 2026');
  assert.equal(changeWords({ s: 'done' }, 'en'), '');
  assert.equal(changeWords(null, 'en'), '');
});
