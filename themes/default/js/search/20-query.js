// Parses a query: terms and phrases in quotes. Any text is a query. It knows neither the page nor the index.
(function (tickbook) {
  'use strict';

  const MOST_WORDS = 32;
  const MOST_LETTERS = 2000;
  const QUOTED = /["“”„«»]([^"“”„«»]*)["“”„«»]/g;

  // The terms of a text: `text` as it was typed, and `words`: one, or the pairs of a run in a script without spaces.
  function termsOf(text, places) {
    const terms = [];
    for (const { word, start, end, joined } of places) {
      const last = terms[terms.length - 1];
      if (joined && last) Object.assign(last, { end, words: [...last.words, word] });
      else terms.push({ start, end, words: [word] });
    }
    return terms.map(({ start, end, words }) => ({ text: text.slice(start, end), words, key: words.join(' ') }));
  }

  // `terms` are all terms, once each; `phrases` the words of each closed pair of quotes; `typing` means that the last term may be incomplete.
  function parseQuery(query) {
    const text = query.slice(0, MOST_LETTERS);
    const places = tickbook.places(text);
    const last = places[places.length - 1];
    const terms = [];
    const known = new Set();
    let room = MOST_WORDS;
    let final;
    for (const term of termsOf(text, places)) {
      final = term.key;
      if (known.has(term.key) || term.words.length > room) continue;
      known.add(term.key);
      room -= term.words.length;
      terms.push(term);
    }
    const all = new Set(terms.flatMap(({ words }) => words));
    const phrases = [...text.matchAll(QUOTED)].map(([, inner]) => tickbook.words(inner));
    return {
      terms,
      phrases: phrases.filter((phrase) => phrase.length > 1 && phrase.every((word) => all.has(word))),
      typing: Boolean(last) && last.end === text.length,
      last: final,
    };
  }

  Object.assign(tickbook, { parseQuery, termsOf });
})((globalThis.tickbook = globalThis.tickbook || {}));
