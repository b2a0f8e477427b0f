// Maps a request to a file of the book, and to a range of the file. It knows neither the cache nor the network.
(function (tickbook) {
  'use strict';

  // The site path in an address, or null for one outside of the book. Query and fragment do not matter, and different
  // encodings of a letter are equal.
  function pathIn(root, address) {
    const { origin, pathname } = new URL(root);
    const url = new URL(address);
    if (url.origin !== origin || !url.pathname.startsWith(pathname)) return null;
    try {
      return decodeURIComponent(url.pathname.slice(pathname.length));
    } catch {
      return null;
    }
  }

  const addressIn = (root, path) => root + path.split('/').map(encodeURIComponent).join('/');

  // The file of the list for a path, or null. Many hosts drop `.html` from addresses.
  function fileFor(path, files) {
    const folder = path === '' || path.endsWith('/');
    const names = folder ? [`${path}index.html`] : [path, `${path}.html`];
    return names.find((name) => files.has(name)) ?? null;
  }

  // The first and last byte of a range request, or null if it asks for all or is not satisfiable.
  function rangeOf(header, size) {
    const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [null, '', ''];
    if (from === '' && to === '') return null;
    const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
    const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
    return first <= last ? { first, last } : null;
  }

  // Whether the name contains a hash of the content, so that the file is the same in every build that has it.
  const isImmutable = (path) => /^assets\/.*\.[0-9a-f]{10}\.\w+$/.test(path);

  Object.assign(tickbook, { pathIn, addressIn, fileFor, rangeOf, isImmutable });
})((globalThis.tickbook = globalThis.tickbook || {}));
