// The reader's own dates: that of an item, and under `tickbook.START` the day they started. It adds them to a store and never changes the page.
(function (tickbook) {
  'use strict';

  // Returns the same store, now with the reader's dates. An emptied date stays, with an empty text, so that it wins over
  // the one before on other devices too.
  function withDates(store, now = Date.now) {
    const { keys } = store;
    const key = (id) => keys.of('date', id);
    const dateRecord = (id) => keys.look(key(id), 'date') || null;
    return Object.assign(store, {
      dateRecord,
      date(id) {
        const day = dateRecord(id)?.d;
        return tickbook.isDay(day) ? day : '';
      },
      setDate(id, { day, text }) {
        const record = tickbook.next(dateRecord(id), { v: 1, d: tickbook.isDay(day) ? day : '' }, text, now());
        keys.keep(key(id), JSON.stringify(record));
        store.forget(id);
      },
    });
  }

  tickbook.withDates = withDates;
  if (tickbook.page) withDates(tickbook.page.store);
})((globalThis.tickbook = globalThis.tickbook || {}));
