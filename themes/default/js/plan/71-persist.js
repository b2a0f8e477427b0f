// Asks the browser for persistent storage when the reader wants it. It is never asked unasked, because some browsers show a prompt.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.desk) return;

  const { desk } = tickbook;
  const group = desk.section.querySelector('[data-tb-persist]');
  const { storage } = navigator;
  const OUTCOMES = {
    true: 'This browser keeps your progress until you remove it.',
    false: 'This browser did not agree. Download a copy to be safe.',
  };
  if (!group || !storage?.persist) return;

  group.querySelector('button').addEventListener('click', async ({ target }) => {
    const kept = await storage.persist().catch(() => false);
    desk.tell(target, OUTCOMES[kept]);
  });
  // A page from a disk may have no storage that could be persistent.
  storage.persisted().then((kept) => {
    group.hidden = kept;
  }, () => {});
})((globalThis.tickbook = globalThis.tickbook || {}));
