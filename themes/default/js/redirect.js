// Redirects the reader of an old page to the new one, with the fragment of the address. It runs before anything is
// shown; without it the page redirects too, but to the top.
(function () {
  'use strict';
  var to = document.currentScript.getAttribute('data-tb-to');
  window.location.replace(to.indexOf('#') < 0 ? to + window.location.hash : to);
})();
