// Keeps the room of the list of this week free before the first paint, as large as it was on the last visit. It never throws and never writes.
(function () {
  'use strict';
  try {
    var book = document.currentScript.getAttribute('data-tb-book');
    var room = JSON.parse(window.localStorage.getItem('tickbook:' + book + ':room'));
    ['rows', 'lines'].forEach(function (name) {
      document.documentElement.setAttribute('data-tb-week-' + name, room[name]);
    });
  } catch (error) {
    // Without a last visit the style sheet keeps room for three rows.
  }
})();
