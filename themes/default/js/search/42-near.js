// Judges how near a word is to one in the book: a likely typing error, or only similar. It knows neither the page nor the index.
(function (tickbook) {
  'use strict';

  // The rows of the keyboard that most readers have; each key is next to those beside it and to two in the rows above and below.
  const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
  const VOWELS = /^[aeiouy]$/;
  const SHORTEST = 5;
  // A spelling that sounds alike is taken for the word only in one of this length.
  const LONG = 8;

  function areNeighbours(one, other) {
    const place = (letter) => {
      const row = ROWS.findIndex((letters) => letters.includes(letter));
      return row < 0 ? null : [row, ROWS[row].indexOf(letter) + row / 2];
    };
    const [from, to] = [place(one), place(other)];
    return Boolean(from && to) && Math.abs(from[0] - to[0]) <= 1 && Math.abs(from[1] - to[1]) <= 1;
  }

  // The length of the common prefix in units.
  function sharedLength(one, other) {
    let length = 0;
    while (length < one.length && one[length] === other[length]) length += 1;
    return length;
  }

  // What differs between two words: the differing middles, after what they share at both ends; null if that is more than two letters.
  function difference(one, other) {
    if (one === other || Math.abs(one.length - other.length) > 1) return null;
    const start = sharedLength(one, other);
    const shortest = Math.min(one.length, other.length);
    let end = 0;
    while (end < shortest - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
    const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
    if (left.length > 2 || right.length > 2) return null;
    return { start, left, right };
  }

  const isSwap = ({ left, right }) => left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];

  // Whether the two differ by one letter added, missing or changed, or by two exchanged neighbours.
  function isOneTypo(one, other) {
    const found = difference(one, other);
    return Boolean(found) && ((found.left.length <= 1 && found.right.length <= 1) || isSwap(found));
  }

  // How likely it is that somebody who typed `word` meant `form`, from 0 (not by a usual slip) to 1. The first letter is seldom wrong.
  function likelihood(word, form) {
    if (word.length < SHORTEST || form.length <= SHORTEST) return 0;
    const found = difference(word, form);
    if (!found) return 0;
    const { start, left, right } = found;
    if (isSwap(found)) return 1;
    if (left.length > 1 || right.length > 1) return 0;
    const doubled = (text, letter) => start > 0 && text[start - 1] === letter;
    // Of a run of the same letter the difference is at its end.
    if (!right) return doubled(word, left) ? 0.9 : 0;
    if (start === 0) return 0;
    if (!left) return doubled(form, right) ? 0.9 : 0.8;
    if (areNeighbours(left, right)) return 0.7;
    return VOWELS.test(left) && VOWELS.test(right) && word.length >= LONG ? 0.6 : 0;
  }

  // How similar a form is to a word that the book lacks, from 0 to 1: for suggestions alone.
  function similarity(word, form) {
    if (word.length < SHORTEST || form.length < 4) return 0;
    if (isOneTypo(word, form)) return word[0] === form[0] ? 0.9 : 0.7;
    const shared = sharedLength(word, form);
    const fits = shared >= 4 && shared >= word.length * 0.55 && form.length - shared <= 5;
    return fits ? (0.8 * shared) / Math.max(word.length, form.length) : 0;
  }

  Object.assign(tickbook, { sharedLength, isOneTypo, likelihood, similarity });
})((globalThis.tickbook = globalThis.tickbook || {}));
