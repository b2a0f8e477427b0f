// The buttons that print a page with the reader's ticks or with empty boxes. It never prints by itself and changes only a class.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const html = document.documentElement;
  const blank = (on) => html.classList.toggle('tb-print-blank', on);

  for (const button of document.querySelectorAll('[data-tb-paper]')) {
    button.addEventListener('click', () => {
      tickbook.page.saveNotes();
      blank(button.dataset.tbPaper === 'blank');
      window.print();
    });
  }
  for (const choice of document.querySelectorAll('[data-tb-print]')) choice.hidden = false;
  window.addEventListener('afterprint', () => blank(false));
})(globalThis.tickbook);
