// Portable progress: the file that a reader downloads, and the preview of a merge. It writes nothing itself and treats
// everything that it reads as untrusted.
(function (tickbook) {
  'use strict';

  const FORMAT = 'tickbook-progress';
  const VERSION = 1;
  const DAY = 24 * 60 * 60 * 1000;
  const LARGEST_FILE = 5 * 1024 * 1024;
  const MOST_ENTRIES = 50_000;
  const NOTE_LENGTH = 4000;
  // The ids that the generator allows, with a limit.
  const ID = /^[\p{Alphabetic}\p{N}_-]{1,200}$/u;
  // In the place of an item's id: the date is the day the reader started. No item can have this id.
  const START = '*';

  const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const isTime = (value) => Number.isSafeInteger(value) && value >= 0;
  const isRevision = (value) => Number.isSafeInteger(value) && value >= 1;

  // Without a prototype, `__proto__` and `constructor` are ids like any other.
  function mapped(entries, change) {
    const map = Object.create(null);
    for (const [id, entry] of Object.entries(entries)) {
      const changed = change(entry);
      if (changed) map[id] = changed;
    }
    return map;
  }

  function words(record) {
    return {
      ...(isRevision(record.r) && { r: record.r }),
      ...(typeof record.x === 'string' && { x: tickbook.plainText(record.x) }),
    };
  }

  const timeOf = (record) => (isTime(record.t) ? record.t : 0);

  // The portable form of a store's content. `now` is in milliseconds; `paths` is the record of the chosen path, if there is one.
  function toProgress({ book, items, notes, dates = {}, paths, now }) {
    const days = mapped(dates, (record) => ({ d: record.d, t: timeOf(record), ...words({ x: record.x }) }));
    return {
      format: FORMAT,
      version: VERSION,
      book: { id: book.id, title: book.title },
      saved: new Date(now).toISOString(),
      items: mapped(items, (record) => ({ s: record.s, t: timeOf(record), ...words(record) })),
      notes: mapped(notes, (record) => ({ n: record.n, t: timeOf(record), ...words({ x: record.x }) })),
      ...(Object.keys(days).length > 0 && { dates: days }),
      ...(paths && { paths: { t: paths.t, d: paths.d, a: paths.a } }),
    };
  }

  // A time that is further in the future than a wrong time zone can explain would win over all later actions of the reader.
  const arrived = (time, now) => (time > now + DAY ? now : time);

  function cut(text, length) {
    return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  }

  // Returns records of known fields with checked values, and the number of invalid entries.
  function checkEntries({ items, notes, dates = {} }, now) {
    let dropped = 0;
    function checked(entries, fits, change, isId = (id) => ID.test(id)) {
      const fit = Object.entries(entries).filter(([id, entry]) => isId(id) && isMap(entry) && isTime(entry.t) && fits(entry));
      dropped += Object.keys(entries).length - fit.length;
      return mapped(Object.fromEntries(fit), (entry) => change(entry, arrived(entry.t, now)));
    }
    const isTick = (entry) => tickbook.STATES.includes(entry.s);
    const isNote = (entry) => typeof entry.n === 'string';
    const isDate = (entry) => entry.d === '' || tickbook.isDay(entry.d);
    return {
      items: checked(items, isTick, (entry, t) => ({ s: entry.s, t, ...words(entry) })),
      notes: checked(notes, isNote, (entry, t) => ({ n: cut(entry.n, NOTE_LENGTH), t, ...words({ x: entry.x }) })),
      dates: checked(dates, isDate, (entry, t) => ({ d: entry.d, t, ...words({ x: entry.x }) }), (id) => id === START || ID.test(id)),
      dropped,
    };
  }

  const refuse = (reason) => ({ ok: false, reason });
  const ANOTHER_FILE = 'Choose a file that was downloaded from the plan of this book.';

  function parsed(text) {
    try {
      return JSON.parse(text.replace(/^\ufeff/, ''));
    } catch {
      return undefined;
    }
  }

  // Null if the head of the file is that of this book's progress, else the sentence for the reader.
  function faultOf(file, book) {
    if (!isMap(file) || file.format !== FORMAT || !isRevision(file.version)) {
      return `This file holds no progress. ${ANOTHER_FILE}`;
    }
    if (file.version > VERSION) {
      return 'This file was written by a newer version of this book’s pages. Reload this page, then import the file again.';
    }
    if (!isMap(file.book) || typeof file.book.id !== 'string') {
      return `This file does not say which book it belongs to. ${ANOTHER_FILE}`;
    }
    if (file.book.id !== book.id && !book.former?.includes(file.book.id)) {
      const title = typeof file.book.title === 'string' && tickbook.plainText(file.book.title);
      return `This file belongs to “${title || tickbook.plainText(file.book.id)}”. Import it on the plan of that book.`;
    }
    const { items = {}, notes = {}, dates = {} } = file;
    const maps = [items, notes, dates];
    if (!maps.every(isMap)) return `This file is damaged. ${ANOTHER_FILE}`;
    if (maps.reduce((sum, map) => sum + Object.keys(map).length, 0) > MOST_ENTRIES) {
      return `This file has more entries than a book can have (${MOST_ENTRIES.toLocaleString('en')}). ${ANOTHER_FILE}`;
    }
    return null;
  }

  // The chosen path in a file; null if it has none, or if no item of this book is for some readers.
  function pathsOf({ paths }, now) {
    const record = tickbook.checkPaths?.(paths);
    return record ? { ...record, t: arrived(record.t, now) } : null;
  }

  // `book` is this book's { id, former, title }; `former` are its former ids. Never throws, whatever the text is.
  function readProgress(text, { book, now = Date.now() }) {
    if (typeof text !== 'string' || text.trim() === '') return refuse(`This file is empty. ${ANOTHER_FILE}`);
    if (text.length > LARGEST_FILE) return refuse(`This file is larger than progress can be (5 MB). ${ANOTHER_FILE}`);
    const file = parsed(text);
    if (file === undefined) return refuse(`This file cannot be read: it is not JSON, or it is cut short. ${ANOTHER_FILE}`);
    const fault = faultOf(file, book);
    if (fault) return refuse(fault);
    const { dropped, ...entries } = checkEntries({ items: {}, notes: {}, ...file }, now);
    return { ok: true, progress: { book, saved: file.saved, ...entries, paths: pathsOf(file, now) }, dropped };
  }

  // The record in the form of the store. One without words is of version 1, and stays so.
  const tickRecord = (entry) => ({ v: 'r' in entry || 'x' in entry ? 2 : 1, ...entry });
  const plainRecord = (entry) => ({ v: 1, ...entry });

  const KINDS = [
    { kind: 'tick', map: 'items', count: null, record: tickRecord, shown: tickbook.stateOf },
    { kind: 'note', map: 'notes', count: 'notes', record: plainRecord, shown: (record) => record?.n ?? '' },
    { kind: 'date', map: 'dates', count: 'dates', record: plainRecord, shown: (record) => record?.d ?? '' },
  ];

  // The effect of merging into `current`, the progress of a store. `changes` are all records to write; those whose `before` and `after` are equal
  // only have a later time or more words and count as the same. Items that are not in the book count only as unknown.
  function preview(current, incoming, knownIds) {
    const known = new Set([...knownIds, START]);
    const unknown = new Set();
    const changes = [];
    const counts = { done: 0, doing: 0, open: 0, skip: 0, notes: 0, dates: 0, same: 0, older: 0, unknown: 0 };
    for (const { kind, map, count, record, shown } of KINDS) {
      for (const [id, entry] of Object.entries(incoming[map] ?? {})) {
        const old = current[map]?.[id] ?? null;
        const fresh = record(entry);
        const [before, after] = [shown(old), shown(fresh)];
        const wins = tickbook.mergeTicks(old, fresh) !== old;
        if (wins) changes.push({ kind, id, record: fresh, before, after });
        if (!known.has(id)) unknown.add(id);
        else if (before === after) counts.same += 1;
        else if (!wins) counts.older += 1;
        else counts[count ?? after] += 1;
      }
    }
    counts.unknown = unknown.size;
    return { changes, counts };
  }

  Object.assign(tickbook, { START, toProgress, readProgress, checkEntries, preview });
})((globalThis.tickbook = globalThis.tickbook || {}));
