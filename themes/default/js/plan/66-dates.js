// Shows on the plan when items are due, and adds the field for the reader's own date to the panel of an item. It never changes a state.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page, make } = tickbook;
  const { store } = page;
  const language = document.documentElement.lang;
  const NOTED = 'first';
  let shownStart = null;

  const today = () => tickbook.isoDay(Date.now());

  // The day of the first tick is noted, because ticking that item anew would move it. Without ticks it is forgotten.
  function firstTick() {
    const noted = store.readExtra(NOTED)?.d;
    const day = tickbook.firstDay(store.ids().map(store.record), noted);
    if (day && day !== noted) store.writeExtra(NOTED, { v: 1, d: day });
    if (!day && noted) store.removeExtra(NOTED);
    return day;
  }

  const start = () => tickbook.startOf({ own: store.date(tickbook.START), path: tickbook.readPaths?.()?.d, first: firstTick() });

  function dateOf(id, startDay) {
    const { tbDue: due = '', tbEvery: every = '', tbEffort: effort = '' } = page.items.get(id).element.dataset;
    const record = store.record(id);
    const state = tickbook.stateOf(record);
    const own = store.date(id);
    const since = tickbook.isoDay(record?.t);
    return { id, state, effort, every, since, own, due: tickbook.dueDay({ due, every, own, state, since }, startDay) };
  }

  // The items for this reader in the author's order, each with its state, its effort and the day it is due.
  function list() {
    const { day } = start();
    const mine = [...page.items].filter(([, { element }]) => !element.hasAttribute('data-tb-elsewhere'));
    return mine.map(([id]) => dateOf(id, day));
  }

  function dueText({ due, own, state }) {
    const words = tickbook.dueWords(due, { today: today(), language, again: state === 'done' });
    return due === own ? `${words} (my date)` : words;
  }

  // The day stands with what the author says of the item, so that it takes no line of its own where there is such a line.
  function showDue(id, startDay) {
    const item = page.items.get(id);
    const date = dateOf(id, startDay);
    // The author's own words name the day already.
    const isSaid = date.due === item.element.dataset.tbDue && tickbook.isFar(date.due, today());
    const text = date.due && !isSaid ? dueText(date) : '';
    if ((item.dueText || '') === text) return;
    item.dueText = text;
    item.due?.remove();
    if (!text) return;
    const isLate = date.due < today();
    const terms = item.element.querySelector(':scope > .tb-terms');
    item.due = make('span', { class: 'tb-due', ...(isLate && { 'data-tb-late': '' }) }, terms ? ` · ${text}` : text);
    if (terms) terms.append(item.due);
    else page.facts(id).append(item.due);
  }

  function save(id, field) {
    // A browser reports each year that is typed on the way to the one that is meant.
    if (field.value && !tickbook.isDay(field.value)) return;
    if (field.value === store.date(id)) return;
    store.setDate(id, { day: field.value, text: page.wording(id).text });
    page.refresh();
  }

  function addField(id, item) {
    const isDated = ['tbDue', 'tbEvery'].some((name) => name in item.element.dataset);
    const says = isDated ? 'Takes the place of the date in the book.' : 'When you want to have it done.';
    const hint = make('span', { class: 'tb-hint', id: `tb-date-hint-${id}` }, `${says} Kept in this browser.`);
    const field = make('input', { class: 'tb-field tb-date-field', id: `tb-date-${id}`, type: 'date', min: '1970-01-01', max: '9999-12-31', 'aria-describedby': hint.id });
    field.value = store.date(id);
    field.addEventListener('change', () => save(id, field));
    item.panel.date = field;
    item.panel.field.closest('.tb-note-row').after(make('p', { class: 'tb-note-row' }, make('label', { for: field.id }, 'My date'), field, hint));
  }

  // Panels are built when they are first opened, by the script of all pages, which hears of the click before this one.
  document.addEventListener('click', ({ target }) => {
    const id = target.closest?.('.tb-item-button')?.closest('.tb-item[data-tick]')?.dataset.tick;
    const item = page.items.get(id);
    if (item?.panel && !item.panel.date) addField(id, item);
  });

  function fill(id) {
    const field = page.items.get(id).panel?.date;
    if (field && field !== document.activeElement && field.value !== store.date(id)) field.value = store.date(id);
  }

  function show(id) {
    const { day } = start();
    const all = day !== shownStart ? null : id;
    shownStart = day;
    for (const one of page.named(all)) {
      showDue(one, day);
      fill(one);
    }
  }

  // A page that stays open over midnight is about another day.
  let lastDay = today();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || lastDay === today()) return;
    lastDay = today();
    page.refresh();
  });

  page.watch(show);
  document.addEventListener('tickbook:paths', () => show(null));
  tickbook.dates = { today, language, start, list };
})((globalThis.tickbook = globalThis.tickbook || {}));
