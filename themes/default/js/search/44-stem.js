// The stem of an English word by Snowball's algorithm (M. Porter, R. Boulton: The English (Porter2) stemming algorithm, snowballstem.org),
// for words that no chapter has in this form. The program groups forms by the same stems; tests/search/stems.txt tests both.
(function (tickbook) {
  'use strict';

  // A y that is a consonant is written Y.
  const WHOLE = { skis: 'ski', skies: 'sky', idly: 'idl', gently: 'gentl', ugly: 'ugli', early: 'earli', only: 'onli', singly: 'singl' };
  for (const word of ['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes']) WHOLE[word] = word;
  const BEGINNING = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
  const SHORT = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/;
  const SECOND = {
    tional: 'tion', enci: 'ence', anci: 'ance', abli: 'able', entli: 'ent', izer: 'ize', ization: 'ize', ational: 'ate', ation: 'ate', ator: 'ate', alism: 'al',
    aliti: 'al', alli: 'al', fulness: 'ful', fulli: 'ful', ousli: 'ous', ousness: 'ous', iveness: 'ive', iviti: 'ive', biliti: 'ble', bli: 'ble', ogist: 'og',
    lessli: 'less',
  };
  const THIRD = { tional: 'tion', ational: 'ate', alize: 'al', icate: 'ic', iciti: 'ic', ical: 'ic', ful: '', ness: '' };
  const FOURTH = /(?:ement|ment|ance|ence|able|ible|ant|ent|ate|ive|ize|iti|ism|ous|al|er|ic)$/;

  const longest = (word, endings) => {
    for (let from = Math.max(0, word.length - 7); from < word.length; from += 1) if (word.slice(from) in endings) return word.slice(from);
    return '';
  };

  // Where the second of two parts begins: after the first consonant that follows a vowel.
  function after(word, from) {
    const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
    return found ? from + found.index + 2 : word.length;
  }

  function plural(word) {
    if (/sses$/.test(word)) return word.slice(0, -2);
    if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
    return /[aeiouy].+s$/.test(word) && !/[us]s$/.test(word) ? word.slice(0, -1) : word;
  }

  function past(word, first) {
    const [, base, ending] = /^(.*?)(eedly|eed|edly|ed|ingly|ing)$/.exec(word) ?? [];
    if (ending === undefined) return word;
    if (ending.startsWith('eed')) return base.length < first || /^(?:succ|proc|exc)$/.test(base) ? word : `${base}ee`;
    if (ending === 'ing') {
      if (/^[^aeiouy]y$/.test(base)) return `${base[0]}ie`;
      if (/^(?:inn|out|cann|herr|earr|even)$/.test(base)) return word;
    }
    if (!/[aeiouy]/.test(base)) return word;
    if (/(?:at|bl|iz)$/.test(base)) return `${base}e`;
    if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(base)) return /^[aeo]..$/.test(base) ? base : base.slice(0, -1);
    return base.length === first && SHORT.test(base) ? `${base}e` : base;
  }

  function second(word, first) {
    const ending = longest(word, SECOND);
    if (ending) return word.length - ending.length >= first ? word.slice(0, -ending.length) + SECOND[ending] : word;
    if (/ogi$/.test(word)) return word.length - 3 >= first && /logi$/.test(word) ? word.slice(0, -1) : word;
    return /[cdeghkmnrt]li$/.test(word) && word.length - 2 >= first ? word.slice(0, -2) : word;
  }

  function third(word, first, last) {
    const ending = /ative$/.test(word) ? 'ative' : longest(word, THIRD);
    if (!ending || word.length - ending.length < first) return word;
    if (ending === 'ative') return word.length - 5 >= last ? word.slice(0, -5) : word;
    return word.slice(0, -ending.length) + THIRD[ending];
  }

  function fourth(word, last) {
    if (/ion$/.test(word)) return word.length - 3 >= last && /[st]ion$/.test(word) ? word.slice(0, -3) : word;
    const ending = FOURTH.exec(word);
    return ending && ending.index >= last ? word.slice(0, ending.index) : word;
  }

  function fifth(word, first, last) {
    const base = word.slice(0, -1);
    if (/e$/.test(word)) return base.length >= last || (base.length >= first && !SHORT.test(base)) ? base : word;
    return /ll$/.test(word) && base.length >= last ? base : word;
  }

  function stem(word) {
    if (Object.hasOwn(WHOLE, word)) return WHOLE[word];
    if (word.length < 3) return word;
    const marked = word.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y');
    const first = BEGINNING.exec(marked)?.[0].length ?? after(marked, 0);
    const last = after(marked, first);
    let cut = past(plural(marked), first).replace(/(?<=.[^aeiouy])[yY]$/, 'i');
    cut = fifth(fourth(third(second(cut, first), first, last), last), first, last);
    return cut.replaceAll('Y', 'y');
  }

  // Whether two words of one stem are forms of one word rather than two that the rules reduce to the same, such as several and severance:
  // without what they are inflected by, they must be the same but for what follows nearly all of the shorter.
  const DERIVED = /(?:ance|ence|ous|ity|al|ic|ive|ism|ist|ful)(?=s?$)|ness(?=(?:es)?$)/;

  function areForms(one, other) {
    if (DERIVED.exec(one)?.[0] !== DERIVED.exec(other)?.[0]) return false;
    const [left, right] = [one, other].map((word) => past(plural(word), after(word, 0)));
    return tickbook.sharedLength(left, right) >= Math.min(left.length, right.length) - 1;
  }

  Object.assign(tickbook, { stem, areForms });
})((globalThis.tickbook = globalThis.tickbook || {}));
