// Applies the reader's colour scheme before the first paint. It never throws and never writes.
(function () {
  'use strict';
  try {
    var scheme = window.localStorage.getItem('tickbook:scheme');
    if (scheme === 'light' || scheme === 'dark') {
      document.documentElement.setAttribute('data-tb-scheme', scheme);
    }
  } catch (error) {
    // Blocked storage counts as no choice: the system decides.
  }
})();
