// The files of the index, each loaded once. It never looks into them, and leaves it to the searcher when to ask anew.
(function (tickbook) {
  'use strict';

  // What waits for a file, by the name under which the file gives its data.
  const waiting = new Map();

  // The one function that the files of the index call.
  tickbook.take = (name, data) => waiting.get(name)?.(data);

  const nameOf = (file) => file.replace(/\..*$/, '');

  // `add` loads the script at an address below the index's folder, and says when it has run or fails. Gives the
  // function by which the searcher gets the data of a file; `again` asks past what the browser keeps.
  function openShelf(add, now = Date.now) {
    const kept = new Map();

    function bring(file, query) {
      return new Promise((resolve, reject) => {
        waiting.set(nameOf(file), resolve);
        // Where the file gave its data this comes too late to change anything.
        add(`${file}.js${query}`).then(() => reject(new Error(`${file} holds nothing`)), reject);
      });
    }

    // A failure is not kept, so that the next call tries again.
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
