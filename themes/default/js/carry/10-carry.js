// Takes over the progress stored under the book's former ids. It never changes the page.
(function (tickbook) {
  'use strict';

  // Whether a record under a former id replaces the one under this id. The later action wins.
  function wins(name, before, now) {
    if (now === null) return true;
    const [kind] = name.split(':');
    const record = tickbook.parse(before, kind);
    return Boolean(record) && tickbook.mergeTicks(tickbook.parse(now, kind), record) === record;
  }

  // Once for each former id, so that progress cleared later does not come back. The old keys are kept: another copy of
  // the book may still use them.
  function carryOver({ getStorage, book, former }) {
    try {
      const storage = getStorage();
      const names = Array.from({ length: storage.length }, (_, place) => storage.key(place));
      for (const id of [...former].reverse()) {
        const [from, to] = [`tickbook:${id}:`, `tickbook:${book}:`];
        const mark = `${to}from:${id}`;
        const known = names.filter((name) => name.startsWith(from) && !name.startsWith(`${from}from:`));
        if (known.length === 0 || storage.getItem(mark) !== null) continue;
        for (const key of known) {
          const name = key.slice(from.length);
          const text = storage.getItem(key);
          if (wins(name, text, storage.getItem(to + name))) storage.setItem(to + name, text);
        }
        storage.setItem(mark, '1');
      }
    } catch {
      // The browser stores nothing, or storage is full: the next page tries again.
    }
  }

  tickbook.carryOver = carryOver;
})((globalThis.tickbook = globalThis.tickbook || {}));
