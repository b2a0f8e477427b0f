// Ties the boxes and counts of the page to the store. It never decides what a stored tick means.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const book = document.body.dataset.tbBook;
  const store = tickbook.openStore({ getStorage: () => window.localStorage, book });
  const index = tickbook.groupIndex(store.isDone);
  const boxes = new Map();

  const idsIn = (root) => [...root.querySelectorAll('.tb-item[data-tick]')].map((item) => item.dataset.tick);

  function collectBoxes() {
    for (const item of document.querySelectorAll('.tb-item[data-tick]')) {
      const box = item.querySelector(':scope > .tb-box');
      if (box) boxes.set(item.dataset.tick, box);
    }
  }

  function showProgress(row, where) {
    const bar = row.querySelector('progress');
    const text = row.querySelector('[data-tb-count]');
    return (done, total) => {
      if (bar) {
        bar.max = total;
        bar.value = done;
      }
      if (text) text.textContent = tickbook.longCount(done, total, where);
    };
  }

  // The numbers are for the eye; what is read aloud is the sentence.
  function showTally(link) {
    const tally = document.createElement('span');
    const numbers = document.createElement('span');
    const words = document.createElement('span');
    tally.className = 'tb-tally';
    numbers.setAttribute('aria-hidden', 'true');
    words.className = 'tb-hidden';
    tally.append(numbers, words);
    link.append(' ', tally);
    return (done, total) => {
      numbers.textContent = tickbook.shortCount(done, total);
      words.textContent = `(${tickbook.longCount(done, total)})`;
      tally.classList.toggle('tb-tally-done', done === total);
    };
  }

  function addCounts() {
    for (const list of document.querySelectorAll('[data-tb-checklist]')) {
      const row = list.querySelector('.tb-progress');
      if (row) list.tbGroup = index.add(idsIn(list), showProgress(row));
    }
    for (const row of document.querySelectorAll('[data-tb-progress]')) {
      const whole = row.dataset.tbProgress === 'page';
      const where = !whole || document.body.dataset.tbKind === 'plan' ? '' : 'on this page';
      index.add(idsIn(whole ? document.body : row.closest('[data-tb-group]')), showProgress(row, where));
    }
    for (const link of document.querySelectorAll('a[data-tb-items]')) {
      const ids = tickbook.splitIds(link.dataset.tbItems);
      if (ids.length) index.add(ids, showTally(link));
    }
  }

  function showBox(id) {
    const box = boxes.get(id);
    if (!box) return;
    const done = store.isDone(id);
    if (box.checked !== done) box.checked = done;
  }

  function showAll() {
    for (const id of boxes.keys()) showBox(id);
    index.all();
  }

  function announce(item) {
    const group = item.closest('[data-tb-checklist]')?.tbGroup;
    const live = document.querySelector('[data-tb-live]');
    if (group && live) live.textContent = tickbook.longCount(group.done, group.ids.length);
  }

  function onChange(event) {
    const item = event.target.closest?.('.tb-item[data-tick]');
    if (!item || !event.target.classList.contains('tb-box')) return;
    store.set(item.dataset.tick, event.target.checked);
    index.changed(item.dataset.tick);
    announce(item);
    warn();
  }

  function onStorage(event) {
    if (event.key === null) {
      store.forget();
      showAll();
      return;
    }
    const id = store.idOf(event.key);
    if (id === null || !(boxes.has(id) || index.has(id))) return;
    store.forget(id);
    showBox(id);
    index.changed(id);
  }

  const WARNINGS = {
    blocked: 'Ticks will not last: this browser does not let the page store them. They hold until you leave the page.',
    full: 'Ticks will not last: this browser has no room left to store them. They hold until you leave the page.',
    unreadable: 'Some ticks will not last: what this browser stored for them cannot be read. Please tick those items again.',
  };
  let warned = false;

  function warn() {
    const notice = document.querySelector('[data-tb-notice]');
    if (warned || store.durable || !notice || boxes.size === 0) return;
    warned = true;
    const text = document.createElement('p');
    const close = document.createElement('button');
    text.textContent = WARNINGS[store.fault];
    close.type = 'button';
    close.className = 'tb-button';
    close.textContent = 'Dismiss';
    close.addEventListener('click', () => notice.replaceChildren());
    notice.replaceChildren(text, close);
  }

  collectBoxes();
  addCounts();
  showAll();
  warn();
  document.addEventListener('change', onChange);
  window.addEventListener('storage', onStorage);
  // A page from the back-forward cache slept while other pages wrote. A browser that restores form
  // state after a reload does so before this event too, so the store has the last word.
  window.addEventListener('pageshow', () => {
    store.forget();
    showAll();
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
