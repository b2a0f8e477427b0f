// Days of the calendar: what is one, what comes after it, and how far two are apart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { isDay, dayAfter, daysBetween, dayNumber, dayOfNumber, minutesOf, lengthWords } = load('plan/04-days.js');

test('a day is one that the calendar has', () => {
  for (const day of ['1970-01-01', '2024-02-29', '2000-02-29', '2027-12-31', '9999-12-31']) assert.equal(isDay(day), true, day);
  for (const day of ['2023-02-29', '2100-02-29', '2027-04-31', '2027-13-01', '2027-00-10', '2027-01-00', '1969-12-31', '0002-01-01']) assert.equal(isDay(day), false, day);
  for (const value of ['', '2027-1-1', '2027-01-01x', ' 2027-01-01', 'soon', null, undefined, 3, [], {}, ['2027-01-01']]) assert.equal(isDay(value), false, String(value));
});

test('days and weeks go over the ends of months and years', () => {
  assert.equal(dayAfter('2027-01-30', '3d'), '2027-02-02');
  assert.equal(dayAfter('2027-12-31', '1d'), '2028-01-01');
  assert.equal(dayAfter('2028-02-28', '1d'), '2028-02-29');
  assert.equal(dayAfter('2027-02-28', '1d'), '2027-03-01');
  assert.equal(dayAfter('2027-03-12', '4w'), '2027-04-09');
});

test('a month without the day gives its last one', () => {
  assert.equal(dayAfter('2027-01-31', '1m'), '2027-02-28');
  assert.equal(dayAfter('2028-01-31', '1m'), '2028-02-29');
  assert.equal(dayAfter('2027-01-31', '2m'), '2027-03-31');
  assert.equal(dayAfter('2027-01-31', '3m'), '2027-04-30');
  assert.equal(dayAfter('2027-12-15', '1m'), '2028-01-15');
  assert.equal(dayAfter('2027-06-30', '6m'), '2027-12-30');
});

test('a quarter is three months, and a year twelve', () => {
  assert.equal(dayAfter('2026-11-30', '1q'), '2027-02-28');
  assert.equal(dayAfter('2027-11-30', '1q'), '2028-02-29');
  assert.equal(dayAfter('2027-03-31', '2q'), '2027-09-30');
  assert.equal(dayAfter('2028-02-29', '1y'), '2029-02-28');
  assert.equal(dayAfter('2028-02-29', '4y'), '2032-02-29');
});

test('what is no length, and what has no day to count from, gives no day', () => {
  for (const length of ['', '0d', '4', 'd', '1x', '-1d', '1.5d', '12345d', null, undefined]) assert.equal(dayAfter('2027-01-01', length), '', String(length));
  for (const day of ['', 'soon', undefined, '2027-02-30']) assert.equal(dayAfter(day, '1d'), '', String(day));
  assert.equal(dayAfter('2027-01-01', '3h'), '2027-01-01');
});

test('no day is later than the last that can be written', () => {
  assert.equal(dayAfter('9999-12-30', '9999y'), '9999-12-31');
  assert.equal(dayAfter('9999-12-30', '9w'), '9999-12-31');
  assert.equal(dayOfNumber(Number.MAX_SAFE_INTEGER), '9999-12-31');
});

test('every day of two centuries has its number, that of the calendar of the platform', () => {
  for (let number = 0; number < 80_000; number += 1) {
    const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
    if (dayOfNumber(number) !== day || dayNumber(day) !== number) assert.fail(`${day} is not ${number}`);
  }
});

test('the days between two are counted without hours, so summer time changes none', () => {
  assert.equal(daysBetween('2027-03-12', '2027-03-15'), 3);
  assert.equal(daysBetween('2027-03-27', '2027-03-29'), 2);
  assert.equal(daysBetween('2028-02-28', '2028-03-01'), 2);
  assert.equal(daysBetween('2027-03-15', '2027-03-12'), -3);
  assert.equal(daysBetween('2027-03-15', '2027-03-15'), 0);
});

test('an effort is so many minutes of work', () => {
  assert.equal(minutesOf('30min'), 30);
  assert.equal(minutesOf('2h'), 120);
  assert.equal(minutesOf('1d'), 8 * 60);
  assert.equal(minutesOf('1w'), 5 * 8 * 60);
  assert.equal(minutesOf(''), null);
  for (const rubbish of ['long', undefined, 'h', '2', '2x', '2constructor', '-1h']) assert.equal(minutesOf(rubbish), null, String(rubbish));
});

test('a length in words is what the page says of it', () => {
  const words = { '30min': '30 min', '2h': '2 h', '1d': '1 day', '4w': '4 weeks', '1m': '1 month', '2q': '2 quarters', '1y': '1 year', '': '', x: '' };
  for (const [length, said] of Object.entries(words)) assert.equal(lengthWords(length), said);
});
