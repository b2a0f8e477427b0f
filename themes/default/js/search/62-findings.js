// Prepares an answer of the search for display: rows in order, their addresses, the words of the status. It never changes the page.
(function (tickbook) {
  'use strict';

  const MOST_WORDS = 200;
  const MOST_LETTERS = 200;
  const SHOWN_QUERY = 60;

  // What of an answer is marked in texts.
  const wantedOf = ({ words = [], near = [], phrases = [] }) => ({ termOf: new Map([...words].map((word) => [word, 0])), near: new Set(near), phrases });

  // A text in pieces { text, mark } at what was found.
  const marked = (text, wanted) => tickbook.pieces(text, tickbook.matches(text, wanted));

  // The first words of pieces, by which two of them are compared.
  const START = 40;
  const startOf = (pieces) => pieces.map(({ text }) => text).join('').replace(/^…\s/, '').slice(0, START);

  const fragment = (id) => (id === '' ? '' : `#${encodeURIComponent(id)}`);

  // A chapter's rows: the chapter, which leads to its best section and says which that is, with the items of that section; then its other
  // sections with theirs, and the items of sections that are not shown. Addresses are relative to the root of the book.
  function rowsOf(chapter, wanted) {
    const { url, title, part, sections, items } = chapter;
    const [best, ...others] = sections.length ? sections : [{ anchor: '', heading: '', excerpt: null }];
    const left = new Set(items);
    const itemsOf = (wants) =>
      [...left].filter(wants).map((item) => {
        left.delete(item);
        return { kind: 'item', href: url + fragment(`tb-item-${item.id}`), id: item.id, text: item.text };
      });
    // A passage that begins with the text of an item which has a row of its own would say it twice.
    const passage = ({ anchor, excerpt }) => {
      const start = startOf(excerpt ?? []);
      return start && items.some((item) => item.anchorOfSection === anchor && startOf(item.text).startsWith(start)) ? [] : excerpt ?? [];
    };
    const head = { kind: 'chapter', href: url + fragment(best.anchor), part: part || '', title: marked(title, wanted), place: marked(best.heading, wanted), text: passage(best) };
    const rows = [head, ...itemsOf((item) => item.anchorOfSection === best.anchor)];
    for (const section of others) {
      const { anchor, heading } = section;
      const name = anchor === '' ? 'Beginning of the chapter' : heading;
      rows.push({ kind: 'section', href: url + fragment(anchor), title: marked(name, wanted), text: passage(section) });
      rows.push(...itemsOf((item) => item.anchorOfSection === anchor));
    }
    return [...rows, ...itemsOf(() => true)];
  }

  const quoted = (words) => words.map((word) => `“${word}”`).join(', ');
  const short = (text) => text.trim().slice(0, SHOWN_QUERY).replace(/[\ud800-\udbff]$/, '');

  // The query with one of its words exchanged for another.
  const exchanged = (query, typed, other) => query.replace(typed, () => other);

  function countOf({ chapters, total, partial, begun }) {
    const count = `${partial ? 'At least ' : ''}${total} chapter${total === 1 ? '' : 's'} found`;
    const how = begun ? ` with words that begin with “${begun}”` : '';
    const best = total > chapters.length ? `, the best ${chapters.length} are shown` : '';
    return `${count}${how}${best}.`;
  }

  // The words that the book lacks, with what is similar: [{ text }] and, for what the reader can ask instead, [{ text, query }].
  function lacking(query, { missing = [], guesses = [], parts = [], similar = [], total }) {
    const taken = new Set([...guesses.map(({ typed }) => typed), ...parts]);
    const rest = missing.filter((word) => !taken.has(word));
    const said = guesses.map(({ typed, shown }) => ({ text: `Nothing for “${typed}”. Showing “${shown}”. ` }));
    if (parts.length) said.push({ text: `Not in the book as it was typed: ${quoted(parts)}. Showing parts of it. ` });
    if (rest.length) said.push({ text: `Not in the book: ${quoted(rest.map(short))}. ` });
    const offers = similar.flatMap(({ typed, near }) => near.map((word) => ({ text: word, query: exchanged(query, typed, word) })));
    offers.forEach((offer, place) => said.push({ text: place ? ', ' : 'Similar: ' }, offer));
    if (offers.length) said.push({ text: '. ' });
    else if (rest.length && total === 0) said.push({ text: 'Try other words, or only the beginning of one. ' });
    return said;
  }

  // What the status says, in pieces as above.
  function statusOf(query, answer) {
    const { total, missing = [], guesses = [], synonyms = [], parts = [] } = answer;
    const lacks = lacking(query, answer);
    const showing = synonyms.map(({ typed, shown }) => ({ text: `Showing ${shown.join(', ')}, for ${typed}${missing.includes(typed) ? '' : ', too'}. ` }));
    if (total === 0) return lacks.length ? lacks : [{ text: `No results for “${short(query)}”. Try fewer words, other words, or only the beginning of one.` }];
    // What is shown in the place of what was typed is not counted as if it were that.
    return [...(guesses.length || parts.length ? [] : [{ text: `${countOf(answer)} ` }]), ...lacks, ...showing];
  }

  const FOUND_VERSION = 2;
  const isText = (text) => typeof text === 'string';
  const fewTexts = (list) => (Array.isArray(list) ? list.filter(isText).slice(0, MOST_WORDS) : []);

  // Data for the next page, and its reading there: the query and what to mark, if the page is the intended one.
  const packFound = (path, { query, words, phrases }) =>
    JSON.stringify({ v: FOUND_VERSION, path, query, words: words.slice(0, MOST_WORDS), phrases: phrases.slice(0, MOST_WORDS) });

  function unpackFound(text, path) {
    try {
      const found = JSON.parse(text);
      if (found.v !== FOUND_VERSION || found.path !== path) return null;
      const phrases = Array.isArray(found.phrases) ? found.phrases.slice(0, MOST_WORDS).map(fewTexts) : [];
      return { query: isText(found.query) ? found.query.slice(0, MOST_LETTERS) : '', words: fewTexts(found.words), phrases };
    } catch {
      return null;
    }
  }

  const LEAST_PATIENCE = 300;
  const MOST_PATIENCE = 1500;

  // How long after a change of the field the reader has paused, in ms, from what that was at the change before and how long ago this was: longer than
  // between two keys of this reader, so that somebody who types slowly does not load passages of results that the next key replaces. The first
  // letter says nothing of this; a query that comes at once is whole.
  function patienceFor(before, gap, length) {
    if (length <= 1) return MOST_PATIENCE;
    if (!before) return LEAST_PATIENCE;
    const wanted = Math.max(2.5 * gap, before / 2);
    return gap > MOST_PATIENCE ? before : Math.min(MOST_PATIENCE, Math.max(LEAST_PATIENCE, wanted));
  }

  // The place in the list to focus after a key (-1 is the field); null if the key is not handled.
  function placeAfter(key, place, count) {
    if (key === 'ArrowDown') return Math.min(place + 1, count - 1);
    if (key === 'ArrowUp' && place >= 0) return place - 1;
    return null;
  }

  // The place of the next or previous of `count` marks, from one end to the other; `now` is -1 before the first.
  const markAfter = (now, step, count) => (now < 0 && step < 0 ? count - 1 : (now + step + count) % count);

  Object.assign(tickbook, { wantedOf, marked, rowsOf, statusOf, packFound, unpackFound, placeAfter, markAfter, patienceFor });
})((globalThis.tickbook = globalThis.tickbook || {}));
