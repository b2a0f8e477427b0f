// Takes the reader of an old page to the new one, with the part of the address that names a heading. It runs before anything is
// shown; without it the page sends her on all the same, but to the top.
(function () {
  'use strict';
  var to = document.currentScript.getAttribute('data-tb-to');
  window.location.replace(to.indexOf('#') < 0 ? to + window.location.hash : to);
})();
