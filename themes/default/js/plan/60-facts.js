// Shows below the items of the plan when they got their state, and the reader's notes. It never changes either.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page } = tickbook;
  const language = document.documentElement.lang;

  // "Done 22 Nov 2026" or "since 20 Nov 2026", or null if the day is not known or the item is open.
  function since(record) {
    const state = tickbook.stateOf(record);
    const day = tickbook.dayWords(record?.t, language, 'short');
    if (state === 'open' || !day) return null;
    const element = document.createElement('span');
    const time = document.createElement('time');
    element.className = 'tb-since';
    time.dateTime = tickbook.isoDay(record.t);
    time.textContent = day;
    element.append(state === 'done' ? 'Done ' : 'since ', time);
    return element;
  }

  // The style sheet keeps line breaks; the content of a note is only text.
  function note(text) {
    if (text.trim() === '') return null;
    const element = document.createElement('p');
    const name = document.createElement('span');
    name.className = 'tb-hidden';
    name.textContent = 'Note: ';
    element.className = 'tb-note';
    element.append(name, text.trim());
    return element;
  }

  function showSince(id, item) {
    const record = page.store.record(id);
    const sign = record ? `${tickbook.stateOf(record)} ${record.t}` : '';
    if ((item.sinceSign || '') === sign) return;
    item.sinceSign = sign;
    item.since?.remove();
    item.since = since(record);
    if (!item.since) return;
    if (item.state) item.state.after(item.since);
    else page.facts(id).prepend(item.since);
  }

  function showNote(id, item) {
    const text = page.store.note(id);
    if ((item.noteText || '') === text) return;
    item.noteText = text;
    item.note?.remove();
    item.note = note(text);
    if (item.note) page.facts(id).append(item.note);
  }

  page.watch((id) => {
    for (const one of page.named(id)) {
      showSince(one, page.items.get(one));
      showNote(one, page.items.get(one));
    }
  });
  Object.assign(tickbook, { sinceElement: since, noteElement: note });
})((globalThis.tickbook = globalThis.tickbook || {}));
