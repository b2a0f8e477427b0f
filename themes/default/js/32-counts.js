// Shows how much is done: in lists, on the page, next to links; and announces it after an action. It never changes a tick.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page } = tickbook;
  const index = tickbook.groupIndex(page.store.state);
  const lists = new Map();

  const idsIn = (root) => [...root.querySelectorAll('.tb-item[data-tick]')].map((item) => item.dataset.tick);

  function showProgress(row, where) {
    const bar = row.querySelector('progress');
    const text = row.querySelector('[data-tb-count]');
    return (counts) => {
      if (bar) {
        // A bar needs a maximum above zero; without items it is empty.
        bar.max = counts.total || 1;
        bar.value = counts.done;
      }
      if (text) text.textContent = tickbook.longCount(counts, where);
    };
  }

  // The numbers are visual only; screen readers read the sentence.
  function showTally(link) {
    const tally = document.createElement('span');
    const numbers = document.createElement('span');
    const words = document.createElement('span');
    tally.className = 'tb-tally';
    numbers.setAttribute('aria-hidden', 'true');
    words.className = 'tb-hidden';
    tally.append(numbers, words);
    link.append(' ', tally);
    return (counts) => {
      numbers.textContent = tickbook.shortCount(counts);
      words.textContent = `(${tickbook.longCount(counts)})`;
      tally.classList.toggle('tb-tally-done', counts.total > 0 && counts.done === counts.total);
    };
  }

  // The element that the count of a row is about: the page, the group around it, or the group that its link points to.
  function rootOf(row) {
    if (row.dataset.tbProgress === 'page') return document.body;
    const link = row.dataset.tbProgress === 'linked' && row.querySelector('a[href^="#"]');
    const from = link ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : row;
    return from?.closest('[data-tb-group]');
  }

  for (const list of document.querySelectorAll('[data-tb-checklist]')) {
    const row = list.querySelector('.tb-progress');
    if (row) lists.set(list, index.add(idsIn(list), showProgress(row)));
  }
  for (const row of document.querySelectorAll('[data-tb-progress]')) {
    const root = rootOf(row);
    const onPage = root === document.body && document.body.dataset.tbKind !== 'plan';
    if (root) index.add(idsIn(root), showProgress(row, onPage ? 'on this page' : ''));
  }
  page.counts = index;

  // Called by the file of the book's items, which loads next: `pages` has, for each page, the ids of its items by their
  // audiences.
  tickbook.takeItems = (items) => {
    tickbook.items = items;
    const ids = new Map();
    for (const [path, groups] of Object.entries(items.pages)) {
      const link = new URL(path, new URL(document.body.dataset.tbRoot, document.URL));
      ids.set(link.href, tickbook.splitIds(Object.values(groups).join(' ')));
    }
    for (const link of document.querySelectorAll('a[data-tb-items]')) {
      if (ids.has(link.href)) index.add(ids.get(link.href), showTally(link));
    }
  };

  // A box announces its own state; after a choice in the panel the count alone would not be enough.
  function announce(id, how) {
    const group = lists.get(page.items.get(id)?.element.closest('[data-tb-checklist]'));
    if (!group) return;
    const name = tickbook.STATE_NAMES[page.store.state(id)];
    page.say(`${how === 'panel' ? `${name}. ` : ''}${tickbook.longCount(group.counts)}`);
  }

  page.watch((id, how) => {
    if (id === null) index.all();
    else index.changed(id);
    if (how === 'box' || how === 'panel') announce(id, how);
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
