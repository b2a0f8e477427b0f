// Keeps the room of the list of this week free before the first paint, as large as it was on the last visit. It never throws and never writes.
(function () {
  'use strict';
  try {
    var book = document.currentScript.getAttribute('data-tb-book');
    var room = JSON.parse(window.localStorage.getItem('tickbook:' + book + ':room'));
    ['rows', 'lines'].forEach(function (name) {
      if (room[name] >= 0 && room[name] < 20) document.documentElement.style.setProperty('--tb-week-' + name, String(Number(room[name])));
    });
  } catch (error) {
    // Without a last visit the style sheet keeps room for three rows.
  }
})();
