// Answers from one build of the book. A page and all of its files come from the same build: the next worker fetches its
// build completely, and takes over when no page of this one is open.
(function (tickbook) {
  'use strict';
  if (typeof registration === 'undefined') return;

  const { root, opened, file, install, removeAllBut } = tickbook.builds;
  let reading = null;

  // The build of this worker. If its cache was deleted, the worker gives up, and the next visit starts again.
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

  // A page that is not in the list is requested from the host, and answered by the book's own page only if the host cannot be reached.
  async function page(request, path, build) {
    const name = tickbook.fileFor(path, build.files);
    if (name) return (await file(build, name)) ?? fetch(request);
    if (build.files.has(`${path}/index.html`)) return Response.redirect(tickbook.addressIn(root, `${path}/`));
    return fetch(request).catch(() => missing(build));
  }

  // Whether the requesting page came from this build's cache, and not from the network.
  async function isOurs(clientId, build) {
    const client = clientId && (await clients.get(clientId));
    const path = client ? tickbook.pathIn(root, client.url) : null;
    const name = path === null ? null : tickbook.fileFor(path, build.files);
    return name !== null && Boolean(await build.cache.match(tickbook.addressIn(root, name)));
  }

  async function answer({ request, clientId }, path) {
    const build = await ownBuild();
    if (!build) return fetch(request);
    if (request.mode === 'navigate') return page(request, path, build);
    const ours = build.files.has(path) && (tickbook.isImmutable(path) || (await isOurs(clientId, build)));
    if (!build.files.has(path)) return fetch(request);
    // The page for unknown addresses has no name in the list; off line its files are those of this build.
    if (!ours) return fetch(request).catch(async () => (await file(build, path)) ?? Response.error());
    const response = await file(build, path);
    return response ? inRange(request, response) : Response.error();
  }

  self.addEventListener('install', (event) => event.waitUntil(install(BUILD)));
  // The browser activates the worker when no page of an older build is open any more.
  self.addEventListener('activate', (event) => event.waitUntil(removeAllBut(BUILD)));
  self.addEventListener('fetch', (event) => {
    const path = event.request.method === 'GET' ? tickbook.pathIn(root, event.request.url) : null;
    if (path !== null) event.respondWith(answer(event, path));
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
