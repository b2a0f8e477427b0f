// Which items of the plan a filter shows, and which items are new to the reader. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  // What each filter asks of an item { state, noted, fresh, children }; any other name is that of a state.
  const FILTERS = {
    all: () => true,
    new: (item) => item.fresh,
    notes: (item) => item.noted,
  };

  // What to say where a filter shows nothing.
  const NOTHING = {
    all: '',
    open: 'Nothing is open.',
    doing: 'Nothing is in progress.',
    done: 'Nothing is done yet.',
    skip: 'You have put nothing aside.',
    new: 'Nothing is new since your last visit.',
    notes: 'There are no notes yet.',
  };

  // A nested item that matches keeps its parents in sight, else it would be out of reach.
  // The answer is the set of the items to show.
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

  // The ids that the plan did not show at the last visit, or null at the first one. `seen` is what the last
  // visit stored; `kept`, a text of ids, is what this visit has already called new and goes on calling so.
  function freshIds(ids, seen, kept) {
    if (typeof seen?.ids !== 'string') return null;
    const before = new Set(tickbook.splitIds(seen.ids));
    const during = new Set(tickbook.splitIds(typeof kept === 'string' ? kept : ''));
    return new Set(ids.filter((id) => !before.has(id) || during.has(id)));
  }

  Object.assign(tickbook, { NOTHING_SHOWN: NOTHING, visibleItems, freshIds });
})((globalThis.tickbook = globalThis.tickbook || {}));
