// Arithmetic with days of the calendar, written YYYY-MM-DD. Time zones and summer time have no part in it. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  const FORM = /^(\d{4})-(\d\d)-(\d\d)$/;
  const LENGTH = /^(\d{1,4})(min|h|d|w|m|q|y)$/;
  // The first and the last day that readers can choose.
  const [FIRST, LAST] = ['1970-01-01', '9999-12-31'];
  // Units that are a number of days, and those that are a number of months.
  const DAYS = { d: 1, w: 7 };
  const MONTHS = { m: 1, q: 3, y: 12 };
  // A working day has eight hours, and a week five of them.
  const MINUTES = { min: 1, h: 60, d: 480, w: 2400, m: 9600, q: 28_800, y: 115_200 };
  const NAMES = { d: 'day', w: 'week', m: 'month', q: 'quarter', y: 'year' };

  const two = (number) => String(number).padStart(2, '0');
  const write = (year, month, day) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const monthLength = (year, month) => [31, year % 4 || (year % 100 === 0 && year % 400) ? 28 : 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];

  // The numbers of a day, or null if the calendar does not have it.
  function partsOf(day) {
    const [, year, month, date] = (FORM.exec(day) || []).map(Number);
    return date >= 1 && date <= monthLength(year, month) ? { year, month, date } : null;
  }

  const isDay = (day) => typeof day === 'string' && partsOf(day) !== null && day >= FIRST && day <= LAST;

  // How many days lie between 1970-01-01 and this day: the days of whole years, counted from a March, so that a leap day is the last.
  function toNumber(day) {
    const { year, month, date } = partsOf(day);
    const years = month > 2 ? year : year - 1;
    const months = (month + 9) % 12;
    const inYear = Math.floor((153 * months + 2) / 5) + date - 1;
    return 365 * years + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400) + inYear - 719_468;
  }

  // The day with this number; the last one that can be written if it is later.
  function fromNumber(number) {
    const days = number + 719_468;
    let years = Math.floor((10_000 * days + 14_780) / 3_652_425);
    const before = () => 365 * years + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
    if (days < before()) years -= 1;
    const inYear = days - before();
    const months = Math.floor((5 * inYear + 2) / 153);
    const month = ((months + 2) % 12) + 1;
    const year = month > 2 ? years : years + 1;
    return year > 9999 ? LAST : write(year, month, inYear - Math.floor((153 * months + 2) / 5) + 1);
  }

  // { count, unit } of a length such as 4w, or null.
  function lengthOf(text) {
    const [, count, unit] = LENGTH.exec(text) || [];
    return Number(count) > 0 ? { count: Number(count), unit } : null;
  }

  // The day so long after another. The 31st of a month without one is its last day. Lengths below a day change nothing.
  function dayAfter(day, text) {
    const length = lengthOf(text);
    if (!length || !isDay(day)) return '';
    const { count, unit } = length;
    if (DAYS[unit]) return fromNumber(toNumber(day) + count * DAYS[unit]);
    if (!MONTHS[unit]) return day;
    const { year, month, date } = partsOf(day);
    const months = 12 * year + month - 1 + count * MONTHS[unit];
    const [inYear, inMonth] = [Math.floor(months / 12), (months % 12) + 1];
    return inYear > 9999 ? LAST : write(inYear, inMonth, Math.min(date, monthLength(inYear, inMonth)));
  }

  // How many days the second is after the first.
  const daysBetween = (from, to) => toNumber(to) - toNumber(from);

  // How many minutes of work a length is, or null if it is none.
  function minutesOf(text) {
    const length = lengthOf(text);
    return length && length.count * MINUTES[length.unit];
  }

  // "30 min", "2 h", "1 day", "3 weeks", or an empty text.
  function lengthWords(text) {
    const length = lengthOf(text);
    if (!length) return '';
    const { count, unit } = length;
    return NAMES[unit] ? `${count} ${NAMES[unit]}${count === 1 ? '' : 's'}` : `${count} ${unit}`;
  }

  Object.assign(tickbook, { isDay, dayAfter, daysBetween, dayParts: partsOf, dayNumber: toNumber, dayOfNumber: fromNumber, lengthOf, minutesOf, lengthWords });
})((globalThis.tickbook = globalThis.tickbook || {}));
