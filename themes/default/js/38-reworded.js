// Says below an item that its words have changed since the reader acted on it, and lets her confirm it. It never takes a tick away.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page } = tickbook;
  const SINCE = { done: 'you ticked it', doing: 'you marked it', skip: 'you marked it' };
  const STILL = { done: 'Still done', doing: 'Still fits', skip: 'Still fits' };

  function build(id, state, before) {
    const note = document.createElement('p');
    const button = document.createElement('button');
    note.className = 'tb-reworded';
    note.append(`Reworded since ${SINCE[state]}. `);
    if (before !== null) {
      const words = document.createElement('q');
      words.textContent = before;
      note.append('It said: ', words, ' ');
    }
    button.type = 'button';
    button.className = 'tb-small-button';
    button.textContent = STILL[state];
    button.setAttribute('aria-label', `${STILL[state]}: ${page.wording(id).text}`);
    button.addEventListener('click', () => {
      page.confirm(id);
      page.items.get(id).box.focus();
      page.say(`Confirmed: ${STILL[state].toLowerCase()}.`);
    });
    note.append(button);
    return note;
  }

  page.watch((id) => {
    for (const one of page.named(id)) {
      const item = page.items.get(one);
      const record = page.store.record(one);
      const found = record && tickbook.wasReworded(record, page.wording(one));
      const sign = found ? `${page.store.state(one)} ${found.before}` : '';
      if ((item.rewordedSign || '') === sign) continue;
      item.rewordedSign = sign;
      item.reworded?.remove();
      item.reworded = found ? build(one, page.store.state(one), found.before) : null;
      if (found) page.facts(one).append(item.reworded);
    }
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
