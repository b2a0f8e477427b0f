// The button at the end of each item and the panel that it opens: the four states and the reader's own note. A panel is built when it is first opened.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page, make, makeButton } = tickbook;
  const { store } = page;
  const NOTE_LENGTH = 4000;
  const PAUSE = 500;
  // Notes that are typed but not yet saved: for each item its field and the timer.
  const typed = new Map();

  function save(id) {
    const waiting = typed.get(id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    typed.delete(id);
    if (waiting.field.value !== store.note(id)) page.setNote(id, waiting.field.value);
  }

  function saveAll() {
    for (const id of [...typed.keys()]) save(id);
  }

  function onTyping(id, field) {
    clearTimeout(typed.get(id)?.timer);
    typed.set(id, { field, timer: setTimeout(() => save(id), PAUSE) });
  }

  function choices(id) {
    const labels = tickbook.STATES.map((state) => {
      const radio = make('input', { type: 'radio', name: `tb-states-${id}`, value: state });
      radio.addEventListener('change', () => page.act(id, state, 'panel'));
      return make('label', {}, radio, make('span', {}, tickbook.STATE_NAMES[state]));
    });
    return make('fieldset', { class: 'tb-choice' }, make('legend', {}, 'State'), ...labels);
  }

  function noteField(id) {
    const hint = make('span', { class: 'tb-hint', id: `tb-hint-${id}` }, 'Plain text, kept in this browser.');
    const field = make('textarea', {
      class: 'tb-field', id: `tb-note-${id}`, rows: 3, maxlength: NOTE_LENGTH, 'aria-describedby': hint.id,
    });
    field.addEventListener('input', () => onTyping(id, field));
    field.addEventListener('blur', () => save(id));
    return { field, row: make('p', { class: 'tb-note-row' }, make('label', { for: field.id }, 'Note'), field, hint) };
  }

  function build(id) {
    const item = page.items.get(id);
    const when = make('p', { class: 'tb-when' });
    const { field, row } = noteField(id);
    const close = makeButton('Close', { class: 'tb-small-button' }, () => toggle(id, false));
    const states = choices(id);
    const element = make('div', { class: 'tb-panel', id: `tb-panel-${id}`, role: 'group', 'aria-label': `State and note: ${page.wording(id).text}` }, states, when, row, close);
    element.hidden = true;
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      toggle(id, false);
    });
    (item.facts || item.button).after(element);
    item.panel = { element, when, field, radios: [...states.querySelectorAll('input')] };
    fill(id);
  }

  // Text that the reader is typing is newer than any incoming text, and is kept.
  function fill(id) {
    const { when, field, radios } = page.items.get(id).panel;
    const state = store.state(id);
    for (const radio of radios) radio.checked = radio.value === state;
    when.textContent = tickbook.changeWords(store.record(id), document.documentElement.lang);
    when.hidden = when.textContent === '';
    if (!typed.has(id) && field.value !== store.note(id)) field.value = store.note(id);
  }

  function toggle(id, open) {
    const item = page.items.get(id);
    if (open && !item.panel) build(id);
    save(id);
    item.panel.element.hidden = !open;
    item.button.setAttribute('aria-expanded', String(open));
    if (open) item.panel.radios.find((radio) => radio.checked).focus();
    else item.button.focus();
  }

  function addButton(id, item) {
    const button = make('button', { type: 'button', class: 'tb-item-button', 'aria-expanded': 'false', 'aria-controls': `tb-panel-${id}` });
    item.button = button;
    item.label.after(button);
    nameButton(id, item);
  }

  function nameButton(id, item) {
    const noted = store.note(id).trim() !== '';
    if (item.noted === noted) return;
    item.noted = noted;
    item.button.setAttribute('aria-label', `State and note${noted ? ' (has a note)' : ''}: ${page.wording(id).text}`);
    item.button.classList.toggle('tb-noted', noted);
  }

  for (const [id, item] of page.items) addButton(id, item);

  document.addEventListener('click', ({ target }) => {
    const button = target.closest?.('.tb-item-button');
    const id = button?.closest('.tb-item[data-tick]')?.dataset.tick;
    if (page.items.get(id)?.button !== button || !button) return;
    toggle(id, button.getAttribute('aria-expanded') !== 'true');
  });
  window.addEventListener('pagehide', saveAll);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveAll();
  });

  page.watch((id) => {
    for (const one of page.named(id)) {
      const item = page.items.get(one);
      nameButton(one, item);
      if (item.panel) fill(one);
    }
  });
  page.saveNotes = saveAll;
})((globalThis.tickbook = globalThis.tickbook || {}));
