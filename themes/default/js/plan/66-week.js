// The list of this week above the plan: what is in progress, what is due, and what could come next. Its boxes are those of the plan.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.dates) return;

  const { page, dates, slips, make, makeButton } = tickbook;
  const { store } = page;
  const place = document.querySelector('[data-tb-week]');
  if (!place) return;
  const lists = place.querySelector('[data-tb-week-lists]');
  const words = place.querySelector('[data-tb-week-words]');
  const TITLES = { doing: 'In progress', due: 'Due', next: 'Next in the book' };
  const rows = new Map();
  let shown = '';

  // Takes the filter of the plan away, with the button for that if there is one.
  function showAllItems() {
    const filter = document.querySelector('[data-tb-filter]');
    const reset = filter?.querySelector('button:not([hidden])');
    const all = filter?.querySelector('[value="all"]');
    if (reset) reset.click();
    else if (all) all.click();
  }

  // Opens what hides an item of the plan, a filter or a folded part, so that a link to it works, also for a second time.
  function reveal(id) {
    const { element } = page.items.get(id);
    if (element.closest('[hidden]')) showAllItems();
    tickbook.unfold(element);
  }

  function makeRow(id) {
    const { text } = page.wording(id);
    const box = make('input', { class: 'tb-box', type: 'checkbox', id: `tb-week-box-${id}`, 'aria-labelledby': `tb-week-text-${id}`, 'aria-describedby': `tb-week-facts-${id}` });
    const link = make('a', { class: 'tb-week-text', id: `tb-week-text-${id}`, href: `#tb-item-${id}` }, text);
    const facts = make('span', { class: 'tb-week-facts', id: `tb-week-facts-${id}` });
    const again = makeButton('Done again', { class: 'tb-small-button', 'aria-label': `Done again: ${text}` }, () => {
      page.act(id, 'done', 'again');
    });
    const undo = slips.makeUndo(id, () => {
      slips.restore(id);
      box.focus();
      page.say('Done as before.');
    });
    box.addEventListener('change', () => page.act(id, box.checked ? 'done' : 'open', 'box'));
    link.addEventListener('click', () => reveal(id));
    const element = make('li', { class: 'tb-week-row', 'data-tb-week-row': id }, box, link, facts, undo, again);
    return { element, box, facts, undo, again };
  }

  function showRow(id, item) {
    if (!rows.has(id)) rows.set(id, makeRow(id));
    const row = rows.get(id);
    const { today, language } = dates;
    const isLate = item.due !== '' && item.due < today();
    row.element.dataset.tbState = item.state;
    row.box.checked = item.state === 'done';
    row.facts.textContent = tickbook.rowWords(item, { today: today(), language });
    row.facts.toggleAttribute('data-tb-late', isLate);
    row.undo.hidden = !slips.has(id);
    row.again.hidden = !(item.state === 'done' && item.due !== '' && tickbook.isDueSoon(item, today()));
    return row.element;
  }

  function group(name, items, more) {
    const id = `tb-week-${name}`;
    const list = make('ul', { class: 'tb-week-rows', 'aria-labelledby': id }, ...items.map((item) => showRow(item.id, item)));
    const rest = more > 0 ? [make('p', { class: 'tb-week-more' }, `${more} more in the plan below.`)] : [];
    return [make('h3', { id }, TITLES[name]), list, ...rest];
  }

  // The focus stays at its row, or goes to the heading of the list if the row is gone.
  function draw(week) {
    const held = document.activeElement?.closest?.('[data-tb-week-lists]') ? document.activeElement : null;
    const groups = Object.keys(TITLES).filter((name) => week[name].length > 0);
    lists.replaceChildren(...groups.flatMap((name) => group(name, week[name], week.more[name])));
    if (held && held !== document.activeElement) (held.isConnected && !held.hidden ? held : place.querySelector('h2')).focus({ preventScroll: true });
  }

  // The style sheet keeps this room free on the next visit, before the scripts have read anything.
  function keepRoom(week) {
    const room = { v: 1, ...tickbook.roomOf(week) };
    if (JSON.stringify(store.readExtra('room')) !== JSON.stringify(room)) store.writeExtra('room', room);
  }

  const now = () => tickbook.weekOf(dates.list(), { today: dates.today(), hours: tickbook.hoursOf(store.readExtra('week')) });

  function showAll() {
    const week = now();
    const sign = JSON.stringify([dates.today(), week]);
    if (sign === shown) return;
    shown = sign;
    draw(week);
    const said = tickbook.weekWords(week);
    if (words.textContent !== said) words.textContent = said;
    keepRoom(week);
  }

  function showOne(id) {
    const item = dates.list().find((one) => one.id === id);
    if (item && rows.has(id)) showRow(id, item);
    shown = '';
  }

  // A tick changes no row but its own: the list would move under the pointer.
  page.watch((id, how) => {
    const one = how === 'box' ? id : slips.restoring();
    if (one !== null) showOne(one);
    else if (how !== 'note') showAll();
  });
  slips.watch((id) => {
    if (rows.has(id)) rows.get(id).undo.hidden = !slips.has(id);
  });
  document.addEventListener('tickbook:paths', showAll);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keepRoom(now());
  });
  window.addEventListener('pagehide', () => keepRoom(now()));
  place.hidden = false;
})((globalThis.tickbook = globalThis.tickbook || {}));
