// Makes tables and blocks of code stops of the Tab key, and landmarks, only where they scroll. Without it all of them are,
// so that a keyboard can scroll each of them in every browser.
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
      // A group keeps the name, which says what the block holds.
      region.setAttribute('role', 'group');
    }
  }

  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) fit(target.closest('.tb-table, .tb-scroll'));
  });
  for (const region of document.querySelectorAll('.tb-table, .tb-scroll')) {
    observer.observe(region);
    // The content may grow where its frame does not.
    observer.observe(region.firstElementChild);
  }
})();
