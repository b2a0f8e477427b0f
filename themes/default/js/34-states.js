// Shows next to an item that it is in progress or not for the reader, in words and by an attribute for the style sheet. It never changes a state.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page } = tickbook;

  function showLabel(id, item, state) {
    const wanted = state === 'doing' || state === 'skip';
    if (!wanted) {
      item.state?.remove();
      item.state = null;
      item.box.removeAttribute('aria-describedby');
      return;
    }
    if (!item.state) {
      item.state = document.createElement('span');
      item.state.className = 'tb-state';
      item.state.id = `tb-state-${id}`;
      page.facts(id).prepend(item.state);
      item.box.setAttribute('aria-describedby', item.state.id);
    }
    item.state.textContent = tickbook.STATE_NAMES[state];
  }

  page.watch((id) => {
    for (const one of page.named(id)) {
      const item = page.items.get(one);
      const state = page.store.state(one);
      if ((item.element.dataset.tbState || 'open') === state) continue;
      if (state === 'open') delete item.element.dataset.tbState;
      else item.element.dataset.tbState = state;
      showLabel(one, item, state);
    }
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
