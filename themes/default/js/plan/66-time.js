// The settings of this week: the day the reader started, and the hours they have. It never changes an item.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.dates) return;

  const { page, dates } = tickbook;
  const { store } = page;
  const { START } = tickbook;
  const place = document.querySelector('[data-tb-week]');
  if (!place) return;
  const field = place.querySelector('#tb-start');
  const hours = place.querySelector('#tb-hours');
  const reset = place.querySelector('[data-tb-start-reset]');
  const WHY = {
    own: 'You set this day.',
    path: 'The day you chose your path.',
    tick: 'The day of your first tick.',
    '': 'Not known yet: it will be the day of your first tick.',
  };

  function setStart(day) {
    store.setDate(START, { day });
    page.refresh();
  }

  function show() {
    const { day, from } = dates.start();
    if (field !== document.activeElement && field.value !== day) field.value = day;
    place.querySelector('[data-tb-start-why]').textContent = WHY[from];
    reset.hidden = from !== 'own';
    const kept = tickbook.hoursOf(store.readExtra('week'));
    if (hours !== document.activeElement) hours.value = kept ?? '';
  }

  field.addEventListener('change', () => {
    if (!field.value || tickbook.isDay(field.value)) setStart(field.value);
  });
  reset.addEventListener('click', () => {
    setStart('');
    field.focus();
  });
  hours.addEventListener('change', () => {
    const value = { v: 1, hours: Number(hours.value) };
    if (tickbook.hoursOf(value) === null) store.removeExtra('week');
    else store.writeExtra('week', value);
    page.refresh();
  });
  const hasEffort = [...page.items.values()].some(({ element }) => 'tbEffort' in element.dataset);
  hours.closest('p').hidden = !hasEffort;
  page.watch(show);
  document.addEventListener('tickbook:paths', show);
})((globalThis.tickbook = globalThis.tickbook || {}));
