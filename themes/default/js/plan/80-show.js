// Shows the parts of the plan that need scripts, now that these are there, and goes to the one that the address names.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.desk) return;

  tickbook.desk.section.hidden = false;
  for (const element of document.querySelectorAll('[data-tb-scripted]')) element.hidden = false;
  // The browser looked for it before it was there to be seen.
  if (window.location.hash === '#tb-save') tickbook.desk.section.scrollIntoView();
})((globalThis.tickbook = globalThis.tickbook || {}));
