// A box that was unticked by mistake: offers to undo it for a minute, and ticking it again within that time brings the
// record back as it was, with its day. It works on the plan alone.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page, makeButton } = tickbook;
  const { store } = page;
  const MINUTE = 60_000;
  // The records of done items as they are shown, and those that were unticked within the last minute.
  const done = new Map();
  const slips = new Map();
  const watchers = [];
  // The item whose record is being brought back, while the page is told of it.
  let restoring = null;

  const textOf = (id) => store.keys.textNow(store.keys.of('tick', id), 'tick');

  function note(id) {
    if (store.isDone(id)) done.set(id, textOf(id));
    else done.delete(id);
  }

  function forget(id) {
    const slip = slips.get(id);
    if (!slip) return;
    clearTimeout(slip.timer);
    slips.delete(id);
    slip.button.remove();
    for (const watcher of watchers) watcher(id);
  }

  // Undoes the change unless the record changed since, on this page or in another tab.
  function restore(id) {
    if (!slips.has(id)) return;
    const { before, after } = slips.get(id);
    forget(id);
    store.undo([{ key: store.keys.of('tick', id), before, after }]);
    restoring = id;
    page.refresh();
    restoring = null;
  }

  function undo(id) {
    restore(id);
    page.items.get(id).box.focus();
    page.say('Done as before.');
  }

  const makeUndo = (id, act) => makeButton('Undo', { class: 'tb-small-button tb-undo', 'aria-label': `Undo: ${page.wording(id).text}` }, act);

  function offer(id, before) {
    const button = makeUndo(id, () => undo(id));
    slips.set(id, { before, after: textOf(id), button, timer: setTimeout(() => forget(id), MINUTE) });
    page.facts(id).append(button);
    const counted = document.querySelector('[data-tb-live]')?.textContent ?? '';
    page.say(`${counted ? `${counted}. ` : ''}You can undo this for a minute, with the button after the item.`);
    for (const watcher of watchers) watcher(id);
  }

  function changed(id) {
    const before = done.get(id);
    if (store.isDone(id)) {
      const slip = slips.get(id);
      if (!slip) return;
      // What the change has just written is what is undone.
      slip.after = textOf(id);
      restore(id);
    } else if (before) {
      forget(id);
      offer(id, before);
    } else if (store.state(id) !== 'open') forget(id);
  }

  page.watch((id, how) => {
    if (id !== null && page.items.has(id) && (how === 'box' || how === 'panel')) changed(id);
    else for (const one of [...slips.keys()]) if (id === null || id === one) keepOrForget(one);
    for (const one of page.named(id)) note(one);
  });

  // A change from elsewhere, such as another tab, is none that could be undone here.
  function keepOrForget(id) {
    if (textOf(id) !== slips.get(id).after) forget(id);
  }

  // The watcher is called with the id of an item when it can be undone, and when it no longer can.
  tickbook.slips = { has: (id) => slips.has(id), watch: (watcher) => watchers.push(watcher), makeUndo, restore, restoring: () => restoring };
})((globalThis.tickbook = globalThis.tickbook || {}));
