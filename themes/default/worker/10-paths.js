// Which file of the book a request is for, and which part of the file. It knows neither the cache nor the network.
(function (tickbook) {
  'use strict';

  // The site path that an address names, or null for one outside of the book. What follows a question mark or a hash
  // says nothing about the file, and two spellings of a letter are one.
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

  // The file of the list that a path shows, or null. Many hosts drop `.html` from addresses.
  function fileFor(path, files) {
    const folder = path === '' || path.endsWith('/');
    const names = folder ? [`${path}index.html`] : [path, `${path}.html`];
    return names.find((name) => files.has(name)) ?? null;
  }

  // The first and last of the bytes that a player asks for, or null where it wants all or what is not there.
  function rangeOf(header, size) {
    const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [null, '', ''];
    if (from === '' && to === '') return null;
    const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
    const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
    return first <= last ? { first, last } : null;
  }

  // Whether the name holds a hash of the content, so that it is the same in every build that has it.
  const isImmutable = (path) => /^assets\/.*\.[0-9a-f]{10}\.\w+$/.test(path);

  Object.assign(tickbook, { pathIn, addressIn, fileFor, rangeOf, isImmutable });
})((globalThis.tickbook = globalThis.tickbook || {}));
