// Splits a text into the words of the index. The program makes the same words of the same text; tests/search/words.txt
// tests both. It knows neither the page nor the index.
(function (tickbook) {
  'use strict';

  const LONGEST = 40;
  const SPELLED = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i', ς: 'σ', '’': "'", ʼ: "'" };
  // Marks at letters, vowel signs of Hebrew and Arabic, and invisible characters within a word.
  const DROPPED =
    /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad\u200c\u200d\u2060\ufeff]/g;
  // Pieces that are folded as one: letters below U+0080, or a character with its marks.
  const PIECE = /[\0-\x7f]+(?![\p{M}\uff9e\uff9f])|[\u1100-\u11ff]+|[^][\p{M}\uff9e\uff9f]*/gu;
  const WORD = /[\p{Alphabetic}\p{N}\p{M}]+(?:'[\p{Alphabetic}\p{N}\p{M}]+)*/gu;
  const SHORT = /^[a-z]{1,2}$/;
  const SIGN = /^(\+\+|\+(?!\+)|#)(?![\p{Alphabetic}\p{N}\p{M}])/u;
  // Scripts without spaces between words: pairs of characters count as words, and marks belong to the character before.
  const PAIRED =
    /[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d\u1780-\u17d3\u17d7\u17dc\u17dd\u1100-\u11ff\u3005\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;

  const CLUSTER = /^\p{M}+|[^\p{M}]\p{M}*/gu;
  // Names such as genReqId and HTTPServer, and where a part of one begins.
  const NAME = /[a-z0-9]+/gi;
  const PART = /(?<=[^A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

  function fold(text) {
    const bare = text.normalize('NFKD').toLowerCase().replace(DROPPED, '').normalize('NFC');
    return bare.replace(/[ßæœøđðłþıς’ʼ]/g, (letter) => SPELLED[letter]);
  }

  // The folded text, and the origin of each of its units.
  function folded(text) {
    let line = '';
    const starts = [];
    const ends = [];
    for (const { 0: piece, index } of text.matchAll(PIECE)) {
      const part = fold(piece);
      const same = /^[\0-\x7f]+$/.test(piece);
      for (let unit = 0; unit < part.length; unit += 1) {
        starts.push(same ? index + unit : index);
        ends.push(same ? index + unit + 1 : index + piece.length);
      }
      line += part;
    }
    return { line, starts, ends };
  }

  // The words of a run as [word, first unit, end, whether it is a pair]; runs of a script without spaces are split into pairs.
  function* split(run) {
    let done = 0;
    for (const { 0: pairs, index } of run.matchAll(PAIRED)) {
      if (index > done) yield [run.slice(done, index), done, index];
      done = index + pairs.length;
      const letters = pairs.match(CLUSTER);
      let at = index;
      for (let place = 0; place < Math.max(letters.length - 1, 1); place += 1) {
        const pair = letters.slice(place, place + 2).join('');
        yield [pair, at, at + pair.length, true];
        at += letters[place].length;
      }
    }
    if (done < run.length) yield [run.slice(done), done, run.length];
  }

  const cut = (word) => (word.length > LONGEST ? [...word].slice(0, LONGEST).join('') : word);

  // The words of a text with their places in it. The places of pairs overlap, and `joined` says that a pair continues the one before.
  function places(text) {
    const { line, starts, ends } = folded(text);
    const found = [];
    const add = (word, first, last, joined = false) => found.push({ word: cut(word), start: starts[first], end: ends[last], joined });
    for (const { 0: run, index } of line.matchAll(WORD)) {
      // The s of "the company's" is not part of the word, but of its place.
      const kept = run.replace(/'s$/, '');
      const bare = kept.replaceAll("'", '');
      const end = index + run.length;
      const sign = SHORT.test(bare) && SIGN.exec(line.slice(end, end + 4));
      if (sign) add(bare + sign[1], index, end + sign[1].length - 1);
      else if (bare.search(PAIRED) < 0) add(bare, index, end - 1);
      else {
        const units = Array.from(kept.split(''), (_, unit) => unit).filter((unit) => kept[unit] !== "'");
        let before = false;
        for (const [word, from, to, pair] of split(bare)) {
          add(word, index + units[from], index + units[to - 1], Boolean(pair) && before);
          before = Boolean(pair);
        }
      }
    }
    return found;
  }

  // The parts of names in one word, with their places.
  function parts(text) {
    const found = [];
    for (const { 0: name, index } of text.matchAll(NAME)) {
      let start = index;
      for (const part of name.split(PART)) {
        if (part.length > 1 && part.length < name.length) found.push({ word: cut(part.toLowerCase()), start, end: start + part.length, joined: false });
        start += part.length;
      }
    }
    return found;
  }

  const words = (text) => places(text).map(({ word }) => word);

  Object.assign(tickbook, { places, parts, words });
})((globalThis.tickbook = globalThis.tickbook || {}));
