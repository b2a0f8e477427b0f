// Changes of many records at once, for the plan: merging, clearing, and undoing either. It adds them to a store and never changes the page.
(function (tickbook) {
  'use strict';

  // Each change returns `undo`, which is plain data and can be stored.
  function changesOf({ keys, forget }) {
    function removed(entries) {
      const undo = [];
      for (const { key, kind } of entries) {
        const before = keys.textNow(key, kind);
        if (keys.remove(key)) undo.push({ key, before, after: null });
      }
      forget();
      return { undo, count: undo.length };
    }

    return {
      // All readable records, including those of removed items. Without a prototype an item may have any id.
      progress() {
        const found = { tick: Object.create(null), note: Object.create(null), date: Object.create(null) };
        for (const { key, kind, id } of keys.entries()) {
          const record = keys.look(key, kind);
          if (record) found[kind][id] = record;
        }
        return { items: found.tick, notes: found.note, dates: found.date };
      },

      // Writes each record that wins against the current one. Records that could not be written stay as they were.
      apply(changes) {
        const undo = [];
        let failed = 0;
        for (const { kind, id, record } of changes) {
          const key = keys.of(kind, id);
          const old = keys.look(key, kind);
          if (tickbook.mergeTicks(old, record) === old) continue;
          const before = keys.textNow(key, kind);
          const after = JSON.stringify(record);
          if (keys.save(key, after)) undo.push({ key, before, after });
          else failed += 1;
        }
        forget();
        return { undo, failed };
      },

      // Gives these items, { id, revision, text }, a state.
      setAll(items, state) {
        const record = ({ id, ...words }) => tickbook.nextTick(keys.look(keys.of('tick', id), 'tick') || null, { state, ...words }, Date.now());
        return this.apply(items.map((item) => ({ kind: 'tick', id: item.id, record: record(item) })));
      },

      // Both remove only records of this book: those of one item, or all.
      remove: (id) => removed(keys.entries().filter((entry) => entry.id === id)),
      clear: () => removed(keys.entries()),

      // Undoes these changes, except for records that changed since.
      undo(list) {
        let restored = 0;
        for (const { key, before, after } of list) {
          const entry = keys.idOf(key);
          if (!entry || keys.textNow(key, entry.kind) !== after) continue;
          if (before === null) keys.remove(key);
          else keys.keep(key, before);
          restored += 1;
        }
        forget();
        return { restored, kept: list.length - restored };
      },
    };
  }

  // Returns the same store, now with `progress`, `apply`, `setAll`, `remove`, `clear` and `undo`.
  function withChanges(store) {
    return Object.assign(store, changesOf(store));
  }

  tickbook.withChanges = withChanges;
  if (tickbook.page) withChanges(tickbook.page.store);
})((globalThis.tickbook = globalThis.tickbook || {}));
