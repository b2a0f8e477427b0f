// Takes over progress before the script of all pages, which runs next, opens the store. Only pages of a book that had
// other ids load it.
(function (tickbook) {
  'use strict';

  const { tbBook: book, tbFormer = '' } = document.body.dataset;
  tickbook.carryOver({ getStorage: () => window.localStorage, book, former: tbFormer.split(' ').filter(Boolean) });
})(globalThis.tickbook);
