// Keeps a page of `tickbook serve` up to date: replaces style sheets in place, reloads the page after any other build that changed the site, and navigates to the saved page if the server says so. It requests only the server's events.
(function (live) {
  'use strict';
  if (typeof document === 'undefined') return;

  const script = document.currentScript;
  const eventsUrl = new URL('events', script.src);
  const STORE = 'tickbook:live';
  const RETRY = 1000;
  const here = live.pageOf(window.location.pathname);

  let build = script.dataset.tbBuild;
  let source = null;

  // If storage is blocked, a page begins at its top.
  const stored = {
    get: () => {
      try {
        return window.sessionStorage.getItem(STORE);
      } catch {
        return null;
      }
    },
    set: (text) => {
      try {
        window.sessionStorage.setItem(STORE, text);
      } catch {
        // The next page begins at its top.
      }
    },
  };

  // The foldable parts of the page, by names that do not change with edits elsewhere.
  function folds() {
    const all = [...document.querySelectorAll('main details')];
    const names = live.numbered(all.map((one) => one.id || one.querySelector('summary')?.textContent.trim() || ''));
    return all.map((one, place) => [names[place], one]);
  }

  function place() {
    const marks = [...document.querySelectorAll('main [id]')].map((one) => ({ id: one.id, top: one.getBoundingClientRect().top }));
    return {
      y: window.scrollY,
      anchor: live.anchorOf(marks),
      open: Object.fromEntries(folds().map(([name, one]) => [name, one.open])),
      focus: document.activeElement?.id ?? '',
    };
  }

  function scrollBack(to) {
    const topOf = (id) => {
      const found = document.getElementById(id);
      return found ? found.getBoundingClientRect().top + window.scrollY : null;
    };
    window.scrollTo({ top: live.scrollTo(to, topOf), behavior: 'instant' });
  }

  // Pictures may still move the page, so the position is restored again when all are loaded, unless the reader has scrolled.
  function goBack() {
    const note = live.read(stored.get());
    if (note.coming !== here || !note.pages.has(here)) return;
    const to = live.placeOf(note.pages.get(here));
    stored.set(live.written(note, here, to, ''));
    for (const [name, one] of folds()) {
      if (typeof to.open[name] === 'boolean') one.open = to.open[name];
    }
    const focused = to.focus && document.getElementById(to.focus);
    if (focused) focused.focus({ preventScroll: true });
    scrollBack(to);
    let hasMoved = false;
    const moved = () => {
      hasMoved = true;
    };
    for (const name of ['wheel', 'touchstart', 'pointerdown', 'keydown']) window.addEventListener(name, moved, { once: true, passive: true });
    window.addEventListener('load', () => {
      if (!hasMoved) scrollBack(to);
      window.history.scrollRestoration = 'auto';
    });
  }

  function leaveFor(coming) {
    stored.set(live.written(live.read(stored.get()), here, place(), coming));
    disconnect();
  }

  // Leaves the page, but not while the reader types: what is typed stays, and the page is left with the field.
  let onLeave = null;
  function whenFree(leave) {
    if (!live.isTyping()) return leave();
    if (!onLeave) {
      // Where the focus goes is known after the event.
      const look = () => setTimeout(() => {
        if (live.isTyping()) return;
        document.removeEventListener('focusout', look);
        onLeave();
      });
      document.addEventListener('focusout', look);
    }
    onLeave = leave;
    live.waits();
  }

  function reload() {
    leaveFor(here);
    // Otherwise the browser would restore the old distance from the top, after this script.
    window.history.scrollRestoration = 'manual';
    window.location.reload();
  }

  function follow(page) {
    const url = new URL(`/${page}`, window.location.href);
    const coming = live.pageOf(url.pathname);
    if (coming === here) return false;
    whenFree(() => {
      leaveFor(coming);
      window.location.assign(url.href);
    });
    return true;
  }

  // The old sheets are removed when the new ones have loaded, so that the page is never without.
  function swapStyles(names) {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const href = live.renamed(link.getAttribute('href'), names);
      if (!href) continue;
      const next = Object.assign(link.cloneNode(), { href });
      const settle = () => link.remove();
      next.addEventListener('load', settle);
      next.addEventListener('error', settle);
      link.after(next);
    }
    // Addresses that a script of the page loads later are in data attributes.
    for (const one of document.querySelectorAll('body *')) {
      for (const [key, value] of Object.entries(one.dataset ?? {})) {
        const href = live.renamed(value, names);
        if (href) one.dataset[key] = href;
      }
    }
  }

  function take(event) {
    const report = JSON.parse(event.data);
    if (report.page && follow(report.page)) return;
    if (event.type === 'styles') {
      swapStyles(report.styles);
      build = event.lastEventId;
    }
    // A page of another build is always reloaded.
    if (event.lastEventId !== build) whenFree(reload);
    if (event.lastEventId === build || live.isTyping()) live.show(report);
  }

  function disconnect() {
    source?.close();
    source = null;
  }

  function connect() {
    if (source || document.hidden) return;
    source = new EventSource(eventsUrl);
    for (const name of ['build', 'styles', 'reload', 'faults']) source.addEventListener(name, take);
    source.addEventListener('error', () => {
      // Browsers reconnect by themselves, except after an answer that they treat as final.
      if (source?.readyState !== EventSource.CLOSED) return;
      disconnect();
      setTimeout(connect, RETRY);
    });
  }

  // A browser opens few connections to one host, so a hidden page closes its own. It catches up when it is visible again.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) disconnect();
    else connect();
  });
  // A page from the back-forward cache has lost its connection.
  window.addEventListener('pageshow', connect);
  window.addEventListener('pagehide', disconnect);
  goBack();
  connect();
})(globalThis.tickbookLive);
