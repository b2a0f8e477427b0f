// Defines what a record means, how an action changes it, and which of two wins. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  const STATES = ['open', 'doing', 'done', 'skip'];
  const STATE_NAMES = { open: 'Open', doing: 'In progress', done: 'Done', skip: 'Not for me' };
  const TEXT_LENGTH = 300;
  // The field that a record of each kind must have.
  const FIELDS = { tick: 's', note: 'n', date: 'd' };

  // Returns the record, null if nothing is stored, undefined if the stored value cannot be read.
  function parse(text, kind) {
    if (text === null || text === undefined) return null;
    try {
      const record = JSON.parse(text);
      return typeof record?.[FIELDS[kind]] === 'string' ? record : undefined;
    } catch {
      return undefined;
    }
  }

  // A state written by a later version counts as open until the reader changes the item.
  function stateOf(record) {
    return STATES.includes(record?.s) ? record.s : 'open';
  }

  const evenText = (text) => String(text ?? '').replace(/\s+/g, ' ').trim();

  // Equal wordings give equal texts, whatever their white space.
  function plainText(text) {
    const even = evenText(text);
    if (even.length <= TEXT_LENGTH) return even;
    return even.slice(0, TEXT_LENGTH).replace(/[\ud800-\udbff]$/, '').trimEnd();
  }

  const whole = (number) => (Number.isSafeInteger(number) ? number : 0);

  // Keeps fields written by a later version. The time is later than the old one's even if a clock was wrong.
  function next(old, changes, text, now) {
    const before = Number.isSafeInteger(old?.t) ? old.t + 1 : now;
    const record = { ...old, ...changes, t: Math.max(now, before) };
    if (text !== undefined) record.x = plainText(text);
    return record;
  }

  function nextTick(old, { state, revision, text }, now) {
    const known = revision === undefined ? {} : { r: revision };
    return next(old, { v: 2, s: state, ...known }, text, now);
  }

  function nextNote(old, { note, text }, now) {
    return next(old, { v: 1, n: String(note) }, text, now);
  }

  // The words, numbers and signs of a text, without case and punctuation.
  function said(text) {
    const pieces = /(?<![\p{L}\p{N}])[-@#]+(?=[\p{L}\p{N}])|(?<!\S)[.!](?=\p{L})|[\p{L}\p{N}\p{M}]+|\p{S}+|[#%&@]/gu;
    return (plainText(text).normalize('NFKC').toLowerCase().match(pieces) ?? []).join(' ');
  }

  // Null if the words are those of the action, or if that is not known. The words themselves are compared; the
  // revision, which two authors may have raised at once, is used for a record without words, or without all of them.
  function wasReworded(record, { revision, text }) {
    if (stateOf(record) === 'open') return null;
    const hasWords = typeof record.x === 'string';
    if (hasWords && said(record.x) !== said(text)) return { before: record.x };
    if (hasWords && evenText(text).length <= TEXT_LENGTH) return null;
    return Number.isSafeInteger(record.r) && record.r !== revision ? { before: null } : null;
  }

  // The state is valid for the current words. The time moves only to the next second: that wins over the confirmed
  // record, even if a link rounded it down, and the day of the action stays.
  function confirmed(record, { revision, text }, now) {
    const time = Number.isSafeInteger(record.t) ? Math.floor(record.t / 1000 + 1) * 1000 : now;
    return nextTick(record, { state: record.s, revision, text }, time);
  }

  // The same text for the same content, in whatever order its fields were written.
  function canonical(record) {
    return JSON.stringify(record, (key, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value);
  }

  // The later action wins. If the times are equal, the order is fixed and the record with more content wins, so that
  // devices agree in any order and number of merges.
  function order(a, b) {
    const first = whole(a.t) - whole(b.t) || STATES.indexOf(a.s) - STATES.indexOf(b.s) || whole(a.r) - whole(b.r);
    if (first) return first;
    const [one, other] = [canonical(a), canonical(b)];
    return one.length - other.length || (one < other ? -1 : Number(one > other));
  }

  // Unreadable records (undefined) win over nothing (null) and lose to any record. If equal, the first wins.
  function merge(a, b) {
    if (!a || !b) return a || b || (a === undefined ? a : b);
    return order(a, b) < 0 ? b : a;
  }

  Object.assign(tickbook, {
    STATES, STATE_NAMES, FIELDS, parse, stateOf, plainText, next, nextTick, nextNote, wasReworded, confirmed,
    mergeTicks: merge,
  });
  // This script comes first. It needs a new object, because until then the name `tickbook` refers to the element with that id.
})((globalThis.tickbook = {}));
