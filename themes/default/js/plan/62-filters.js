// The plan's filters with their counts, and the items that are new since the last visit. They hide items that do not match
// and never change a tick.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const plan = document.querySelector('[data-tb-plan]');
  const chooser = document.querySelector('[data-tb-filter]');
  if (!plan || !chooser) return;

  const { page } = tickbook;
  const { store } = page;
  const radios = [...chooser.querySelectorAll('[type="radio"]')];
  const fields = {
    audience: chooser.querySelector('[data-tb-filter-for]'),
    effort: chooser.querySelector('[data-tb-filter-effort]'),
    text: chooser.querySelector('[type="search"]'),
  };
  const reset = chooser.querySelector('button');
  const tops = [];
  const nodes = new Map();
  for (const [id, { element }] of page.items) {
    const node = {
      id, element, fresh: false, children: [],
      audiences: tickbook.splitIds(element.dataset.tbFor),
      minutes: tickbook.minutesOf(element.dataset.tbEffort),
    };
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
      for (let above = list.previousElementSibling; above?.matches('.tb-plan-section, .tb-aside'); above = above.previousElementSibling) {
        if (!above.matches('h3 + .tb-aside')) above.hidden = !shown;
      }
    }
    for (const group of plan.querySelectorAll('[data-tb-group]')) {
      group.hidden = group.querySelector('[data-tb-checklist]:not([hidden])') === null;
      const heading = group.querySelector(':scope > h2[id]');
      const link = heading && document.querySelector(`.tb-toc a[href="#${CSS.escape(heading.id)}"]`);
      if (link) link.parentElement.hidden = group.hidden;
      const bar = heading && document.querySelector(`.tb-overview a[href="#${CSS.escape(heading.id)}"]`);
      if (bar) bar.parentElement.hidden = group.querySelector('.tb-item:not([data-tb-elsewhere])') === null;
    }
  }

  function read() {
    const state = radios.find((radio) => radio.checked)?.value || 'all';
    const of = (field) => field?.value ?? '';
    return { state, audience: of(fields.audience), effort: of(fields.effort), text: of(fields.text) };
  }

  function write(wanted) {
    for (const radio of radios) radio.checked = radio.value === wanted.state;
    for (const name in fields) if (fields[name]) fields[name].value = wanted[name];
  }

  function look() {
    for (const node of nodes.values()) {
      const note = store.note(node.id);
      node.state = store.state(node.id);
      node.noted = note.trim() !== '';
      node.elsewhere = node.element.hasAttribute('data-tb-elsewhere');
      node.words = `${page.wording(node.id).text} ${note}`.toLowerCase();
    }
  }

  function count(wanted) {
    const counts = tickbook.filterCounts([...nodes.values()], wanted, radios.map(({ value }) => value));
    for (const radio of radios) radio.parentElement.querySelector('b').textContent = counts[radio.value];
  }

  function sayEmpty(wanted, isEmpty) {
    const empty = plan.querySelector('[data-tb-plan-empty]');
    const narrowed = wanted.audience || wanted.effort || wanted.text.trim();
    empty.hidden = !isEmpty;
    empty.textContent = isEmpty ? (narrowed && 'No item fits all of these filters.') || tickbook.NOTHING_SHOWN[wanted.state] || '' : '';
  }

  // A change does not hide its own item under the pointer; the next choice of a filter does.
  function choose() {
    const wanted = read();
    look();
    const shown = tickbook.visibleItems(tops, wanted);
    for (const node of nodes.values()) node.element.hidden = !shown.has(node);
    hideEmpty();
    count(wanted);
    sayEmpty(wanted, shown.size === 0);
    reset.hidden = !tickbook.isFiltered(wanted);
    plan.toggleAttribute('data-tb-filtered', tickbook.isFiltered(wanted));
  }

  function act() {
    const wanted = read();
    // What is new now is not new at the next visit.
    store.writeExtra('filter', { v: 1, ...wanted, state: wanted.state === 'new' ? 'all' : wanted.state });
    choose();
  }

  function clear() {
    write({ state: 'all', audience: '', effort: '', text: '' });
    act();
  }

  // Filters of something that no item says would only show nothing.
  function offer() {
    const says = (name) => [...nodes.values()].some(({ element }) => name in element.dataset);
    for (const [field, name] of [[fields.audience, 'tbFor'], [fields.effort, 'tbEffort']]) {
      if (field && !says(name)) field.parentElement.hidden = true;
    }
    const values = (field) => (field ? [...field.options].map(({ value }) => value) : []);
    const offered = { state: radios.map(({ value }) => value), audience: values(fields.audience), effort: values(fields.effort) };
    write(tickbook.checkFilters(store.readExtra('filter'), offered));
  }

  const fresh = findFresh();
  if (fresh) {
    for (const node of nodes.values()) node.fresh = fresh.has(node.id);
    chooser.querySelector('[value="new"]').parentElement.hidden = false;
  }
  offer();
  choose();
  chooser.addEventListener('input', act);
  reset.addEventListener('click', () => {
    clear();
    radios[0].focus();
  });
  // A browser that goes back to this page restores the choice without an event.
  window.addEventListener('pageshow', choose);
  document.addEventListener('tickbook:paths', choose);
  page.watch((id) => {
    if (id === null) return;
    look();
    count(read());
  });
  // A link to a part that the filter hides would not work, so it shows everything first.
  document.addEventListener('click', ({ target }) => {
    const link = target.closest?.('.tb-overview a');
    if (link && document.getElementById(decodeURIComponent(link.hash.slice(1)))?.closest('[hidden]')) clear();
  });
  chooser.hidden = false;
})((globalThis.tickbook = globalThis.tickbook || {}));
