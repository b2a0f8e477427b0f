// Sets all items of a part, a chapter or a list that are not done to "Not for me" in one act, and offers to undo it.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.desk) return;

  const { page, desk, makeButton } = tickbook;
  const { store } = page;
  const groups = [];

  // Those that are for another path stay as they are, and so do those that are done.
  function idsLeft(root) {
    const items = [...root.querySelectorAll('.tb-item[data-tick]:not([data-tb-elsewhere])')];
    return items.map((item) => item.dataset.tick).filter((id) => ['open', 'doing'].includes(store.state(id)));
  }

  function setAside({ root, name }) {
    const ids = idsLeft(root);
    if (ids.length === 0) return;
    const { undo, failed } = store.setAll(ids.map((id) => ({ id, ...page.wording(id) })), 'skip');
    page.refresh();
    desk.offerUndo(tickbook.asideWords(undo.length, name, failed), undo, { focus: true });
  }

  function add(root, name, place) {
    const group = { root, name };
    group.button = makeButton('Not for me', { class: 'tb-act tb-aside', 'aria-label': `Not for me: all open items of “${name}”` }, () => setAside(group));
    place(group.button);
    groups.push(group);
  }

  function addToChapter(chapter) {
    const heading = chapter.querySelector(':scope > h3:not(.tb-hidden)');
    const lists = [...chapter.querySelectorAll('[data-tb-checklist]')];
    if (heading) add(chapter, heading.querySelector('a').textContent, (button) => heading.after(button));
    if (lists.length < 2) return;
    for (const list of lists) add(list, list.getAttribute('aria-label').replace(/^[^:]*: /, ''), (button) => list.before(button));
  }

  for (const part of document.querySelectorAll('.tb-plan-part')) {
    const row = part.querySelector(':scope > .tb-progress');
    add(part, part.querySelector(':scope > h2').textContent, (button) => row.append(button));
    part.querySelectorAll('.tb-plan-chapter').forEach(addToChapter);
  }

  function show() {
    for (const { root, button } of groups) button.setAttribute('aria-disabled', String(idsLeft(root).length === 0));
  }

  page.watch(show);
  document.addEventListener('tickbook:paths', show);
})((globalThis.tickbook = globalThis.tickbook || {}));
