// When items are due, from which day that is counted, and the words for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { dueDay, startOf, firstDay, dueWords, isFar, isoDay } = load('10-record.js', '22-words.js', 'plan/02-day.js', 'plan/04-days.js', 'plan/56-due.js');
const START = '2027-03-01';
const item = (more) => ({ due: '', every: '', own: '', state: 'open', since: '', ...more });
const due = (more, start = START) => dueDay(item(more), start);

test('a relative date counts from the start, and there is none before it is known', () => {
  assert.equal(due({ due: '4w' }), '2027-03-29');
  assert.equal(due({ due: '4w' }, ''), '');
  assert.equal(due({ due: '2027-03-31' }, ''), '2027-03-31');
  assert.equal(due({}), '');
});

test('the reader’s own date takes the place of the author’s', () => {
  assert.equal(due({ due: '4w', own: '2027-05-01' }), '2027-05-01');
  assert.equal(due({ own: '2027-05-01' }, ''), '2027-05-01');
});

test('what is in progress is due, what is done or not for the reader is not', () => {
  assert.equal(due({ due: '4w', state: 'doing', since: '2027-03-03' }), '2027-03-29');
  assert.equal(due({ due: '4w', state: 'done', since: '2027-03-03' }), '');
  assert.equal(due({ due: '4w', own: '2027-05-01', state: 'skip' }), '');
});

test('what comes again is due again so long after it was done', () => {
  assert.equal(due({ every: '1q' }), '2027-06-01');
  assert.equal(due({ due: '1w', every: '1q' }), '2027-03-08');
  assert.equal(due({ due: '1w', every: '1q', state: 'done', since: '2027-03-31' }), '2027-06-30');
  assert.equal(due({ every: '1q', state: 'done', since: '' }), '');
});

test('an own date after the day it was done is that of the next time', () => {
  assert.equal(due({ every: '1q', state: 'done', since: '2027-03-31', own: '2027-05-01' }), '2027-05-01');
  assert.equal(due({ every: '1q', state: 'done', since: '2027-03-31', own: '2027-03-30' }), '2027-06-30');
});

test('the start is the day that the reader set, else that of the path, else that of the first tick', () => {
  const all = { own: '2027-01-01', path: '2027-02-01', first: '2027-03-01' };
  assert.deepEqual(plain(startOf(all)), { day: '2027-01-01', from: 'own' });
  assert.deepEqual(plain(startOf({ ...all, own: '' })), { day: '2027-02-01', from: 'path' });
  assert.deepEqual(plain(startOf({ ...all, own: '', path: undefined })), { day: '2027-03-01', from: 'tick' });
  assert.deepEqual(plain(startOf({ ...all, own: '', path: 'soon' })), { day: '2027-03-01', from: 'tick' });
  assert.deepEqual(plain(startOf({ own: '', path: undefined, first: '' })), { day: '', from: '' });
});

test('the day of the first tick stays when that item is ticked again', () => {
  const noon = (day) => new Date(`${day}T12:00`).getTime();
  const records = [{ s: 'done', t: noon('2027-03-05') }, { s: 'doing', t: noon('2027-03-03') }, { s: 'open', t: noon('2027-03-01') }];
  assert.equal(firstDay(records, undefined), '2027-03-03');
  assert.equal(firstDay(records, '2027-03-02'), '2027-03-02');
  assert.equal(firstDay(records, '2027-03-09'), '2027-03-03');
  assert.equal(firstDay(records, 'soon'), '2027-03-03');
  assert.equal(firstDay([{ s: 'open', t: 5 }, { s: 'done', t: null }, null], '2027-03-02'), '2027-03-02');
});

test('before the first tick, and after the progress was cleared, there is no such day', () => {
  assert.equal(firstDay([], undefined), '');
  assert.equal(firstDay([null, null], '2027-03-02'), '');
  assert.equal(firstDay([{ s: 'open', t: 5 }, { s: 'done', t: null }], undefined), '');
});

test('a day is one of the reader’s own time zone', () => {
  assert.equal(isoDay(new Date(2027, 2, 1, 0, 1).getTime()), '2027-03-01');
  assert.equal(isoDay(new Date(2027, 2, 1, 23, 59).getTime()), '2027-03-01');
});

test('words say how far a day is, and name it where it is far or past', () => {
  const said = (day, more) => dueWords(day, { today: '2027-03-12', language: 'en', ...more });
  assert.equal(said('2027-03-12'), 'due today');
  assert.equal(said('2027-03-13'), 'due tomorrow');
  assert.equal(said('2027-03-15'), 'due in 3 days');
  assert.equal(said('2027-03-26'), 'due in 14 days');
  assert.equal(said('2027-03-27'), 'due on 27 March');
  assert.deepEqual(['2027-03-26', '2027-03-27', '2027-01-01'].map((day) => isFar(day, '2027-03-12')), [false, true, false]);
  assert.equal(said('2028-03-27'), 'due on 27 March 2028');
  assert.equal(said('2027-03-11'), 'was due on 11 March');
  assert.equal(said('2026-12-31'), 'was due on 31 December 2026');
  assert.equal(said('2027-03-15', { again: true }), 'due again in 3 days');
  assert.equal(said('2027-03-11', { again: true }), 'was due again on 11 March');
  assert.match(said('2027-03-27', { language: 'de' }), /27\. März/);
  assert.match(said('2027-03-27', { language: 'x-not-a-language-tag!' }), /27/);
});
