// Replaces the worker of an earlier build in a reader's browser, and removes that one's cache and itself. Like any new
// worker it waits until no page of that build is open, so that no page loses its files.
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
