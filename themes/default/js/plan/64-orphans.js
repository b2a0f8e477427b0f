// Lists the reader's records of items that the book no longer has. It keeps everything until they ask for its removal.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page, desk } = tickbook;
  const section = document.querySelector('[data-tb-orphans]');
  if (!section || !desk) return;
  const { store } = page;
  const list = section.querySelector('ul');

  const isOrphan = (id) => !page.items.has(id);
  // An item that is open and has no note has no record worth showing.
  const says = (id) => store.state(id) !== 'open' || store.note(id).trim() !== '';

  function orphans() {
    return store.ids().filter((id) => isOrphan(id) && says(id)).map((id) => {
      const [tick, note] = [store.record(id), store.noteRecord(id)];
      const text = [tick?.x, note?.x].find((words) => typeof words === 'string' && words !== '');
      return { id, tick, state: store.state(id), note: store.note(id), text: text || null };
    });
  }

  const nameOf = ({ text }) => text || 'An item whose words are not known';

  async function remove(orphan) {
    const sure = await desk.ask({
      title: 'Remove this item?',
      lines: [`What you did to “${nameOf(orphan)}” is removed from this browser.`],
      yes: 'Remove',
      no: 'Keep',
      careful: true,
    });
    if (!sure) return;
    const { undo } = store.remove(orphan.id);
    page.refresh();
    desk.offerUndo('The item is removed.', undo);
  }

  function row(orphan) {
    const element = document.createElement('li');
    const words = document.createElement('p');
    const facts = document.createElement('p');
    const button = document.createElement('button');
    element.dataset.tbOrphan = orphan.id;
    words.textContent = nameOf(orphan);
    facts.className = 'tb-facts';
    const since = tickbook.sinceElement(orphan.tick);
    if (orphan.state !== 'done' || !since) facts.append(tickbook.STATE_NAMES[orphan.state], ' ');
    if (since) facts.append(since);
    button.type = 'button';
    button.className = 'tb-small-button';
    button.textContent = 'Remove';
    button.setAttribute('aria-label', `Remove: ${nameOf(orphan)}`);
    button.addEventListener('click', () => remove(orphan));
    element.append(words, facts, tickbook.noteElement(orphan.note) || '', button);
    return element;
  }

  // The focus in the list stays at its item, or at the one that replaced it.
  function draw(found) {
    const rows = [...list.children];
    const held = rows.findIndex((element) => element.contains(document.activeElement));
    const id = rows[held]?.dataset.tbOrphan;
    list.replaceChildren(...found.map(row));
    if (held < 0) return;
    const same = [...list.children].find((element) => element.dataset.tbOrphan === id);
    const next = same || list.children[Math.min(held, found.length - 1)];
    (next?.querySelector('button') || desk.section.querySelector('h2')).focus();
  }

  let shown = '';
  page.watch((id) => {
    if (id !== null && !isOrphan(id)) return;
    const found = orphans();
    const sign = JSON.stringify(found);
    if (sign === shown) return;
    shown = sign;
    section.hidden = found.length === 0;
    draw(found);
  });
  desk.orphans = orphans;
})((globalThis.tickbook = globalThis.tickbook || {}));
