// The list of keyboard shortcuts, and the switch for those that work anywhere on a page. It never handles a shortcut.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const KEY = 'tickbook:shortcuts';
  const isMac = /Mac|iP/.test(navigator.platform);
  const command = isMac ? '⌘' : 'Ctrl';
  // The keys, each alternative as a list, and the action.
  const ANYWHERE = [
    [['/', `${command} K`], 'Search the book'],
    [['N'], 'Next match that the search has marked'],
    [['Shift N'], 'Previous match'],
  ];
  const IN_SEARCH = [
    [['↓', '↑'], 'Go through the results'],
    [['Enter'], 'Open the result; in the field, the best one'],
    [[`${command} Enter`], 'Open it in a new tab'],
    [['Esc'], 'Close the search; on a page, remove the marks'],
  ];
  let dialog = null;

  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function keys(way) {
    return way.split(' ').flatMap((key, place) => [...(place ? [' + '] : []), make('kbd', {}, key)]);
  }

  function rows(list) {
    return list.flatMap(([ways, what]) => [
      make('dt', {}, ...ways.flatMap((way, place) => [...(place ? [' or '] : []), ...keys(way)])),
      make('dd', {}, what),
    ]);
  }

  // Shows if the choice cannot be stored.
  function choose(on, outcome) {
    tickbook.shortcutsOff = !on;
    try {
      if (on) window.localStorage.removeItem(KEY);
      else window.localStorage.setItem(KEY, 'off');
      outcome.textContent = '';
      delete tickbook.shortcutsOff;
    } catch {
      outcome.textContent = 'This browser does not let the page store the choice. It holds until you leave the page.';
    }
  }

  function build() {
    const box = make('input', { type: 'checkbox' });
    const outcome = make('p', { role: 'status' });
    const close = make('form', { method: 'dialog' }, make('button', { className: 'tb-small-button' }, 'Close'));
    box.addEventListener('change', () => choose(box.checked, outcome));
    dialog = make('dialog', { className: 'tb-shortcuts' },
      make('h2', { id: 'tb-shortcuts-title' }, 'Keyboard shortcuts'),
      make('h3', {}, 'On every page'), make('dl', {}, ...rows(ANYWHERE)),
      make('p', {}, make('label', {}, box, ` Use ${isMac ? '/, ⌘ K and N' : '/, Ctrl + K and N'}`)), outcome,
      make('h3', {}, 'In the search'), make('dl', {}, ...rows(IN_SEARCH)), close);
    dialog.setAttribute('aria-labelledby', 'tb-shortcuts-title');
    document.body.append(dialog);
    return box;
  }

  let box = null;
  tickbook.showShortcuts = () => {
    box ||= build();
    box.checked = !tickbook.areShortcutsOff();
    dialog.showModal();
  };
})((globalThis.tickbook = globalThis.tickbook || {}));
