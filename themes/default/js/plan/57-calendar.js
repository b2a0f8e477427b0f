// Writes dates as a calendar, after RFC 5545. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  const OCTETS = 75;
  const YEARS = 10;
  const FREQUENCIES = { d: ['DAILY', 1], w: ['WEEKLY', 1], m: ['MONTHLY', 1], q: ['MONTHLY', 3], y: ['YEARLY', 1] };
  const SIZE = new TextEncoder();

  const compact = (day) => day.replaceAll('-', '');
  const stamp = (now) => new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');

  // Other control characters have no place in a calendar.
  function escaped(text) {
    const plain = String(text).replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');
    return plain.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
  }

  // A line has at most 75 octets, and the next part of a longer one begins with a space. No character is cut in two.
  function folded(line) {
    let size = 0;
    let text = '';
    for (const letter of line) {
      const { length } = SIZE.encode(letter);
      if (size + length > OCTETS) {
        text += '\r\n ';
        size = 1;
      }
      text += letter;
      size += length;
    }
    return text;
  }

  // The rule of what comes again, or null. A length below a day gives none.
  function ruleOf(day, every) {
    const length = tickbook.lengthOf(every);
    const [name, each] = FREQUENCIES[length?.unit] || [];
    if (!name) return null;
    const interval = length.count * each;
    const { month, date } = tickbook.dayParts(day);
    const isLeapDay = name === 'YEARLY' && month === 2 && date === 29;
    const last = isLeapDay ? ';BYMONTH=2;BYMONTHDAY=-1' : name === 'MONTHLY' && date === 31 ? ';BYMONTHDAY=-1' : '';
    return `FREQ=${name}${interval > 1 ? `;INTERVAL=${interval}` : ''}${last}`;
  }

  // By that rule calendars leave out a February without the 29th or the 30th. The plan has its last day then, so those of the next
  // years are written as days of their own. The part of the rule that would say this is one that not every program knows.
  function februaries(day, every) {
    const { count, unit } = tickbook.lengthOf(every) ?? {};
    const { date } = tickbook.dayParts(day);
    if (!['m', 'q'].includes(unit) || date < 29 || date > 30) return [];
    const turns = Array.from({ length: 12 * YEARS }, (_, turn) => tickbook.dayAfter(day, `${(turn + 1) * count}${unit}`));
    const last = tickbook.dayAfter(day, `${YEARS}y`);
    return turns.filter((one) => one && one <= last && tickbook.dayParts(one).date < date);
  }

  // An entry for the whole day. Its UID is the same in every file, so an entry that is imported again takes the place of the older one.
  function entryLines({ id, text, day, every, about, url }, { book, now }) {
    const rule = ruleOf(day, every);
    const more = februaries(day, every);
    return [
      'BEGIN:VEVENT',
      `UID:${escaped(`${id}@${book}.tickbook`)}`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(tickbook.dayAfter(day, '1d'))}`,
      ...(rule ? [`RRULE:${rule}`] : []),
      ...(more.length > 0 ? [`RDATE;VALUE=DATE:${more.map(compact).join(',')}`] : []),
      `SUMMARY:${escaped(text)}`,
      ...(about ? [`DESCRIPTION:${escaped(about)}`] : []),
      ...(url ? [`URL:${url}`] : []),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ];
  }

  // `items` are { id, text, day, every, about, url }: `about` is what else there is to say, and `url` an absolute address or empty.
  function toCalendar({ title, book, now, items }) {
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//tickbook//Plan//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      `X-WR-CALNAME:${escaped(title)}`,
      ...items.flatMap((item) => entryLines(item, { book, now })),
      'END:VCALENDAR',
    ];
    return lines.map((line) => `${folded(line)}\r\n`).join('');
  }

  Object.assign(tickbook, { toCalendar });
})((globalThis.tickbook = globalThis.tickbook || {}));
