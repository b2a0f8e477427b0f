// The button of the print edition. It never prints by itself.
(function () {
  'use strict';
  if (typeof document === 'undefined') return;

  const button = document.querySelector('[data-tb-print]');
  if (!button) return;
  button.addEventListener('click', () => window.print());
  button.hidden = false;
})();
