// Marks the words of a query in texts and extracts the passage with most of them. It returns pieces of the texts as
// they are, never markup. It knows neither the page nor the index.
(function (tickbook) {
  'use strict';

  const LENGTH = 160;

  // What of a text matches: `termOf` has the number of the term of each form, `near` the forms that are not what was typed. A word of a phrase
  // matches only within the phrase, and a name in one word by its parts too.
  function matches(text, { termOf, near = new Set(), phrases = [] }) {
    const all = tickbook.places(text);
    const within = new Set();
    const quoted = new Set(phrases.flat());
    all.forEach((_, place) => {
      for (const phrase of phrases) {
        if (isPhraseAt(all, place, phrase)) phrase.forEach((__, next) => within.add(all[place + next]));
      }
    });
    const found = all.filter((place) => termOf.has(place.word) && (!quoted.has(place.word) || within.has(place)));
    const parts = tickbook.parts(text).filter(({ word }) => termOf.has(word) && !quoted.has(word));
    const sorted = parts.length ? [...found, ...parts].sort((one, other) => one.start - other.start) : found;
    return near.size ? sorted.map((place) => ({ ...place, near: near.has(place.word) })) : sorted;
  }

  function isPhraseAt(places, place, phrase) {
    return phrase.every((word, next) => places[place + next]?.word === word);
  }

  // A part of a text as pieces [{ text, mark }], where `mark` is `near` for what is not what was typed; `found` are places in order.
  function pieces(text, found, from = 0, to = text.length) {
    const list = [];
    let done = from;
    const add = (end, mark) => {
      if (end <= done) return;
      const last = list[list.length - 1];
      const part = text.slice(done, end);
      if (last?.mark === mark) last.text += part;
      else list.push({ text: part, mark });
      done = end;
    };
    for (const { start, end, near } of found) {
      if (end <= from || start >= to) continue;
      add(Math.max(start, from), false);
      add(Math.min(end, to), near ? 'near' : true);
    }
    add(to, false);
    return list;
  }

  // Whether two words of a query are adjacent.
  const isPair = (one, other, termOf) => other.start - one.end <= 2 && termOf.get(one.word) !== termOf.get(other.word);

  // The range with most different terms, then most adjacent ones, and then most in total.
  function densest(found, termOf) {
    let best = [0, 0, -1];
    let first = 0;
    let pairs = 0;
    const counts = new Map();
    const count = (place, step) => {
      const term = termOf.get(found[place].word);
      counts.set(term, (counts.get(term) || 0) + step);
      if (!counts.get(term)) counts.delete(term);
    };
    for (let last = 0; last < found.length; last += 1) {
      count(last, 1);
      if (last > first && isPair(found[last - 1], found[last], termOf)) pairs += 1;
      for (; found[last].end - found[first].start > LENGTH && first < last; first += 1) {
        count(first, -1);
        if (isPair(found[first], found[first + 1], termOf)) pairs -= 1;
      }
      const score = counts.size * 1000 + Math.min(pairs, 9) * 100 + Math.min(last - first, 99);
      if (score > best[2]) best = [first, last, score];
    }
    return [found[best[0]].start, found[best[1]].end];
  }

  // The nearest place before or after which a word ends, within a limit; otherwise no character may be split.
  function wordEnd(text, place, step) {
    const spaces = step > 0 ? text.slice(place, place + 24).search(/\s/) : -1;
    if (step > 0 && spaces >= 0) return place + spaces;
    if (step < 0) {
      const before = text.slice(Math.max(0, place - 24), place + 1).search(/\s\S*$/);
      if (before >= 0) return Math.max(0, place - 24) + before;
    }
    return /[\udc00-\udfff]/.test(text[place] || '') ? place + 1 : place;
  }

  // Texts of lists and cells end without a full stop, so lines that become one are divided by a dot where no sign ends the first.
  const inOneLine = (text) => text.replace(/([.!?:;,…。！？၊။]?)\n/g, (_, sign) => (sign ? `${sign} ` : ' · '));

  // About 160 characters around the best cluster of matches, as pieces, with an ellipsis if the text continues.
  function excerpt(text, wanted) {
    const { termOf } = wanted;
    const found = matches(text, wanted);
    let from = 0;
    let to = text.length;
    if (text.length > LENGTH * 1.2) {
      const [start, end] = found.length ? densest(found, termOf) : [0, 0];
      const line = text.lastIndexOf('\n', start) + 1;
      const spare = Math.max(0, LENGTH - (end - start));
      from = start - line <= spare ? line : Math.max(0, start - (spare >> 1));
      if (from > line) from = Math.min(start, wordEnd(text, from, 1));
      while (/\s/.test(text[from])) from += 1;
      to = Math.min(text.length, from + LENGTH);
      if (to < text.length) to = Math.max(end, wordEnd(text, to, -1));
    }
    const list = pieces(text, found, from, to);
    // A space that does not break, so that no line has the ellipsis alone.
    if (from > 0) list.unshift({ text: '…\u00a0', mark: false });
    if (to < text.length) list.push({ text: '\u00a0…', mark: false });
    return list.map((piece) => ({ ...piece, text: inOneLine(piece.text) }));
  }

  Object.assign(tickbook, { isPhraseAt, matches, pieces, excerpt });
})((globalThis.tickbook = globalThis.tickbook || {}));
