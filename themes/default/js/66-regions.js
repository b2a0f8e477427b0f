// Makes tables and blocks of code focusable, and landmarks, only if they scroll. Without it all of them are, so that a
// keyboard can scroll each of them in every browser.
(function () {
  'use strict';
  if (typeof document === 'undefined' || !window.ResizeObserver) return;

  function fit(region) {
    const scrolls = region.scrollWidth > region.clientWidth;
    if (scrolls === !region.hasAttribute('role')) return;
    if (scrolls) {
      region.tabIndex = 0;
      region.removeAttribute('role');
    } else {
      region.removeAttribute('tabindex');
      // A group keeps the label, which describes the block.
      region.setAttribute('role', 'group');
    }
  }

  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) fit(target.closest('.tb-table, .tb-scroll'));
  });
  for (const region of document.querySelectorAll('.tb-table, .tb-scroll')) {
    observer.observe(region);
    // The content may grow while its frame does not.
    observer.observe(region.firstElementChild);
  }
})();
