// Takes the announcement away whose last day is over or that the reader has dismissed, and lets her dismiss it. It runs where
// it stands, behind the announcement and before anything is drawn.
(function () {
  'use strict';
  var banner = document.currentScript.previousElementSibling;
  var key = 'tickbook:' + document.body.getAttribute('data-tb-book') + ':banner';
  var id = banner.getAttribute('data-tb-banner');
  var until = banner.getAttribute('data-tb-until');

  // The day where the reader is, written like the last day of the announcement.
  function today() {
    var now = new Date();
    var two = function (number) { return String(number).padStart(2, '0'); };
    return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  }

  function isDismissed() {
    try {
      return window.localStorage.getItem(key) === id;
    } catch (error) {
      return false;
    }
  }

  if ((until && today() > until) || isDismissed()) {
    banner.remove();
    return;
  }
  var button = banner.querySelector('button');
  button.hidden = false;
  button.addEventListener('click', function () {
    try {
      window.localStorage.setItem(key, id);
    } catch (error) {
      // Without storage it comes again with the next page.
    }
    banner.remove();
    // The button had the focus, which goes to what has come to its place.
    document.querySelector('.tb-brand').focus({ preventScroll: true });
  });
})();
