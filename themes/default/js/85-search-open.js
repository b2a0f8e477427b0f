// Opens the search, by its button or a shortcut, and loads it on first use. It never searches by itself.
(function (tickbook) {
  'use strict';

  // `/` alone, or K with Ctrl or Cmd. A `/` may need the Shift key, but K with Shift is another shortcut.
  function isSearchKey({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    if (!ctrlKey && !metaKey) return key === '/' && !altKey;
    return /^k$/i.test(key) && ctrlKey !== metaKey && !altKey && !shiftKey;
  }

  const FIELDS = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]';
  Object.assign(tickbook, { isSearchKey, TYPED_INTO: FIELDS });
  if (typeof document === 'undefined') return;

  const dialog = document.querySelector('[data-tb-search]');
  if (!dialog) return;
  const field = dialog.querySelector('input');
  let loading;

  const make = (tag, properties) => document.head.appendChild(Object.assign(document.createElement(tag), properties));

  // Never fails: if the files cannot be loaded, the dialog says so, and the next use tries again.
  function load() {
    loading ||= new Promise((resolve) => {
      make('link', { rel: 'stylesheet', href: dialog.dataset.tbSearchStyle });
      // In this order, because the index calls a function of the script; where that does not come, nothing hears it.
      tickbook.take ??= () => {};
      const script = make('script', { async: false, src: dialog.dataset.tbSearch, onload: resolve });
      tickbook.coming = make('script', { async: false, src: `${dialog.dataset.tbSearchIndex}index.js` });
      script.onerror = () => {
        loading = null;
        dialog.querySelector('.tb-search-status').textContent = 'The search could not be loaded. Type to retry.';
      };
    });
    return loading;
  }

  function open() {
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
    load();
  }

  // The choice on this page is valid even if the browser does not store it.
  tickbook.areShortcutsOff = () => {
    try {
      return tickbook.shortcutsOff ?? window.localStorage.getItem('tickbook:shortcuts') === 'off';
    } catch {
      return false;
    }
  };

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || !isSearchKey(event) || tickbook.areShortcutsOff()) return;
    const { target } = event;
    if (target.closest?.(FIELDS) || document.querySelector('dialog[open]:not([data-tb-search])')) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener('input', load);
  // An Enter key before everything has loaded is not lost.
  field.addEventListener('keydown', ({ key, isComposing }) => {
    tickbook.lastKey = isComposing ? '' : key;
  });

  for (const button of document.querySelectorAll('[data-tb-search-open]')) {
    button.hidden = false;
    button.addEventListener('click', open);
    for (const hint of ['pointerenter', 'focus']) button.addEventListener(hint, load);
  }
  for (const button of document.querySelectorAll('[data-tb-shortcuts]')) {
    button.parentNode.hidden = false;
    button.addEventListener('click', () => load().then(() => tickbook.showShortcuts()));
  }

  // The way back from a result leads to the results.
  function comeBack() {
    const { tbSearch, ...state } = window.history.state ?? {};
    if (!tbSearch) return;
    window.history.replaceState(state, '');
    open();
    load().then(() => tickbook.returnTo(tbSearch));
  }

  window.addEventListener('pageshow', comeBack);
  window.addEventListener('popstate', comeBack);

  // The words of the search that led here are read once and removed, whether they can be marked or not.
  try {
    const found = window.sessionStorage.getItem('tickbook:found');
    window.sessionStorage.removeItem('tickbook:found');
    if (found) load().then(() => tickbook.markFound(found));
  } catch {
    // Without storage nothing is marked.
  }
})((globalThis.tickbook = globalThis.tickbook || {}));
