// Decides which items of the plan a filter shows, and which items are new to the reader. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  // The condition of each filter for an item { state, noted, fresh }; any other name is that of a state.
  const FILTERS = {
    all: () => true,
    new: (item) => item.fresh,
    notes: (item) => item.noted,
  };

  // Which of the items that say how long they take, in minutes, each choice means.
  const EFFORTS = {
    short: (minutes) => minutes <= 30,
    medium: (minutes) => minutes <= 120,
    long: (minutes) => minutes > 120,
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

  // The words to find, each as it is compared.
  const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

  // The condition of all filters but the state for an item { elsewhere, audiences, minutes, words }.
  function narrows({ audience = '', effort = '', text = '' }) {
    const words = wordsOf(text);
    return (item) =>
      !item.elsewhere &&
      (!audience || item.audiences.includes(audience)) &&
      (!effort || (item.minutes !== null && EFFORTS[effort](item.minutes))) &&
      words.every((word) => item.words.includes(word));
  }

  function has(item, state) {
    return Object.hasOwn(FILTERS, state) ? FILTERS[state](item) : item.state === state;
  }

  // The parents of a nested item that matches are shown too, or it would be unreachable. `wanted` is { state, audience,
  // effort, text }. Returns the set of the items to show.
  function visibleItems(items, wanted) {
    const fits = narrows(wanted);
    const shown = new Set();
    function visit(item) {
      let any = fits(item) && has(item, wanted.state);
      for (const child of item.children) any = visit(child) || any;
      if (any) shown.add(item);
      return any;
    }
    items.forEach(visit);
    return shown;
  }

  // How many of these items each of the states would show with the other filters as they are.
  function filterCounts(items, wanted, states) {
    const fitting = items.filter(narrows(wanted));
    return Object.fromEntries(states.map((state) => [state, fitting.filter((item) => has(item, state)).length]));
  }

  // The stored filters, with what the page does not offer left out. `offered` has a list for each but the text.
  function checkFilters(value, offered) {
    const known = (name, otherwise) => (offered[name].includes(value?.[name]) ? value[name] : otherwise);
    const text = typeof value?.text === 'string' ? value.text.slice(0, 200) : '';
    return { state: known('state', 'all'), audience: known('audience', ''), effort: known('effort', ''), text };
  }

  const isFiltered = ({ state, audience, effort, text }) => state !== 'all' || Boolean(audience || effort || text.trim());

  // The ids that the plan did not show on the last visit, or null on the first one. `seen` is stored by the last visit;
  // `kept`, a text of ids, are those already shown as new on this visit, which stay new.
  function freshIds(ids, seen, kept) {
    if (typeof seen?.ids !== 'string') return null;
    const before = new Set(tickbook.splitIds(seen.ids));
    const during = new Set(tickbook.splitIds(typeof kept === 'string' ? kept : ''));
    return new Set(ids.filter((id) => !before.has(id) || during.has(id)));
  }

  Object.assign(tickbook, {
    NOTHING_SHOWN: NOTHING, visibleItems, filterCounts, checkFilters, isFiltered, freshIds,
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
