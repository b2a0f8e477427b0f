// Takes the place of the worker that an earlier build left in a reader's browser, and removes what it kept and itself. Like any
// successor it waits until no page of that build is open, so that none is left without what belongs to it.
(function () {
  'use strict';
  const PREFIX = `tickbook ${new URL(registration.scope).pathname} `;

  async function remove() {
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX)) await caches.delete(name);
    }
    await registration.unregister();
  }

  self.addEventListener('activate', (event) => event.waitUntil(remove()));
})();
