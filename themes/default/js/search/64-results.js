// Draws what was found: for each chapter a heading and a list, all of them plain links. It makes nothing but elements and texts.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { tbRoot } = document.body.dataset;

  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  // Texts and <mark>: whatever a chapter or the reader wrote stays text.
  const pieces = (all) => all.map(({ text, mark }) => (mark ? make('mark', '', text) : text));

  function itemParts(row) {
    const state = tickbook.page?.store.state(row.id) ?? 'open';
    const words = make('span', 'tb-hit-state', make('span', 'tb-hidden', 'Item: '), tickbook.STATE_NAMES[state]);
    return { state, parts: [make('span', 'tb-hit-box'), make('span', 'tb-hit-text', ...pieces(row.text)), ' ', words] };
  }

  function link(row) {
    const anchor = make('a', `tb-hit tb-hit-${row.kind}`);
    anchor.href = tbRoot + row.href;
    if (row.kind === 'item') {
      const { state, parts } = itemParts(row);
      anchor.dataset.tbState = state;
      anchor.append(...parts);
      return anchor;
    }
    anchor.append(make('span', 'tb-hit-title', ...pieces(row.title)));
    if (row.part) anchor.append(' ', make('span', 'tb-hit-part', row.part));
    if (row.text.length) anchor.append(' ', make('span', 'tb-hit-text', ...pieces(row.text)));
    return anchor;
  }

  function group(chapter, words) {
    const [head, ...rows] = tickbook.rowsOf(chapter, words);
    const heading = make('h2', '', link(head));
    const list = make('ul', '', ...rows.map((row) => make('li', '', link(row))));
    return make('section', 'tb-found', heading, ...(rows.length ? [list] : []));
  }

  // Another tab may have ticked something since the last search.
  tickbook.drawResults = (chapters, words) => {
    tickbook.page?.store.forget();
    const known = new Set(words);
    return chapters.map((chapter) => group(chapter, known));
  };
})((globalThis.tickbook = globalThis.tickbook || {}));
