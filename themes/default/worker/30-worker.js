// Answers from one build of the book. A page and all that belongs to it come from the same build: the worker of the next one
// fetches that whole, and takes over when no page of this one is open, or when the only one is loaded anew.
(function (tickbook) {
  'use strict';
  if (typeof registration === 'undefined') return;

  const { root, opened, file, install, removeAllBut, readGuest, writeGuest } = tickbook.builds;
  let reading = null;
  let guest;
  let navigations = 0;
  let leaving = false;

  // The build of this worker. One whose cache is gone gives up, and the next visit begins anew.
  async function ownBuild() {
    reading ??= opened(BUILD);
    const build = await reading;
    if (!build) await registration.unregister();
    return build;
  }

  function part(response, bytes, { first, last }) {
    const headers = new Headers(response.headers);
    headers.set('Content-Range', `bytes ${first}-${last}/${bytes.size}`);
    return new Response(bytes.slice(first, last + 1), { status: 206, headers });
  }

  async function inRange(request, response) {
    if (!request.headers.has('Range')) return response;
    const bytes = await response.blob();
    const range = tickbook.rangeOf(request.headers.get('Range'), bytes.size);
    return range ? part(response, bytes, range) : new Response(bytes, { headers: response.headers });
  }

  async function missing(build) {
    const page = await file(build, '404.html');
    return new Response(page.body, { status: 404, headers: page.headers });
  }

  // A page that the list does not have is the host's to answer, and the book's own only where the host cannot be reached.
  async function page(request, path, build) {
    const name = tickbook.fileFor(path, build.files);
    if (name) return (await file(build, name)) ?? fetch(request);
    if (build.files.has(`${path}/index.html`)) return Response.redirect(tickbook.addressIn(root, `${path}/`));
    return fetch(request).catch(() => missing(build));
  }

  // Whether the page that asks came from this build's cache, and not from the network.
  async function isOurs(clientId, build) {
    const client = clientId && (await clients.get(clientId));
    const path = client ? tickbook.pathIn(root, client.url) : null;
    const name = path === null ? null : tickbook.fileFor(path, build.files);
    return name !== null && Boolean(await build.cache.match(tickbook.addressIn(root, name)));
  }

  const inBook = ({ url }) => tickbook.pathIn(root, url) !== null;
  const windows = async () => (await clients.matchAll({ type: 'window', includeUncontrolled: true })).filter(inBook);

  // The one page that was open when this worker took over, { id, build }, while it is: it goes on to be served from its own build.
  async function openGuest() {
    guest ??= (await readGuest(BUILD)) ?? {};
    return guest.id && (await clients.get(guest.id)) ? guest : null;
  }

  // A page that was loaded anew asks for the next edition. It may come where no other page is open or on its way.
  async function makeWay() {
    const open = await windows();
    const own = await openGuest();
    if (navigations > 0 || !registration.waiting || open.length !== 1) return;
    leaving = true;
    const [{ id }] = open;
    registration.waiting.postMessage({ tickbook: 'take over', id, build: own?.id === id ? own.build : BUILD });
  }

  async function takeOver({ id, build }) {
    await writeGuest(BUILD, { id, build });
    await self.skipWaiting();
  }

  async function clear() {
    const own = await openGuest();
    await removeAllBut(new Set(own ? [BUILD, own.build] : [BUILD]));
  }

  async function forgetGuest() {
    if (!guest?.id || (await openGuest())) return;
    guest = {};
    await removeAllBut(new Set([BUILD]));
  }

  async function navigate(request, path, build) {
    if (leaving) return fetch(request);
    navigations += 1;
    try {
      return await page(request, path, build);
    } finally {
      navigations -= 1;
    }
  }

  async function answer({ request, clientId }, path) {
    const build = await ownBuild();
    if (!build) return fetch(request);
    if (request.mode === 'navigate') return navigate(request, path, build);
    return belonging(request, clientId, path, (await guestBuild(clientId)) ?? build);
  }

  async function guestBuild(clientId) {
    const own = await openGuest();
    return own?.id === clientId ? opened(own.build) : null;
  }

  async function belonging(request, clientId, path, build) {
    const ours = build.files.has(path) && (tickbook.isImmutable(path) || (await isOurs(clientId, build)));
    if (!ours) return fetch(request);
    const response = await file(build, path);
    return response ? inRange(request, response) : Response.error();
  }

  self.addEventListener('install', (event) => event.waitUntil(install(BUILD)));
  self.addEventListener('message', (event) => {
    const what = event.data?.tickbook;
    if (what === 'loaded anew') event.waitUntil(makeWay());
    if (what === 'take over') event.waitUntil(takeOver(event.data));
  });
  self.addEventListener('activate', (event) => event.waitUntil(clear()));
  self.addEventListener('fetch', (event) => {
    const path = event.request.method === 'GET' ? tickbook.pathIn(root, event.request.url) : null;
    if (path === null) return;
    event.respondWith(answer(event, path));
    if (event.request.mode === 'navigate') event.waitUntil(forgetGuest());
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
