// Decides when an item is due, and puts days into words. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  // From this many days on, the day itself says more than their number.
  const FAR = 14;

  // An absolute day, or the one so long after the start; empty if there is no start.
  const fromStart = (when, start) => (tickbook.isDay(when) ? when : tickbook.dayAfter(start, when));

  // The day an item { due, every, own, state, since } is due, or an empty text. `own` is the reader's date, which takes the
  // place of the author's; `since` is the day it got its state. What comes again is due again so long after it was done.
  function dueDay({ due, every, own, state, since }, start) {
    if (state === 'skip') return '';
    if (state !== 'done') return own || fromStart(due || every || '', start);
    if (!every) return '';
    return own > since ? own : tickbook.dayAfter(since, every);
  }

  // The day the reader started: the one they set, or that of their path, or that of their first tick. `from` says which.
  function startOf({ own, path, first }) {
    if (own) return { day: own, from: 'own' };
    if (tickbook.isDay(path)) return { day: path, from: 'path' };
    return first ? { day: first, from: 'tick' } : { day: '', from: '' };
  }

  // The earlier of two days, of which each may be empty.
  const earlier = (one, other) => (one && other ? (one < other ? one : other) : one || other);

  // The day of the earliest of these ticks, or the one noted before: to untick that item, or to tick it anew, moves its record on.
  // Without any record there is none, because the reader has cleared them.
  function firstDay(records, noted) {
    const known = records.filter(Boolean);
    if (known.length === 0) return '';
    const days = known.filter((record) => tickbook.stateOf(record) !== 'open').map((record) => tickbook.isoDay(record.t));
    return days.reduce(earlier, tickbook.isDay(noted) ? noted : '');
  }

  // "12 March", with the year if it is not this one.
  function dayName(day, today, language) {
    const { year, month, date } = tickbook.dayParts(day);
    const moment = new Date(year, month - 1, date, 12);
    const form = { day: 'numeric', month: 'long', ...(day.slice(0, 4) !== today.slice(0, 4) && { year: 'numeric' }) };
    try {
      return moment.toLocaleDateString(language === 'en' ? 'en-GB' : language || undefined, form);
    } catch {
      // A book may name a language that no browser knows.
      return moment.toLocaleDateString(undefined, form);
    }
  }

  // Whether a day is so far ahead that it is named.
  const isFar = (day, today) => tickbook.daysBetween(today, day) > FAR;

  // "due in 3 days", "was due on 12 March"; what was done before is due again.
  function dueWords(day, { today, language, again = false }) {
    const days = tickbook.daysBetween(today, day);
    const due = again ? 'due again' : 'due';
    if (days < 0) return `was ${due} on ${dayName(day, today, language)}`;
    if (days === 0) return `${due} today`;
    if (days === 1) return `${due} tomorrow`;
    return isFar(day, today) ? `${due} on ${dayName(day, today, language)}` : `${due} in ${days} days`;
  }

  Object.assign(tickbook, { dueDay, startOf, firstDay, isFar, dayName, dueWords });
})((globalThis.tickbook = globalThis.tickbook || {}));
