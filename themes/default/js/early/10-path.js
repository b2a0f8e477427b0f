// Hides the items of other paths before the first paint, until the script of paths has read them. It never throws and never writes.
(function () {
  'use strict';
  try {
    var book = document.currentScript.getAttribute('data-tb-book');
    var chosen = JSON.parse(window.localStorage.getItem('tickbook:' + book + ':paths'));
    if (!chosen) return;
    document.documentElement.setAttribute('data-tb-asked', '');
    var mine = chosen.a.filter(function (name) {
      return /^[\w-]+$/.test(name);
    }).map(function (name) {
      return '[data-tb-for~="' + name + '"]';
    });
    if (mine.length === 0) return;
    var sheet = new CSSStyleSheet();
    var inside = '.tb-item:is(:not([data-tb-for]), ' + mine + ')';
    sheet.replaceSync('.tb-item[data-tb-for]:not(' + mine + ', :has(' + inside + ')) { display: none }');
    document.adoptedStyleSheets = [sheet];
  } catch (error) {
    // Blocked storage and a record that cannot be read count as no choice, and older browsers wait for the script of paths.
  }
})();
