// Keeps a page of `tickbook serve` up to date: reloads it after a build that changed the site, and shows what is wrong with the book while it is broken. It never asks for anything but the server's events.
(function () {
  'use strict';

  const script = document.currentScript;
  const build = script.dataset.tbBuild;
  const own = new URL('.', script.src);
  const eventsUrl = new URL('events', own);
  const styleUrl = new URL('live.css', own);
  const retry = 1000;

  let source = null;
  let dismissed = '';
  let cameFrom = null;

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function hide() {
    document.getElementById('tb-live')?.remove();
    if (cameFrom?.isConnected) cameFrom.focus();
    cameFrom = null;
  }

  function panel() {
    if (!document.querySelector(`link[href="${styleUrl.pathname}"]`)) {
      document.head.append(element('link', { rel: 'stylesheet', href: styleUrl.pathname }));
    }
    const title = element('h2', { id: 'tb-live-title', className: 'tb-live-title' }, 'The book has errors');
    const close = element('button', { type: 'button', className: 'tb-live-close' }, 'Dismiss');
    const faults = element('pre', { id: 'tb-live-faults', className: 'tb-live-faults', tabIndex: 0 });
    const about = element('p', { id: 'tb-live-about' }, 'This page is from the last good build.');
    const made = element('section', { id: 'tb-live', className: 'tb-live tb-live-panel' }, title, close, about, faults);
    made.setAttribute('role', 'alertdialog');
    made.setAttribute('aria-labelledby', title.id);
    made.setAttribute('aria-describedby', about.id);
    const dismiss = () => {
      dismissed = faults.textContent;
      hide();
    };
    close.addEventListener('click', dismiss);
    made.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') dismiss();
    });
    cameFrom = document.activeElement;
    document.body.append(made);
    close.focus();
    return made;
  }

  // The text is the author's: it goes in as text, never as HTML.
  function show(text) {
    if (text === dismissed) return;
    dismissed = '';
    const shown = document.getElementById('tb-live') ?? panel();
    shown.querySelector('#tb-live-faults').textContent = text;
  }

  // Another build's page is never mended in place.
  function isOld(event) {
    if (event.lastEventId === build) return false;
    disconnect();
    location.reload();
    return true;
  }

  function good(event) {
    if (isOld(event)) return;
    dismissed = '';
    hide();
  }

  function disconnect() {
    source?.close();
    source = null;
  }

  function connect() {
    if (source || document.hidden) return;
    source = new EventSource(eventsUrl);
    source.addEventListener('build', good);
    source.addEventListener('reload', good);
    source.addEventListener('faults', (event) => {
      if (!isOld(event)) show(event.data);
    });
    source.addEventListener('error', () => {
      // Browsers try again by themselves, except after an answer that they take for final.
      if (source?.readyState !== EventSource.CLOSED) return;
      disconnect();
      setTimeout(connect, retry);
    });
  }

  // A browser opens few connections to one host, so a page that nobody sees gives its own back. It learns what it missed when it is seen again.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) disconnect();
    else connect();
  });
  // A page that comes back from the browser's own memory has lost its connection.
  window.addEventListener('pageshow', connect);
  window.addEventListener('pagehide', disconnect);
  connect();
})();
