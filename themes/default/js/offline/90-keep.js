// Asks the browser to keep the book for reading off line. Only a build with the option has this script, and a page from the disk asks nothing.
(function () {
  'use strict';
  if (typeof document === 'undefined' || !/^http/.test(location.protocol)) return;

  const root = document.body.dataset.tbRoot;
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = `${root}manifest.webmanifest`;
  document.head.append(link);

  // A reader who saves data has not asked for a whole book, and the page comes before the copy.
  if (navigator.connection?.saveData) return;
  window.addEventListener('load', async () => {
    try {
      await navigator.serviceWorker?.register(`${root}sw.js`);
    } catch {
      // A browser that keeps nothing shows the book on line as ever.
    }
  });
})();
