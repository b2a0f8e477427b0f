// The sentences of the desk: the effect of a merge, what clearing removes, what was restored. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  const MINUTE = 60_000;

  // "1 item", "2 items".
  const many = (number, word, plural = `${word}s`) => `${number} ${number === 1 ? word : plural}`;

  // "a", "a and b", "a, b and c".
  function listed(parts) {
    if (parts.length < 2) return parts.join('');
    return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
  }

  // The effect of a merge, one sentence per line. Zero counts are left out.
  function previewLines(counts, dropped = 0) {
    const becomes = (number) => (number === 1 ? 'becomes' : 'become');
    const are = (number) => (number === 1 ? 'is' : 'are');
    const lines = [
      [counts.done, (n) => `${many(n, 'item')} ${becomes(n)} done`],
      [counts.doing, (n) => `${many(n, 'item')} ${becomes(n)} in progress`],
      [counts.skip, (n) => `${many(n, 'item')} ${becomes(n)} not for you`],
      [counts.open, (n) => `${many(n, 'item')} ${becomes(n)} open again`],
      [counts.notes, (n) => `${many(n, 'note')} ${n === 1 ? 'comes' : 'come'} in`],
      [counts.dates, (n) => `${many(n, 'date')} ${n === 1 ? 'comes' : 'come'} in`],
      [counts.same, (n) => `${n} ${are(n)} the same already`],
      [counts.older, (n) => `${n} ${are(n)} newer here and ${n === 1 ? 'stays' : 'stay'} as ${n === 1 ? 'it is' : 'they are'}`],
      [counts.unknown, (n) => `${n} ${are(n)} not in this book and ${are(n)} kept`],
      [dropped, (n) => `${many(n, 'entry', 'entries')} cannot be read and ${are(n)} left out`],
    ];
    return lines.filter(([number]) => number > 0).map(([number, words]) => words(number));
  }

  // The amount of progress, for the question before it is cleared: "3 done, 1 in progress, 2 notes and 1 date".
  function amountWords({ items, notes, dates = {} }) {
    const counts = { open: 0, doing: 0, done: 0, skip: 0 };
    for (const id in items) counts[tickbook.stateOf(items[id])] += 1;
    const written = Object.keys(notes).filter((id) => notes[id].n.trim() !== '').length;
    const set = Object.keys(dates).filter((id) => dates[id].d !== '').length;
    const parts = [
      [counts.done, `${counts.done} done`],
      [counts.doing, `${counts.doing} in progress`],
      [counts.skip, `${counts.skip} not for you`],
      [counts.open, `${counts.open} opened again`],
      [written, many(written, 'note')],
      [set, many(set, 'date')],
    ];
    return listed(parts.filter(([number]) => number > 0).map(([, words]) => words));
  }

  function undoneWords({ restored, kept }) {
    const stays = kept === 1 ? 'One was changed since and stays as it is.' : `${kept} were changed since and stay as they are.`;
    return `${restored === 0 ? 'Nothing was' : `${many(restored, 'entry', 'entries')} ${restored === 1 ? 'was' : 'were'}`} brought back.${kept ? ` ${stays}` : ''}`;
  }

  // What an import does to the path, whose audiences have these titles.
  const pathLine = (titles) => (titles.length ? `Your path becomes: ${listed(titles)}` : 'Your path is cleared, so that you see everything');

  // What setting aside the items of a part, a chapter or a list did.
  function asideWords(count, name, failed) {
    const lost = failed ? ` ${failed} could not be stored: this browser has no room or does not let the page store them.` : '';
    return `${many(count, 'item')} of “${name}” ${count === 1 ? 'is' : 'are'} not for you now.${lost}`;
  }

  // Progress that was cleared less than a minute ago, as { undo, left } with the milliseconds left to restore it, or
  // null. Anything on this origin may have written it, so it is checked.
  function parseCleared(value, now) {
    const left = MINUTE - (now - value?.t);
    const isEntry = (entry) => typeof entry?.key === 'string' && typeof entry.before === 'string';
    if (!(left > 0 && left <= MINUTE) || !Array.isArray(value.undo)) return null;
    const undo = value.undo.filter(isEntry).map(({ key, before }) => ({ key, before, after: null }));
    return undo.length ? { undo, left } : null;
  }

  // "how-to-become-a-cto-progress-2026-11-22.json"
  function fileName(book, time, ending, what = 'progress') {
    return `${String(book).replace(/[^\w-]+/g, '-')}-${what}-${tickbook.isoDay(time)}.${ending}`;
  }

  Object.assign(tickbook, { previewLines, amountWords, undoneWords, pathLine, asideWords, parseCleared, fileName });
})((globalThis.tickbook = globalThis.tickbook || {}));
