// The builds of the book in the browser's cache: one cache per build, complete when its list is in it. Files are checked against the list, so a file
// of another build is never cached. Caches of other books and sites on this host are never changed.
(function (tickbook) {
  'use strict';
  if (typeof registration === 'undefined') return;

  const ROOT = registration.scope;
  // No path of an address contains a space, so no book's prefix begins another's.
  const PREFIX = `tickbook ${new URL(ROOT).pathname} `;
  const AT_ONCE = 6;

  const listOf = (build) => tickbook.addressIn(ROOT, `assets/kept.${build}.json`);
  const addressOf = (path) => tickbook.addressIn(ROOT, path);

  async function hashOf(bytes) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  // Returns the file from the network, or null if the host has another build's by now. The response is recreated,
  // because a navigation rejects one that was redirected, and headers about the transfer are no longer valid.
  async function fetched(address, hash) {
    const response = await fetch(address, { cache: 'no-store' });
    const bytes = await response.arrayBuffer();
    if ((await hashOf(bytes)) !== hash) return null;
    const headers = new Headers(response.headers);
    for (const name of ['Content-Encoding', 'Content-Length', 'Vary']) headers.delete(name);
    return new Response(bytes, { headers });
  }

  // A build whose cache is complete, or null: { cache, files }, the files from path to hash.
  async function opened(build) {
    const name = PREFIX + build;
    if (!(await caches.has(name))) return null;
    const cache = await caches.open(name);
    const list = await cache.match(listOf(build));
    if (!list) return null;
    const { first, later } = await list.json();
    return { cache, files: new Map([...Object.entries(first), ...Object.entries(later)]) };
  }

  const all = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));

  // Returns a cached file; one that is not cached is fetched and cached. Null if the host has another build's.
  async function file({ cache, files }, path) {
    const address = addressOf(path);
    const kept = await cache.match(address);
    if (kept) return kept;
    const response = await fetched(address, files.get(path));
    // A browser without storage space still shows the page.
    if (response) await cache.put(address, response.clone()).catch(() => {});
    return response;
  }

  async function fill(cache, build) {
    const list = await fetched(listOf(build), build);
    if (!list) throw new Error('the list is of another build');
    const { first, later } = await list.clone().json();
    const older = (await Promise.all((await all()).filter((one) => one !== build).map(opened))).filter(Boolean);

    async function copy(path, hash) {
      for (const { cache: from, files } of older) {
        if (files.get(path) === hash) return from.match(addressOf(path));
      }
      return undefined;
    }

    async function take([path, hash]) {
      const address = addressOf(path);
      if (await cache.match(address)) return;
      const response = (await copy(path, hash)) ?? (await fetched(address, hash));
      if (!response) throw new Error(`${path} is of another build`);
      await cache.put(address, response);
    }

    // Pages of a large book that the reader has opened before are cached in their new version.
    const read = await Promise.all(older.map(({ cache: from }) => from.keys()));
    const known = new Set(read.flat().map(({ url }) => tickbook.pathIn(ROOT, url)));
    const wanted = [...Object.entries(first), ...Object.entries(later).filter(([path]) => known.has(path))];
    const takeNext = async () => {
      while (wanted.length) await take(wanted.shift());
    };
    await Promise.all(Array.from({ length: AT_ONCE }, takeNext));
    // The list comes last: with it the build is complete.
    await cache.put(listOf(build), list);
  }

  // Fetches a build. The next attempt reuses the files of an interrupted one; if the browser has no space, they are deleted.
  async function install(build) {
    if (await opened(build)) return;
    try {
      await fill(await caches.open(PREFIX + build), build);
    } catch (error) {
      if (error.name === 'QuotaExceededError') await caches.delete(PREFIX + build);
      throw error;
    }
  }

  async function removeAllBut(build) {
    for (const other of await all()) {
      if (other !== build) await caches.delete(PREFIX + other);
    }
  }

  tickbook.builds = { root: ROOT, opened, file, install, removeAllBut };
})((globalThis.tickbook = globalThis.tickbook || {}));
