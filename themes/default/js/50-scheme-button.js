// The control that switches from the system's scheme to light to dark. scheme.js applies the choice on the next page.
(function (tickbook) {
  'use strict';

  const ORDER = ['system', 'light', 'dark'];

  function nextScheme(scheme) {
    return ORDER[(ORDER.indexOf(scheme) + 1) % ORDER.length];
  }

  tickbook.nextScheme = nextScheme;
  if (typeof document === 'undefined') return;

  const button = document.querySelector('[data-tb-scheme-button]');
  if (!button) return;
  const html = document.documentElement;
  const current = () => html.getAttribute('data-tb-scheme') || 'system';

  function show() {
    const label = `Colour scheme: ${current()}`;
    button.setAttribute('aria-label', label);
    button.title = label;
  }

  function apply(scheme) {
    if (scheme === 'light' || scheme === 'dark') html.setAttribute('data-tb-scheme', scheme);
    else html.removeAttribute('data-tb-scheme');
    show();
  }

  function keep(scheme) {
    try {
      if (scheme === 'system') window.localStorage.removeItem('tickbook:scheme');
      else window.localStorage.setItem('tickbook:scheme', scheme);
    } catch {
      // The choice is then valid for this page only, which the reader sees on the next one.
    }
  }

  button.addEventListener('click', () => {
    const scheme = nextScheme(current());
    apply(scheme);
    keep(scheme);
  });
  window.addEventListener('storage', (event) => {
    if (event.key === 'tickbook:scheme' || event.key === null) apply(event.newValue);
  });
  button.hidden = false;
  show();
})((globalThis.tickbook = globalThis.tickbook || {}));
