// Keeps the reader's ticks: one key an item, so that two tabs cannot overwrite each other. It never touches the page.
(function (tickbook) {
  'use strict';

  const VERSION = 1;

  // Gives the item's record, null where nothing is stored, undefined where what is stored cannot be read.
  function parseTick(text) {
    if (text === null || text === undefined) return null;
    try {
      const record = JSON.parse(text);
      const usable = typeof record === 'object' && record !== null && typeof record.s === 'string';
      return usable ? record : undefined;
    } catch {
      return undefined;
    }
  }

  // The new record keeps fields that this version does not know: a later version may have written them.
  // Its time is later than the old one's even where a clock was wrong, so that merging takes the newer act.
  function nextTick(old, done, now) {
    const before = old && Number.isSafeInteger(old.t) ? old.t + 1 : 0;
    return { ...old, v: VERSION, s: done ? 'done' : 'open', t: Math.max(now, before) };
  }

  // `getStorage` is a function, because naming localStorage may itself throw.
  function openStore({ getStorage, book, now = Date.now }) {
    const prefix = `tickbook:${book}:tick:`;
    const records = new Map();
    const unsaved = new Set();
    let storage = null;
    let fault = null;

    try {
      storage = getStorage() || null;
    } catch {
      storage = null;
    }
    if (!storage) fault = 'blocked';

    function read(id) {
      let text = null;
      try {
        if (storage) text = storage.getItem(prefix + id);
      } catch {
        fault = 'blocked';
      }
      const record = parseTick(text);
      if (record === undefined) fault = fault || 'unreadable';
      records.set(id, record || null);
      return record || null;
    }

    function get(id) {
      return records.has(id) ? records.get(id) : read(id);
    }

    return {
      // Whether ticks will be here tomorrow, and if not, why: 'blocked', 'full' or 'unreadable'.
      get durable() { return fault === null; },
      get fault() { return fault; },

      isDone(id) {
        const record = get(id);
        return record !== null && record.s === 'done';
      },

      set(id, done) {
        const record = nextTick(get(id), done, now());
        records.set(id, record);
        try {
          if (!storage) throw new Error('no storage');
          storage.setItem(prefix + id, JSON.stringify(record));
          unsaved.delete(id);
        } catch {
          unsaved.add(id);
          fault = storage ? 'full' : 'blocked';
        }
        return record;
      },

      // Tells which item a key of the storage belongs to, or null where it is not one of this book's.
      idOf(key) {
        return typeof key === 'string' && key.startsWith(prefix) ? key.slice(prefix.length) : null;
      },

      // Forgets what was read, so that the next look sees what other tabs wrote. What could not be
      // saved is nowhere else and stays.
      forget(id) {
        if (id !== undefined) {
          if (!unsaved.has(id)) records.delete(id);
          return;
        }
        for (const known of [...records.keys()]) {
          if (!unsaved.has(known)) records.delete(known);
        }
      },
    };
  }

  tickbook.parseTick = parseTick;
  tickbook.nextTick = nextTick;
  tickbook.openStore = openStore;
})((globalThis.tickbook = globalThis.tickbook || {}));
