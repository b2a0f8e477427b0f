// Decides which items of the plan a filter shows, and which items are new to the reader. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  // The condition of each filter for an item { state, noted, fresh, children }; any other name is that of a state.
  const FILTERS = {
    all: () => true,
    new: (item) => item.fresh,
    notes: (item) => item.noted,
  };

  // The text if a filter shows nothing.
  const NOTHING = {
    all: '',
    open: 'Nothing is open.',
    doing: 'Nothing is in progress.',
    done: 'Nothing is done yet.',
    skip: 'You have put nothing aside.',
    new: 'Nothing is new since your last visit.',
    notes: 'There are no notes yet.',
  };

  // The parents of a nested item that matches are shown too, or it would be unreachable. Returns the set of the items
  // to show.
  function visibleItems(items, filter) {
    const asked = Object.hasOwn(FILTERS, filter) ? FILTERS[filter] : (item) => item.state === filter;
    const shown = new Set();
    function visit(item) {
      let any = asked(item);
      for (const child of item.children) any = visit(child) || any;
      if (any) shown.add(item);
      return any;
    }
    items.forEach(visit);
    return shown;
  }

  // The ids that the plan did not show on the last visit, or null on the first one. `seen` is stored by the last visit;
  // `kept`, a text of ids, are those already shown as new on this visit, which stay new.
  function freshIds(ids, seen, kept) {
    if (typeof seen?.ids !== 'string') return null;
    const before = new Set(tickbook.splitIds(seen.ids));
    const during = new Set(tickbook.splitIds(typeof kept === 'string' ? kept : ''));
    return new Set(ids.filter((id) => !before.has(id) || during.has(id)));
  }

  Object.assign(tickbook, { NOTHING_SHOWN: NOTHING, visibleItems, freshIds });
})((globalThis.tickbook = globalThis.tickbook || {}));
