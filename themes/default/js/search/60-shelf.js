// The files of the index: each is loaded once, and when one has gone the index is loaded anew. It never looks into them.
(function (tickbook) {
  'use strict';

  // What waits for a file, by the name under which the file gives its data.
  const waiting = new Map();

  // The one function that the files of the index call.
  tickbook.take = (name, data) => waiting.get(name)?.(data);

  const nameOf = (file) => file.replace(/\..*$/, '');

  // `add` loads the script at an address below the index's folder, and says when it has run or fails.
  function openShelf(add, now = Date.now) {
    let kept = new Map();
    let again = '';

    function bring(file) {
      return new Promise((resolve, reject) => {
        waiting.set(nameOf(file), resolve);
        const query = file === 'index' ? again : '';
        // Where the file gave its data this comes too late to change anything.
        add(`${file}.js${query}`).then(() => reject(new Error(`${file} holds nothing`)), reject);
      });
    }

    // Gives the data of a file; a failure is not kept, so that the next call tries again.
    function load(file) {
      if (!kept.has(file)) {
        const shelf = kept;
        const data = bring(file);
        data.catch(() => shelf.delete(file));
        kept.set(file, data);
      }
      return kept.get(file);
    }

    // Forgets everything, and asks past what the browser keeps for the file that names all others.
    function renew() {
      kept = new Map();
      again = `?again=${now()}`;
    }

    return { load, renew };
  }

  // A search that starts over once where its files do not come: a newer build has other names for them.
  function openFinder(shelf, makeSearcher) {
    let searcher = null;

    async function attempt(query, options) {
      searcher ||= makeSearcher(shelf.load);
      const asked = searcher;
      try {
        return await asked.find(query, options);
      } catch (fault) {
        // What was asked for meanwhile may have a new one already.
        if (searcher === asked) {
          searcher = null;
          shelf.renew();
        }
        throw fault;
      }
    }

    return (query, options) => attempt(query, options).catch(() => attempt(query, options));
  }

  Object.assign(tickbook, { openShelf, openFinder });
})((globalThis.tickbook = globalThis.tickbook || {}));
