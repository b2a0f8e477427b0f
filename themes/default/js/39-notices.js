// The bar for notices to the reader: ticks that will not be stored, and once the offer of a copy. It never saves or sends anything by itself.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page, make } = tickbook;
  const { store } = page;
  const ENOUGH = 20;
  const place = document.querySelector('[data-tb-notice]');

  const WARNINGS = {
    blocked: 'Ticks will not last, nor will notes: this browser does not let the page store them. They hold until you leave the page.',
    full: 'Ticks will not last, nor will notes: this browser has no room left to store them. They hold until you leave the page.',
    unreadable: 'Some ticks will not last: what this browser stored for them cannot be read. Please tick those items again.',
  };

  // Shows a sentence with its controls, [label or element, click handler]. A click on any of them closes the bar; the
  // returned function closes it too, unless another sentence has replaced it.
  function notice(text, ...controls) {
    const words = make('p', {}, text);
    const before = document.activeElement;
    function close() {
      if (words.parentElement !== place) return;
      const held = place.contains(document.activeElement);
      place.replaceChildren();
      if (!held) return;
      const known = before?.isConnected && before !== document.body;
      (known ? before : document.querySelector('.tb-main')).focus({ preventScroll: true });
    }
    const elements = controls.map(([name, act]) => {
      const element = typeof name === 'string' ? make('button', { type: 'button' }, name) : name;
      element.className = 'tb-button';
      element.addEventListener('click', () => {
        close();
        act?.();
      });
      return element;
    });
    place.toggleAttribute('data-tb-warning', false);
    place.replaceChildren(words, ...elements);
    return close;
  }

  let warned = false;
  function warn() {
    if (warned || store.durable || page.items.size === 0) return;
    warned = true;
    notice(WARNINGS[store.fault], ['Dismiss']);
    place.toggleAttribute('data-tb-warning', true);
  }

  let offered = false;
  function offerCopy() {
    if (offered || !store.durable || place.hasChildNodes() || store.readExtra('offer')) return;
    const done = store.ids().filter(store.isDone).length;
    if (done < ENOUGH) return;
    offered = true;
    const answered = () => store.writeExtra('offer', { v: 1, t: Date.now() });
    const link = make('a', { href: `${document.body.dataset.tbRoot}plan.html#tb-save` }, 'Download a copy');
    notice(`You have done ${done} things. They are kept in this browser alone; a copy keeps them safe.`, [link, answered], ['Not now', answered]);
  }

  // Cleared progress can be restored for a minute (60,000 ms), and is deleted after that.
  function forgetCleared() {
    const cleared = store.readExtra('cleared');
    if (cleared && !(Math.abs(Date.now() - cleared.t) < 60_000)) store.removeExtra('cleared');
  }

  // A theme may have no bar; then notices are only announced.
  page.notice = place ? notice : (text) => {
    page.say(text);
    return () => {};
  };
  forgetCleared();
  if (!place) return;
  page.watch((id, how) => {
    if (how && store.isDone(id)) offerCopy();
    warn();
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
