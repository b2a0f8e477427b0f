// The files of the index, each loaded once. It never reads them, and the searcher decides when to reload.
(function (tickbook) {
  'use strict';

  // Promises that wait for a file, by the name in the file's call.
  const waiting = new Map();

  // The one function that the files of the index call.
  tickbook.take = (name, data) => waiting.get(name)?.(data);

  const nameOf = (file) => file.replace(/\..*$/, '');

  // `add` loads the script at an address below the index's folder, and resolves when it has run or rejects. Returns the
  // function with which the searcher gets the data of a file; `again` bypasses the browser's cache.
  function openShelf(add, now = Date.now) {
    const kept = new Map();

    function bring(file, query) {
      return new Promise((resolve, reject) => {
        waiting.set(nameOf(file), resolve);
        // If the file gave its data this comes too late to change anything.
        add(`${file}.js${query}`).then(() => reject(new Error(`${file} holds nothing`)), reject);
      });
    }

    // A failure is not cached, so that the next call tries again.
    return (file, again = false) => {
      if (again || !kept.has(file)) {
        const data = bring(file, again ? `?again=${now()}` : '');
        kept.set(file, data);
        data.catch(() => kept.get(file) === data && kept.delete(file));
      }
      return kept.get(file);
    };
  }

  tickbook.openShelf = openShelf;
})((globalThis.tickbook = globalThis.tickbook || {}));
