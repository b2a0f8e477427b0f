// Prepares an answer of the search for display: rows in order, their addresses, the words of the status. It never changes the page.
(function (tickbook) {
  'use strict';

  const MOST_WORDS = 200;
  const SHOWN_QUERY = 60;

  // A text in pieces { text, mark } at the found words.
  const marked = (text, words) => tickbook.pieces(text, tickbook.places(text).filter(({ word }) => words.has(word)));

  const fragment = (id) => (id === '' ? '' : `#${encodeURIComponent(id)}`);

  // A chapter's rows: the chapter itself with an excerpt of its beginning, then each section with its items, and the
  // items of sections that are not shown. Addresses are relative to the root of the book.
  function rowsOf(chapter, words) {
    const { url, title, part, sections, items } = chapter;
    const start = sections.find((section) => section.anchor === '');
    const rows = [{ kind: 'chapter', href: url, part: part || '', title: marked(title, words), text: start?.excerpt ?? [] }];
    const left = new Set(items);
    const addItems = (wanted) => {
      for (const item of [...left].filter(wanted)) {
        left.delete(item);
        rows.push({ kind: 'item', href: url + fragment(`tb-item-${item.id}`), id: item.id, text: item.text });
      }
    };
    addItems((item) => item.anchorOfSection === '');
    for (const { anchor, heading, excerpt } of sections) {
      if (anchor === '') continue;
      rows.push({ kind: 'section', href: url + fragment(anchor), title: marked(heading, words), text: excerpt });
      addItems((item) => item.anchorOfSection === anchor);
    }
    addItems(() => true);
    return rows;
  }

  // The words for the next page; the limit is high enough that none is missed.
  const fewWords = (words) => [...words].slice(0, MOST_WORDS);

  const quoted = (words) => words.map((word) => `“${word}”`).join(', ');

  function statusOf(query, { chapters, total, partial, missing = [] }) {
    if (total === 0) {
      const short = query.trim().slice(0, SHOWN_QUERY).replace(/[\ud800-\udbff]$/, '');
      return `No results for ${quoted([short])}. Try fewer words, other words, or only the beginning of one.`;
    }
    const count = `${partial ? 'At least ' : ''}${total} chapter${total === 1 ? '' : 's'} found`;
    const best = total > chapters.length ? `, the best ${chapters.length} are shown` : '';
    const without = missing.length ? ` Not in the book: ${quoted(missing)}.` : '';
    return `${count}${best}.${without}`;
  }

  const FOUND_VERSION = 1;

  // Data for the next page, and its reading there: the words, if the page is the intended one.
  const packFound = (path, words) => JSON.stringify({ v: FOUND_VERSION, path, words: fewWords(words) });

  function unpackFound(text, path) {
    try {
      const found = JSON.parse(text);
      if (found.v !== FOUND_VERSION || found.path !== path || !Array.isArray(found.words)) return [];
      return fewWords(found.words.filter((word) => typeof word === 'string'));
    } catch {
      return [];
    }
  }

  // The place in the list to focus after a key (-1 is the field); null if the key is not handled.
  function placeAfter(key, place, count) {
    if (key === 'ArrowDown') return Math.min(place + 1, count - 1);
    if (key === 'ArrowUp' && place >= 0) return place - 1;
    return null;
  }

  Object.assign(tickbook, { marked, rowsOf, statusOf, packFound, unpackFound, placeAfter });
})((globalThis.tickbook = globalThis.tickbook || {}));
