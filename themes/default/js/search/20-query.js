// Parses a query: words, phrases in quotes, and how near a word is to one in the book. Any text is a query. It knows neither the page nor the index.
(function (tickbook) {
  'use strict';

  const MOST_WORDS = 32;
  const MOST_LETTERS = 2000;
  const QUOTED = /["“”„«»]([^"“”„«»]*)["“”„«»]/g;

  // `words` are all words, once each; `phrases` those of each closed pair of quotes; `typing` means that the last word
  // may be incomplete.
  function parseQuery(query) {
    const text = query.slice(0, MOST_LETTERS);
    const found = tickbook.places(text);
    const words = [...new Set(found.map(({ word }) => word))].slice(0, MOST_WORDS);
    const last = found[found.length - 1];
    const phrases = [...text.matchAll(QUOTED)].map(([, inner]) => tickbook.words(inner));
    return {
      words,
      phrases: phrases.filter((phrase) => phrase.length > 1 && phrase.every((word) => words.includes(word))),
      typing: Boolean(last) && last.end === text.length,
      last: last?.word,
    };
  }

  // Whether the two differ by one letter added, missing or changed, or by two exchanged neighbours.
  function isOneTypo(one, other) {
    if (one === other || Math.abs(one.length - other.length) > 1) return false;
    const start = sharedLength(one, other);
    const shortest = Math.min(one.length, other.length);
    let end = 0;
    while (end < shortest - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
    const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
    if (left.length <= 1 && right.length <= 1) return true;
    return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  }

  // The length of the common prefix in units.
  function sharedLength(one, other) {
    let length = 0;
    while (length < one.length && one[length] === other[length]) length += 1;
    return length;
  }

  Object.assign(tickbook, { parseQuery, isOneTypo, sharedLength });
})((globalThis.tickbook = globalThis.tickbook || {}));
