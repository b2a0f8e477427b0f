// Shows the faults of the book: fatal ones in a panel over the page, others behind a badge that opens it. Reports quote
// the author, so they are inserted as text, never as HTML. It sends no request.
(function (live) {
  'use strict';
  if (typeof document === 'undefined') return;

  const styleUrl = new URL('live.css', document.currentScript.src);
  let told = { faults: [], warnings: [] };
  let dismissed = '';
  let cameFrom = null;

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function loadStyle() {
    if (document.querySelector(`link[href="${styleUrl.pathname}"]`)) return;
    document.head.append(element('link', { rel: 'stylesheet', href: styleUrl.pathname }));
  }

  const counted = (count, noun) => (count === 1 ? `1 ${noun}` : `${count} ${noun}s`);

  const link = (place, href) => (href ? element('a', { href }, place) : place);

  function one({ level, code, message, place, href, excerpt, help, related = [], meaning }) {
    const name = code ? `${level} ${code}` : level;
    const made = element('li', { className: `tb-live-one tb-live-${level}` }, element('p', {}, element('strong', {}, name), ` ${message}`));
    if (place) made.append(element('p', { className: 'tb-live-place' }, link(place, href)));
    if (excerpt) made.append(element('pre', { className: 'tb-live-excerpt' }, excerpt));
    for (const other of related) made.append(element('p', { className: 'tb-live-place' }, `${other.label}: `, link(other.place, other.href)));
    if (help) made.append(element('p', { className: 'tb-live-help' }, `help: ${help}`));
    if (meaning) {
      const passages = live.passages(meaning).map(({ isCode, text }) => (isCode ? element('pre', { className: 'tb-live-excerpt' }, text) : element('p', {}, text)));
      const unfolded = element('div', { className: 'tb-live-meaning' }, ...passages);
      made.append(element('details', {}, element('summary', {}, `What ${code} means`), unfolded));
    }
    return made;
  }

  // The page is never scrolled to what gets the focus: all of it is fixed to the window as soon as its style has loaded.
  const focus = (target) => target?.focus({ preventScroll: true });

  // Whether the reader may be typing.
  const ENTRIES = 'textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])';
  // An author who has gone to the editor types there, although the field of the page keeps its focus.
  const isTyping = () =>
    document.hasFocus() && Boolean(document.activeElement?.matches(ENTRIES) || document.activeElement?.isContentEditable);
  live.isTyping = isTyping;

  function fill(shown) {
    const all = [...told.faults, ...told.warnings];
    const list = shown.querySelector('.tb-live-list');
    const isInside = list.contains(document.activeElement);
    list.replaceChildren(element('ul', {}, ...all.map(one)));
    if (isInside) focus(list);
  }

  const panel = () => document.getElementById('tb-live');

  function hide() {
    if (panel()?.localName !== 'section') return;
    const isInside = panel().contains(document.activeElement);
    panel().remove();
    if (isInside && cameFrom?.isConnected) focus(cameFrom);
    cameFrom = null;
  }

  function dismiss() {
    dismissed = JSON.stringify(told.faults);
    hide();
    badge();
    focus(document.getElementById('tb-live-badge'));
  }

  // Opened by a report, it takes no focus from a field and is announced instead.
  function open(click) {
    loadStyle();
    const isBroken = told.faults.length > 0;
    const title = element('h2', { id: 'tb-live-title', className: 'tb-live-title' }, isBroken ? 'The book has errors' : 'The book has warnings');
    const close = element('button', { type: 'button', className: 'tb-live-close' }, 'Dismiss');
    const about = element('p', { id: 'tb-live-about' }, isBroken ? 'This page is from the last successful build.' : 'The site was built anyway.');
    const list = element('div', { className: 'tb-live-list', tabIndex: 0 });
    list.setAttribute('role', 'region');
    list.setAttribute('aria-label', 'Errors and warnings');
    const made = element('section', { id: 'tb-live', className: 'tb-live tb-live-panel' }, title, close, about, list);
    made.classList.toggle('tb-live-mild', !isBroken);
    made.setAttribute('role', isBroken ? 'alertdialog' : 'dialog');
    made.setAttribute('aria-labelledby', title.id);
    made.setAttribute('aria-describedby', about.id);
    close.addEventListener('click', dismiss);
    made.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') dismiss();
    });
    cameFrom = document.activeElement;
    document.getElementById('tb-live-status')?.replaceChildren();
    const waits = !click && isTyping();
    if (waits) about.setAttribute('role', 'alert');
    document.body.append(made);
    if (!waits) focus(close);
    fill(made);
  }

  // A small button at the edge of the window, if there are faults and the panel is closed.
  function badge() {
    const [faults, warnings] = [told.faults.length, told.warnings.length];
    let status = document.getElementById('tb-live-status');
    if (!faults && !warnings) return status?.replaceChildren();
    loadStyle();
    if (!status) {
      status = element('div', { id: 'tb-live-status' });
      status.setAttribute('role', 'status');
      document.body.append(status);
    }
    const words = [faults && counted(faults, 'error'), warnings && counted(warnings, 'warning')].filter(Boolean).join(' and ');
    const button = element('button', { type: 'button', id: 'tb-live-badge', className: 'tb-live tb-live-badge' }, words);
    button.classList.toggle('tb-live-mild', !faults);
    button.addEventListener('click', open);
    const isInside = status.contains(document.activeElement);
    status.replaceChildren(button);
    if (isInside) focus(button);
  }

  // Says that there is a newer page, which does not come while the reader types.
  live.waits = () => {
    if (document.getElementById('tb-live-waits')) return;
    loadStyle();
    const said = element('p', { id: 'tb-live-waits', className: 'tb-live tb-live-badge tb-live-mild' });
    said.setAttribute('role', 'status');
    document.body.append(said);
    said.append('There is a newer page. It appears when you leave the field.');
  };

  // Shows a report of the server: { faults, warnings }.
  live.show = (report) => {
    told = report;
    if (!told.faults.length) dismissed = '';
    // The page shown until the first good build already contains its list.
    if (panel() && panel().localName !== 'section') return fill(panel());
    const isNews = told.faults.length > 0 && JSON.stringify(told.faults) !== dismissed;
    if (panel() && isNews) return fill(panel());
    hide();
    return isNews ? open() : badge();
  };
})(globalThis.tickbookLive);
