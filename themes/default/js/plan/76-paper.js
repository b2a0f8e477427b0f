// Prints the plan with the reader's ticks, or with empty boxes. It never prints by itself and changes nothing but a class.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.desk) return;

  const { page, desk } = tickbook;
  const BLANK = 'tb-print-blank';
  const html = document.documentElement;

  for (const button of desk.section.querySelectorAll('[data-tb-paper]')) {
    button.addEventListener('click', () => {
      page.saveNotes();
      html.classList.toggle(BLANK, button.dataset.tbPaper === 'blank');
      window.print();
    });
  }
  window.addEventListener('afterprint', () => html.classList.remove(BLANK));
})((globalThis.tickbook = globalThis.tickbook || {}));
