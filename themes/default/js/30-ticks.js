// The items of the page: connects each box to the store and notifies the other scripts of changes. It never decides what a stored tick means.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { tbBook: book, tbFormer = '' } = document.body.dataset;
  const former = tbFormer.split(' ').filter(Boolean);
  const store = tickbook.openStore({ getStorage: () => window.localStorage, book });
  const items = new Map();
  const watchers = [];

  for (const element of document.querySelectorAll('.tb-item[data-tick]')) {
    const box = element.querySelector(':scope > .tb-box');
    const label = element.querySelector(':scope > .tb-text');
    if (box && label) items.set(element.dataset.tick, { element, box, label });
  }

  // The current words of the item, and their revision.
  function wording(id) {
    const { element, label } = items.get(id);
    return { revision: Number(element.dataset.rev) || 1, text: tickbook.plainText(label.textContent) };
  }

  // The line below the item's text for facts about it. It is created when needed.
  function facts(id) {
    const item = items.get(id);
    if (!item.facts) {
      item.facts = document.createElement('div');
      item.facts.className = 'tb-facts';
      (item.button || item.label).after(item.facts);
    }
    return item.facts;
  }

  // Announces that one item changed, or any item (null). `how` is 'box', 'panel' or 'note' if the reader changed it on this page.
  function changed(id, how) {
    for (const watcher of watchers) watcher(id, how);
  }

  // The watcher is called at once for all items and then after each change.
  function watch(watcher) {
    watchers.push(watcher);
    watcher(null);
  }

  // The items that a watcher must update.
  function named(id) {
    if (id === null) return [...items.keys()];
    return items.has(id) ? [id] : [];
  }

  function act(id, state, how) {
    store.set(id, { state, ...wording(id) });
    changed(id, how);
  }

  function setNote(id, note) {
    store.setNote(id, { note, text: wording(id).text });
    changed(id, 'note');
  }

  function confirm(id) {
    store.confirm(id, wording(id));
    changed(id);
  }

  function say(text) {
    const live = document.querySelector('[data-tb-live]');
    if (live) live.textContent = text;
  }

  function refresh() {
    store.forget();
    changed(null);
  }

  tickbook.page = { book, former, store, items, wording, facts, watch, named, act, setNote, confirm, say, refresh };

  // The box is either checked or not, never "partially checked", which would mean several things: that an item is in
  // progress is written next to it, and those words describe the box.
  watch((id) => {
    for (const one of named(id)) {
      const { box } = items.get(one);
      const done = store.isDone(one);
      if (box.checked !== done) box.checked = done;
    }
  });

  document.addEventListener('change', ({ target }) => {
    if (!target.classList?.contains('tb-box')) return;
    const id = target.closest('.tb-item[data-tick]')?.dataset.tick;
    if (items.get(id)?.box === target) act(id, target.checked ? 'done' : 'open', 'box');
  });

  // A drag or a double-click on the text of an item selects words and ticks nothing. Browsers tick after some of these
  // clicks and not after others, and WebKit then drops the selection.
  let ticked = false;
  document.addEventListener('click', (event) => {
    const label = event.target.closest?.('a, .tb-text');
    if (!event.detail || !label?.control) return;
    // The first click of a double-click has ticked.
    if (ticked && event.detail > 1) label.control.click();
    ticked = event.detail < 2 && window.getSelection().isCollapsed;
    if (!ticked) event.preventDefault();
  });

  window.addEventListener('storage', (event) => {
    if (event.key === null) {
      refresh();
      return;
    }
    const entry = store.idOf(event.key);
    if (!entry) return;
    store.forget(entry.id);
    changed(entry.id);
  });

  // A page from the back-forward cache was suspended while other pages wrote. A browser that restores form state after
  // a reload does so before this event too, so the state is set from the store.
  window.addEventListener('pageshow', refresh);
})((globalThis.tickbook = globalThis.tickbook || {}));
