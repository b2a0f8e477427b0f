// The plan's filters, and the items that are new since the last visit. They hide items that do not match and never change a tick.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const plan = document.querySelector('[data-tb-plan]');
  const chooser = document.querySelector('[data-tb-filter]');
  if (!plan || !chooser) return;

  const { page } = tickbook;
  const { store } = page;
  const tops = [];
  const nodes = new Map();
  for (const [id, { element }] of page.items) {
    const node = { id, element, state: 'open', noted: false, fresh: false, children: [] };
    nodes.set(element, node);
    const above = nodes.get(element.parentElement.closest('.tb-item'));
    (above ? above.children : tops).push(node);
  }

  // Items that are new on this visit stay new until the tab is closed, though the list of seen items is stored at once:
  // the event of leaving a page is not reliable.
  function findFresh() {
    const key = `tickbook:${page.book}:new`;
    const ids = [...page.items.keys()];
    let kept = null;
    try {
      kept = window.sessionStorage.getItem(key);
    } catch {
      // Without session storage each load is a separate visit.
    }
    const fresh = tickbook.freshIds(ids, store.readExtra('seen'), kept);
    store.writeExtra('seen', { v: 1, t: Date.now(), ids: ids.join(' ') });
    try {
      if (fresh) window.sessionStorage.setItem(key, [...fresh].join(' '));
    } catch {
      // As above.
    }
    return fresh;
  }

  function hideEmpty() {
    for (const list of plan.querySelectorAll('[data-tb-checklist]')) {
      const shown = list.querySelector('.tb-item:not([hidden])') !== null;
      list.hidden = !shown;
      const title = list.previousElementSibling;
      if (title?.matches('.tb-plan-section')) title.hidden = !shown;
    }
    for (const group of plan.querySelectorAll('[data-tb-group]')) {
      group.hidden = group.querySelector('[data-tb-checklist]:not([hidden])') === null;
      const heading = group.querySelector(':scope > h2[id]');
      const link = heading && document.querySelector(`.tb-toc a[href="#${CSS.escape(heading.id)}"]`);
      if (link) link.parentElement.hidden = group.hidden;
    }
  }

  // A change does not hide its own item under the pointer; the next choice of a filter does.
  function choose() {
    const filter = chooser.querySelector('input:checked')?.value || 'all';
    for (const node of nodes.values()) {
      node.state = store.state(node.id);
      node.noted = store.note(node.id).trim() !== '';
    }
    const shown = tickbook.visibleItems(tops, filter);
    for (const node of nodes.values()) node.element.hidden = !shown.has(node);
    hideEmpty();
    const empty = plan.querySelector('[data-tb-plan-empty]');
    empty.hidden = shown.size > 0;
    empty.textContent = shown.size > 0 ? '' : tickbook.NOTHING_SHOWN[filter] || '';
  }

  const fresh = findFresh();
  if (fresh) {
    for (const node of nodes.values()) node.fresh = fresh.has(node.id);
    chooser.querySelector('[value="new"]').parentElement.hidden = false;
  }
  chooser.addEventListener('change', choose);
  // A browser that goes back to this page restores the choice without a change event.
  window.addEventListener('pageshow', choose);
  // A link to a part that the filter hides would not work, so it shows everything first.
  document.addEventListener('click', ({ target }) => {
    const link = target.closest?.('.tb-overview a');
    if (!link || !document.getElementById(decodeURIComponent(link.hash.slice(1)))?.closest('[hidden]')) return;
    chooser.querySelector('[value="all"]').checked = true;
    choose();
  });
  chooser.hidden = false;
})((globalThis.tickbook = globalThis.tickbook || {}));
