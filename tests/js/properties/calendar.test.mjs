// The calendar as another program reads it: whatever an item says comes back, and what comes again does so on the days that the plan says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../load.mjs';
import { fc, ICAL } from './packages.mjs';

const { toCalendar, dayAfter, dayOfNumber } = load('plan/04-days.js', 'plan/57-calendar.js');
const NOW = Date.UTC(2027, 2, 12, 10, 30);
const item = (more) => ({ id: 'a', text: 'Words', day: '2027-03-31', every: '', about: '', url: '', ...more });
const write = (items, more = {}) => toCalendar({ title: 'Book', book: 'book', now: NOW, items, ...more });
const read = (text) => new ICAL.Component(ICAL.parse(text));
const events = (text) => read(text).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
const dayOf = (time) => time.toString();

// The first days on which an entry comes.
function days(event, count) {
  const iterator = event.iterator();
  return Array.from({ length: count }, () => dayOf(iterator.next()));
}

// The same days as the plan counts them, each from the first.
const counted = (day, count, unit, number) => Array.from({ length: count }, (_, turn) => (turn === 0 ? day : dayAfter(day, `${turn * number}${unit}`)));

test('an item with a date is an entry for the whole day', () => {
  const [event] = events(write([item({ about: 'Book, 2 h', url: 'https://example.org/plan.html#tb-item-a' })]));
  assert.equal(event.uid, 'a@book.tickbook');
  assert.equal(event.summary, 'Words');
  assert.equal(event.description, 'Book, 2 h');
  assert.equal(event.startDate.isDate, true);
  assert.deepEqual([dayOf(event.startDate), dayOf(event.endDate)], ['2027-03-31', '2027-04-01']);
  assert.equal(event.isRecurring(), false);
  assert.equal(event.component.getFirstPropertyValue('url'), 'https://example.org/plan.html#tb-item-a');
  assert.equal(event.component.getFirstPropertyValue('dtstamp').toString(), '2027-03-12T10:30:00Z');
});

test('a calendar says what RFC 5545 asks of one', () => {
  const calendar = read(write([item({}), item({ id: 'b' })]));
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
  assert.match(calendar.getFirstPropertyValue('prodid'), /tickbook/);
  assert.equal(calendar.getAllSubcomponents('vevent').length, 2);
});

test('the same item has the same UID in every file', () => {
  const uid = (more, rest) => events(write([item(more)], rest))[0].uid;
  assert.equal(uid({}), uid({ text: 'Other', day: '2028-01-01', every: '1w' }, { now: NOW + 5, title: 'New title' }));
  assert.notEqual(uid({}), uid({ id: 'b' }));
  assert.notEqual(uid({}), uid({}, { book: 'other' }));
});

test('every line ends with CR LF and has 75 octets at most, without a character cut in two', () => {
  const letters = fc.string({ unit: 'grapheme', maxLength: 200 });
  fc.assert(
    fc.property(letters, letters, (text, about) => {
      const calendar = write([item({ text, about })]);
      const lines = calendar.split('\r\n');
      assert.equal(lines.pop(), '');
      for (const line of lines) {
        assert.ok(Buffer.byteLength(line) <= 75, line);
        assert.doesNotMatch(line, /[\r\n\ufffd]/);
      }
    }),
  );
});

test('any text comes back as it was', () => {
  // Control characters are none that a calendar could hold.
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).filter((said) => !/[\u0000-\u001f\u007f]/.test(said));
  fc.assert(
    fc.property(text, fc.constantFrom('', '\n', ';', ',', '\\', '\\n', ':', '"', 'BEGIN:VEVENT'), (said, more) => {
      const whole = `${said}${more}${said}`;
      assert.equal(events(write([item({ text: whole })]))[0].summary, whole);
    }),
  );
});

test('a text cannot add a line to the calendar', () => {
  const text = 'Words\r\nEND:VEVENT\nBEGIN:VEVENT\rATTACH:x\u0000\u0007';
  assert.equal(events(write([item({ text })])).length, 1);
});

for (const [every, unit, number] of [['2d', 'd', 2], ['1w', 'w', 1], ['3w', 'w', 3], ['1m', 'm', 1], ['2m', 'm', 2], ['1q', 'q', 1], ['2q', 'q', 2], ['1y', 'y', 1]]) {
  test(`what comes every ${every} does so on the days that the plan counts`, () => {
    const starts = ['2027-03-12', '2027-01-31', '2027-02-28', '2027-01-29', '2027-01-30', '2027-04-30', '2027-11-30', '2028-02-29', '2027-12-31'];
    for (const day of starts) {
      const [event] = events(write([item({ day, every })]));
      assert.deepEqual(days(event, 9), counted(day, 9, unit, number), day);
    }
  });
}

test('the first entry is the day itself, whatever day that is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80_000 }), fc.constantFrom('1d', '1w', '1m', '1q', '1y'), (number, every) => {
      const day = dayOfNumber(number);
      assert.equal(days(events(write([item({ day, every })]))[0], 1)[0], day);
    }),
  );
});
