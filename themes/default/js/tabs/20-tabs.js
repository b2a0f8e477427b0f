// Makes tabs of consecutive texts: a row of buttons, and one text at a time. The browser's own search and links still
// find hidden texts. It never changes the texts themselves.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { make, makeButton } = tickbook;
  const key = `tickbook:${document.body.dataset.tbBook}:tabs`;
  const canBeFound = 'onbeforematch' in document.body;

  function readChosen() {
    try {
      return tickbook.parseChosen(window.localStorage.getItem(key));
    } catch {
      return [];
    }
  }

  function keepChosen(title) {
    try {
      window.localStorage.setItem(key, tickbook.packChosen(tickbook.withChosen(readChosen(), title)));
    } catch {
      // The choice is then valid only for this page.
    }
  }

  function show(group, wanted) {
    group.current = wanted;
    group.panels.forEach((panel, place) => {
      const shown = place === wanted;
      group.buttons[place].setAttribute('aria-selected', String(shown));
      group.buttons[place].tabIndex = shown ? 0 : -1;
      if (shown) panel.removeAttribute('hidden');
      else panel.setAttribute('hidden', canBeFound ? 'until-found' : '');
    });
  }

  // Tabs above the chosen one may change their height with it, and the scroll position must stay.
  function choose(group, wanted) {
    const button = group.buttons[wanted];
    const before = button.getBoundingClientRect().top;
    const title = group.titles[wanted];
    show(group, wanted);
    for (const other of groups) {
      const same = other.titles.indexOf(title);
      if (other !== group && same >= 0) show(other, same);
    }
    window.scrollBy({ top: button.getBoundingClientRect().top - before, behavior: 'instant' });
    keepChosen(title);
  }

  function groupOf(element, number) {
    const panels = [...element.querySelectorAll(':scope > .tb-tab')];
    const titles = panels.map((panel) => panel.getAttribute('aria-label'));
    const group = { element, panels, titles, buttons: [], current: 0 };
    const list = make('div', { class: 'tb-tab-list', role: 'tablist', 'aria-label': `Choose: ${titles.join(', ')}` });
    panels.forEach((panel, place) => {
      panel.id = panel.id || `tb-tabs-${number}-${place}`;
      const id = `tb-tab-${number}-${place}`;
      const attributes = { class: 'tb-tab-button', role: 'tab', id, 'aria-controls': panel.id };
      group.buttons.push(makeButton(titles[place], attributes, () => choose(group, place)));
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', id);
      panel.removeAttribute('aria-label');
      panel.addEventListener('beforematch', () => show(group, place));
    });
    list.append(...group.buttons);
    list.addEventListener('keydown', (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const turned = getComputedStyle(list).direction === 'rtl';
      const wanted = tickbook.tabByKey(event.key, group.current, panels.length, turned);
      if (wanted < 0) return;
      event.preventDefault();
      choose(group, wanted);
      group.buttons[wanted].focus();
    });
    element.prepend(list);
    return group;
  }

  // Shows the target of the address, through nested tabs.
  function reveal() {
    let id;
    try {
      id = decodeURIComponent(window.location.hash.slice(1));
    } catch {
      return;
    }
    const target = id && document.getElementById(id);
    if (!target) return;
    let hidden = false;
    for (const group of groups) {
      const place = group.panels.findIndex((panel) => panel.contains(target));
      if (place < 0 || place === group.current) continue;
      show(group, place);
      hidden = true;
    }
    if (hidden) target.scrollIntoView({ behavior: 'instant' });
  }

  const texts = [...document.querySelectorAll('[data-tb-tabs]')].filter((element) => element.querySelector(':scope > .tb-tab'));
  const groups = texts.map(groupOf);
  const chosen = readChosen();
  for (const group of groups) show(group, tickbook.chosenTab(chosen, group.titles));
  reveal();
  window.addEventListener('hashchange', reveal);
})((globalThis.tickbook = globalThis.tickbook || {}));
