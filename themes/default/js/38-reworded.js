// Shows below an item that its words have changed since the reader acted on it, and lets them confirm it. It never removes a tick.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page, make, makeButton } = tickbook;
  const SINCE = { done: 'you ticked it', doing: 'you marked it', skip: 'you marked it' };
  const STILL = { done: 'Still done', doing: 'Still fits', skip: 'Still fits' };

  function build(id, state, before) {
    const still = STILL[state];
    const label = `${still}: ${page.wording(id).text}`;
    const button = makeButton(still, { class: 'tb-small-button', 'aria-label': label }, () => {
      page.confirm(id);
      page.items.get(id).box.focus();
      page.say(`Confirmed: ${still.toLowerCase()}.`);
    });
    const said = before === null ? [] : ['It said: ', make('q', {}, before), ' '];
    return make('p', { class: 'tb-reworded' }, `Reworded since ${SINCE[state]}. `, ...said, button);
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
