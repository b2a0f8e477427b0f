// Shows the parts of the plan that need scripts, and scrolls to the one in the address.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.desk) return;

  tickbook.desk.section.hidden = false;
  for (const element of document.querySelectorAll('[data-tb-scripted]')) element.hidden = false;
  // The browser looked for it before it was visible.
  if (window.location.hash === '#tb-save') tickbook.desk.section.scrollIntoView();
})((globalThis.tickbook = globalThis.tickbook || {}));
