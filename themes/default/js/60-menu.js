// Makes the open menu a dialog that keeps the focus, with the current chapter in sight. Opening and closing is the browser's own popover.
(function () {
  'use strict';
  if (typeof document === 'undefined') return;

  const nav = document.getElementById('tb-nav');
  if (!nav) return;
  const current = nav.querySelector('[aria-current]');
  const wide = window.matchMedia('(width >= 62.5rem)');

  // Scrolls the list alone: scrollIntoView would move the page as well.
  function reveal() {
    if (!current) return;
    const box = current.getBoundingClientRect();
    const frame = nav.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) {
      nav.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }

  // While the menu covers the page, nothing behind it takes the focus.
  function setOutside(inert) {
    for (const outside of document.querySelectorAll('.tb-skip, .tb-header, .tb-main, .tb-footer, .tb-marks')) {
      outside.inert = inert;
    }
  }

  // On a wide screen the same list stands open beside the text and is no dialog.
  const DIALOG = { role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Menu' };

  nav.addEventListener('beforetoggle', (event) => {
    const opens = event.newState === 'open';
    for (const [name, value] of Object.entries(DIALOG)) {
      if (opens) nav.setAttribute(name, value);
      else nav.removeAttribute(name);
    }
    // Freed before it closes, because the browser then gives the focus back to the button in the header.
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
  // A link to a section of this same page loads nothing, so the menu has to be closed for it.
  nav.addEventListener('click', (event) => {
    if (event.target.closest('a') && nav.matches(':popover-open')) nav.hidePopover();
  });
  reveal();
})();
