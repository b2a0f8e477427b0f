// The plan's filter: all, open or done. It hides what does not match and never changes a tick.
(function (tickbook) {
  'use strict';

  // A nested item that matches keeps its parents in sight, else it would be out of reach.
  // `items` are { done, children }; the answer is the set of those to show.
  function visibleItems(items, filter) {
    const shown = new Set();
    function visit(item) {
      let any = filter === 'all' || item.done === (filter === 'done');
      for (const child of item.children) any = visit(child) || any;
      if (any) shown.add(item);
      return any;
    }
    items.forEach(visit);
    return shown;
  }

  tickbook.visibleItems = visibleItems;
  if (typeof document === 'undefined') return;

  const plan = document.querySelector('[data-tb-plan]');
  const chooser = document.querySelector('[data-tb-filter]');
  if (!plan || !chooser) return;

  const boxOf = (element) => element.querySelector(':scope > .tb-box');
  const tops = [];
  const known = new Map();
  for (const element of plan.querySelectorAll('.tb-item')) {
    const item = { element, box: boxOf(element), done: false, children: [] };
    known.set(element, item);
    const parent = known.get(element.parentElement.closest('.tb-item'));
    (parent ? parent.children : tops).push(item);
  }

  const EMPTY = { open: 'Nothing is open: everything in the book is done.', done: 'Nothing is done yet.' };
  let filter = 'all';

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
      const link = heading && document.querySelector(`.tb-toc a[href="#${heading.id}"]`);
      if (link) link.parentElement.hidden = group.hidden;
    }
  }

  function apply() {
    for (const item of known.values()) item.done = item.box?.checked === true;
    const shown = visibleItems(tops, filter);
    for (const item of known.values()) item.element.hidden = !shown.has(item);
    hideEmpty();
    const empty = plan.querySelector('[data-tb-plan-empty]');
    empty.hidden = shown.size > 0;
    empty.textContent = shown.size > 0 ? '' : EMPTY[filter] || '';
  }

  // A tick does not make its own item vanish under the pointer; the next choice of a filter sorts it.
  function choose() {
    filter = chooser.querySelector('input:checked')?.value || 'all';
    apply();
  }
  chooser.addEventListener('change', choose);
  // A browser that goes back to this page brings the choice back without a change event.
  window.addEventListener('pageshow', choose);
  chooser.hidden = false;
})((globalThis.tickbook = globalThis.tickbook || {}));
