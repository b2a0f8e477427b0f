// Takes the items of other paths out of the page, of its lists and of all counts, and reads and writes the choice. It never
// changes a tick.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.page) return;

  const NAME = 'paths';
  const { page } = tickbook;
  const { store, counts } = page;
  const { pages = {}, audiences = [] } = tickbook.items ?? {};
  const key = `tickbook:${page.book}:${NAME}`;
  const isPlan = document.body.dataset.tbKind === 'plan';
  const lists = [...document.querySelectorAll('[data-tb-checklist]')];
  const watchers = [];
  // A choice that could not be stored, which is valid on this page.
  let unsaved = null;
  let areShown = false;

  // The record of the last choice, { v, t, d, a } with its time, its day and the names; null if there is none yet.
  function readPaths() {
    return tickbook.mergeTicks(tickbook.checkPaths(store.readExtra(NAME)), unsaved);
  }

  // The chosen audiences that the book still has.
  const chosen = () => (readPaths()?.a ?? []).filter((name) => audiences.includes(name));

  function writePaths(record) {
    unsaved = (record ? store.writeExtra(NAME, record) : store.removeExtra(NAME)) ? null : record;
    apply();
  }

  function choosePaths(names) {
    areShown = false;
    writePaths(tickbook.nextPaths(readPaths(), names, Date.now()));
  }

  function showOthers(shown) {
    areShown = shown;
    apply();
  }

  // An item for others stays where one below it is for the reader, and is not counted.
  function hideItems(gone) {
    const changed = [];
    for (const [id, { element }] of page.items) {
      if (element.hasAttribute('data-tb-elsewhere') === gone.has(id)) continue;
      element.toggleAttribute('data-tb-elsewhere');
      changed.push(element);
    }
    for (const element of changed) {
      element.hidden = element.matches('[data-tb-elsewhere]:not(:has(.tb-item:not([data-tb-elsewhere])))');
    }
  }

  // A list without an item for the reader says so. The plan hides such lists with their headings.
  function hideLists() {
    for (const list of isPlan ? [] : lists) {
      const all = list.querySelectorAll('.tb-item').length;
      const none = all > 0 && !list.querySelector('.tb-item:not([data-tb-elsewhere])');
      if (list.hidden === none) continue;
      list.hidden = none;
      if (none) list.after(tickbook.make('p', { class: 'tb-others' }, 'This list is for other paths.'));
      else list.nextElementSibling.remove();
    }
  }

  function narrow(gone) {
    for (const group of counts.groups) {
      group.all ??= group.ids;
      group.ids = group.all.filter((id) => !gone.has(id));
    }
    counts.all();
  }

  function apply() {
    const names = chosen();
    const others = tickbook.idsElsewhere(pages, names);
    for (const [id, { element }] of page.items) {
      if (tickbook.isElsewhere(element.dataset.tbFor, names)) others.add(id);
    }
    const gone = areShown ? new Set() : others;
    hideItems(gone);
    hideLists();
    narrow(gone);
    // The early style sheet has done its work.
    document.adoptedStyleSheets = [];
    for (const watcher of watchers) watcher({ others, gone, areShown, names });
    document.dispatchEvent(new CustomEvent('tickbook:paths'));
  }

  // The watcher is called after each change, with the ids of all items for others and of those that are hidden.
  const watchPaths = (watcher) => watchers.push(watcher);

  window.addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) apply();
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) apply();
  });
  Object.assign(tickbook, { readPaths, writePaths, choosePaths, showOthers, watchPaths, applyPaths: apply });
})(globalThis.tickbook);
