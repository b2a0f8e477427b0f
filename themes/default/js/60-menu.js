// Makes the open menu a modal dialog that scrolls to the current chapter. Opening and closing is done by the browser's popover.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  // Scrolls an entry into view within its own list: scrollIntoView would scroll the page as well.
  tickbook.reveal = (list, entry) => {
    const box = entry.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) {
      list.scrollTop += box.top - frame.top - frame.height / 3;
    }
  };

  const nav = document.getElementById('tb-nav');
  if (!nav) return;
  const current = nav.querySelector('[aria-current]');
  const wide = window.matchMedia('(width >= 62.5rem)');

  function reveal() {
    if (current) tickbook.reveal(nav, current);
  }

  // While the menu covers the page, nothing behind it can be focused.
  function setOutside(inert) {
    for (const outside of document.querySelectorAll('.tb-skip, .tb-header, .tb-main, .tb-footer, .tb-marks')) {
      outside.inert = inert;
    }
  }

  // On a wide screen the same list is shown next to the text and is no dialog.
  const DIALOG = { role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Menu' };

  nav.addEventListener('beforetoggle', (event) => {
    const opens = event.newState === 'open';
    for (const [name, value] of Object.entries(DIALOG)) {
      if (opens) nav.setAttribute(name, value);
      else nav.removeAttribute(name);
    }
    // Before it closes, because the browser then returns the focus to the button in the header.
    if (!opens) setOutside(false);
  });
  nav.addEventListener('toggle', (event) => {
    if (event.newState !== 'open') return;
    setOutside(true);
    reveal();
    (current || nav.querySelector('a, button')).focus({ preventScroll: true });
  });
  wide.addEventListener('change', () => {
    if (wide.matches && nav.matches(':popover-open')) nav.hidePopover();
    reveal();
  });
  // A link to a section of this page loads nothing, so the menu must be closed for it.
  nav.addEventListener('click', (event) => {
    if (event.target.closest('a') && nav.matches(':popover-open')) nav.hidePopover();
  });
  reveal();
})((globalThis.tickbook = globalThis.tickbook || {}));
