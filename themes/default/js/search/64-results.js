// Renders the results: for each chapter a heading and a list, all of them plain links. It makes only elements and texts.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { tbRoot } = document.body.dataset;
  let drawn = 0;

  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  // Texts and <mark>, or another element for what is near to what was typed and not that: text of chapters and readers is never parsed as HTML.
  const pieces = (all) => all.map(({ text, mark }) => (mark === 'near' ? make('span', 'tb-near', text) : mark ? make('mark', '', text) : text));

  function itemParts(row) {
    const state = tickbook.page?.store.state(row.id) ?? 'open';
    const words = make('span', 'tb-hit-state', make('span', 'tb-hidden', 'Item: '), tickbook.STATE_NAMES[state]);
    return { state, parts: [make('span', 'tb-hit-box'), make('span', 'tb-hit-text', ...pieces(row.text)), ' ', words] };
  }

  function link(row) {
    const anchor = make('a', `tb-hit-${row.kind}`);
    anchor.href = tbRoot + row.href;
    if (row.kind === 'item') {
      const { state, parts } = itemParts(row);
      anchor.dataset.tbState = state;
      anchor.append(...parts);
      return anchor;
    }
    anchor.append(make('span', 'tb-hit-title', ...pieces(row.title)));
    if (row.place?.length) anchor.append(' ', make('span', 'tb-hit-place', ...pieces(row.place)));
    if (row.part) anchor.append(' ', make('span', 'tb-hit-part', row.part));
    return anchor;
  }

  const headed = (row, anchor) => (row.kind === 'chapter' ? make('h2', '', anchor) : anchor);

  // The excerpt is next to its link and describes it, so that the link and the heading have a short name.
  function hit(tag, row) {
    const anchor = link(row);
    if (row.kind === 'item' || row.text.length === 0) return make(tag, 'tb-hit', headed(row, anchor));
    const text = make('p', 'tb-hit-text', ...pieces(row.text));
    drawn += 1;
    text.id = `tb-hit-${drawn}`;
    anchor.setAttribute('aria-describedby', text.id);
    return make(tag, 'tb-hit', headed(row, anchor), text);
  }

  function group(chapter, wanted) {
    const [head, ...rows] = tickbook.rowsOf(chapter, wanted);
    const list = make('ul', '', ...rows.map((row) => hit('li', row)));
    return make('section', 'tb-found', hit('div', head), ...(rows.length ? [list] : []));
  }

  tickbook.drawChapter = group;
})((globalThis.tickbook = globalThis.tickbook || {}));
