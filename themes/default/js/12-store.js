// Stores ticks, notes and dates, one key each, so that two tabs cannot overwrite each other. It never changes the page.
(function (tickbook) {
  'use strict';

  const { FIELDS, parse, mergeTicks: merge } = tickbook;

  // From harmless to worst.
  const FAULTS = [null, 'unreadable', 'full', 'blocked'];

  // The browser's storage, which may fail at any time; even accessing localStorage may throw.
  function openStorage(getStorage) {
    let fault = null;

    function blame(what) {
      if (FAULTS.indexOf(what) > FAULTS.indexOf(fault)) fault = what;
    }

    function attempt(act, otherwise) {
      try {
        return act();
      } catch {
        blame('blocked');
        return otherwise;
      }
    }

    const storage = attempt(getStorage) || null;
    if (!storage) blame('blocked');

    return {
      fault: () => fault,
      blame,
      read: (key) => attempt(() => storage && storage.getItem(key), null),
      names: () => attempt(() => Array.from({ length: storage ? storage.length : 0 }, (_, place) => storage.key(place)), []),

      // A null text removes the key. Returns whether the storage accepted it.
      write(key, text) {
        try {
          if (text === null) storage.removeItem(key);
          else storage.setItem(key, text);
          return true;
        } catch {
          return false;
        }
      },
    };
  }

  // The records of one book, and a fallback for those that cannot be written.
  function openKeys({ read, write, names, blame }, prefix) {
    // They are stored nowhere else, so nothing removes them.
    const unsaved = new Map();

    const of = (kind, id) => `${prefix}${kind}:${id}`;

    // The id in a key, or null if it is no record of this book.
    function idOf(key) {
      const [, , kind, id] = String(key).split(':');
      return id && Object.hasOwn(FIELDS, kind) && key === of(kind, id) ? { kind, id } : null;
    }

    function save(key, text) {
      const saved = write(key, text);
      if (saved) unsaved.delete(key);
      else blame('full');
      return saved;
    }

    function keep(key, text) {
      if (!save(key, text)) unsaved.set(key, text);
    }

    // The current record: the stored one, or the one that could not be stored if it is newer.
    function look(key, kind) {
      const record = parse(read(key), kind);
      if (record === undefined) blame('unreadable');
      return unsaved.has(key) ? merge(record, parse(unsaved.get(key), kind)) : record;
    }

    const textNow = (key, kind) => (unsaved.has(key) ? JSON.stringify(look(key, kind)) : read(key));

    function remove(key) {
      const removed = save(key, null) || read(key) === null;
      if (removed) unsaved.delete(key);
      return removed;
    }

    // Every record, in the order of their keys.
    function entries() {
      return [...new Set([...unsaved.keys(), ...names()])].sort().flatMap((key) => {
        const entry = idOf(key);
        return entry ? { key, ...entry } : [];
      });
    }

    return { of, idOf, save, keep, look, textNow, remove, entries };
  }

  function openStore({ getStorage, book, now = Date.now }) {
    const prefix = `tickbook:${book}:`;
    const storage = openStorage(getStorage);
    const keys = openKeys(storage, prefix);
    const cache = new Map();

    function get(kind, id) {
      const key = keys.of(kind, id);
      if (!cache.has(key)) cache.set(key, keys.look(key, kind) || null);
      return cache.get(key);
    }

    // Starts from the current record: another tab may have written since.
    function change(kind, id, changed) {
      const key = keys.of(kind, id);
      const record = changed(keys.look(key, kind) || null);
      if (record) keys.keep(key, JSON.stringify(record));
      cache.delete(key);
      return record;
    }

    // Drops cached records, so that the next read sees the writes of other tabs.
    function forget(id) {
      if (id === undefined) cache.clear();
      for (const kind in FIELDS) cache.delete(keys.of(kind, id));
    }

    return {
      // Whether all records are stored durably, and if not, why: 'blocked', 'full' or 'unreadable'.
      get durable() { return storage.fault() === null; },
      get fault() { return storage.fault(); },

      // Used by the scripts of the plan.
      keys,
      idOf: keys.idOf,
      forget,
      record: (id) => get('tick', id),
      state: (id) => tickbook.stateOf(get('tick', id)),
      isDone: (id) => tickbook.stateOf(get('tick', id)) === 'done',
      noteRecord: (id) => get('note', id),
      note: (id) => get('note', id)?.n ?? '',

      set: (id, act) => change('tick', id, (old) => tickbook.nextTick(old, act, now())),
      setNote: (id, act) => change('note', id, (old) => tickbook.nextNote(old, act, now())),
      confirm: (id, item) => change('tick', id, (old) => old && tickbook.confirmed(old, item, now())),

      ids: () => [...new Set(keys.entries().map((entry) => entry.id))],

      // Other stored values of pages, such as `seen`; null if unusable.
      readExtra(name) {
        try {
          return JSON.parse(storage.read(prefix + name));
        } catch {
          return null;
        }
      },
      writeExtra: (name, value) => storage.write(prefix + name, JSON.stringify(value)),
      removeExtra: (name) => storage.write(prefix + name, null),
    };
  }

  tickbook.openStore = openStore;
})((globalThis.tickbook = globalThis.tickbook || {}));
