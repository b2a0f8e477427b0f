// What is on the list of this week, in which order, and in which words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { weekOf, weekWords, rowWords, roomOf, hoursOf } = load('10-record.js', '22-words.js', 'plan/02-day.js', 'plan/04-days.js', 'plan/56-due.js', 'plan/57-week.js');
const TODAY = '2027-03-12';
const item = (id, more = {}) => ({ id, state: 'open', effort: '', every: '', since: '', own: '', due: '', ...more });
const week = (items, hours = null) => weekOf(items, { today: TODAY, hours });
const ids = (group) => group.map(({ id }) => id).join(' ');

test('a book that says neither effort nor dates gets what is in progress and the next three', () => {
  const found = week([item('a', { state: 'done' }), item('b', { state: 'doing' }), item('c'), item('d', { state: 'skip' }), item('e'), item('f'), item('g')]);
  assert.deepEqual([ids(found.doing), ids(found.due), ids(found.next)], ['b', '', 'c e f']);
});

test('what is overdue or due within seven days is listed by its day, and in progress only once', () => {
  const found = week([
    item('late', { due: '2027-03-20' }),
    item('edge', { due: '2027-03-19' }),
    item('past', { due: '2027-03-01' }),
    item('doing', { due: '2027-03-01', state: 'doing' }),
    item('today', { due: TODAY }),
    item('same', { due: TODAY }),
  ]);
  assert.equal(ids(found.doing), 'doing');
  assert.equal(ids(found.due), 'past today same edge');
  assert.equal(ids(found.next), 'late');
  assert.equal(found.overdue, 1);
});

test('what was done and is due again within seven days is listed, and not sooner', () => {
  const found = week([item('again', { state: 'done', every: '1w', due: '2027-03-18' }), item('later', { state: 'done', every: '1q', due: '2027-06-01' })]);
  assert.equal(ids(found.due), 'again');
  assert.equal(ids(found.next), '');
});

test('suggestions fit the hours that what is in progress and due leaves', () => {
  const items = [item('a', { state: 'doing', effort: '2h' }), item('b', { due: TODAY, effort: '1h' }), item('c', { effort: '3h' }), item('d', { effort: '1h' }), item('e', { effort: '30min' }), item('f')];
  assert.equal(ids(week(items, 4.5).next), 'd e f');
  assert.equal(ids(week(items, 7).next), 'c d f');
  assert.equal(ids(week(items, 1).next), '');
  assert.equal(ids(week(items).next), 'c d e');
});

test('a long list is cut, and says how much is left out', () => {
  const found = week(Array.from({ length: 8 }, (_, place) => item(`i${place}`, { state: 'doing' })));
  assert.equal(found.doing.length, 5);
  assert.equal(found.more.doing, 3);
  assert.equal(weekWords(found), '8 in progress.');
});

test('the status says how much of each there is, or why there is nothing', () => {
  assert.equal(weekWords(week([item('a', { state: 'doing' }), item('b', { due: '2027-03-01' }), item('c', { due: TODAY }), item('d')])), '1 in progress, 1 overdue, 1 due soon, 1 next.');
  assert.equal(weekWords(week([item('a', { state: 'done' })])), 'Nothing is left to do.');
  assert.equal(weekWords(week([item('a', { effort: '9h' })], 1)), 'Nothing is due, and no hours are left.');
});

test('a row says effort, since when it is in progress, and when it is due', () => {
  const said = (more) => rowWords(item('a', more), { today: TODAY, language: 'en' });
  assert.equal(said({}), '');
  assert.equal(said({ effort: '2h', due: '2027-03-15' }), '2 h · due in 3 days');
  assert.equal(said({ state: 'doing', since: '2027-03-05' }), 'since 5 March');
  assert.equal(said({ state: 'done', due: TODAY, every: '1w' }), 'due again today');
});

test('the room is that of the rows, the headings and the lines for what is left out', () => {
  assert.deepEqual(plain(roomOf(week([item('a')]))), { rows: 1, lines: 1 });
  const many = Array.from({ length: 6 }, (_, place) => item(`i${place}`, { state: 'doing' }));
  assert.deepEqual(plain(roomOf(week([...many, item('n')]))), { rows: 6, lines: 3 });
  assert.deepEqual(plain(roomOf(week([]))), { rows: 0, lines: 0 });
});

test('hours that nobody could have set are none', () => {
  assert.equal(hoursOf({ hours: 5 }), 5);
  assert.equal(hoursOf({ hours: 0.5 }), 0.5);
  for (const value of [null, undefined, 7, {}, { hours: 0 }, { hours: -1 }, { hours: 101 }, { hours: 'many' }, { hours: null }, { hours: {} }]) assert.equal(hoursOf(value), null);
});
