// Registers the worker that caches the book for offline use. Only a build with the option has this script, and it does nothing on a page from disk.
(function () {
  'use strict';
  if (typeof document === 'undefined' || !/^http/.test(location.protocol)) return;

  const root = document.body.dataset.tbRoot;
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = `${root}manifest.webmanifest`;
  document.head.append(link);

  // In data-saving mode the reader does not want the whole book, and loading the page comes first.
  if (navigator.connection?.saveData) return;
  window.addEventListener('load', async () => {
    try {
      await navigator.serviceWorker?.register(`${root}sw.js`);
    } catch {
      // A browser that cannot cache shows the book online as usual.
    }
  });
})();
