// Finds the groups of forms for a term of a query: the word itself in any of its forms, what begins with it while it is typed, the author's
// synonyms, and, if the book has none of these, near words. It knows neither the page nor how files are loaded.
//
// A term that was found has `options`: { groups, weight, kind }, where all of the groups must be in one place. The kinds are `word` and
// `beginning`, which are what the reader typed, and `synonym` and `guess`, which are not and are shown as what they are.
(function (tickbook) {
  'use strict';

  const MOST_SHARDS = 3;
  const MOST_FORMS = 120;
  const MOST_SIMILAR = 3;
  const SYNONYM = 0.6;
  // A word of which there is a longer one weighs more than that one.
  const LONGER = 0.25;
  // A word that is in more of the sections than this is not what a typing error meant.
  const RARE = 0.25;
  // One letter is the beginning of too many words, unless there are other words; a character of some scripts is not.
  const isBeginning = (word, isAlone) => !isAlone || word.length > 1 || word > '\u2fff' || /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/.test(word);
  const beginningWeight = (word, form) => (form !== word && form.startsWith(word) ? 0.2 + (0.6 * word.length) / form.length : 0);

  function countOf(group) {
    if (group.file) return group.count;
    let count = 0;
    tickbook.eachSum(group.headings, () => (count += 1));
    tickbook.eachBody(group.body, () => (count += 1));
    return count;
  }

  // The shards from that of one form to that of another.
  function range(index, from, to) {
    const shards = [];
    for (let shard = index.shardOf(from); shard <= index.shardOf(to); shard += 1) shards.push(shard);
    return shards;
  }

  const option = (kind, weight, ...groups) => ({ kind, weight, groups });

  // `shardAt` returns the promise of an opened shard.
  function lookups(index, shardAt) {
    const isEnglish = /^en\b/i.test(index.language);
    // The forms that stand for a word in the author's synonyms.
    const bare = (word) => (isEnglish ? tickbook.stem(word) : word);
    const synonyms = new Map();
    for (const [word, others] of index.synonyms) {
      const key = tickbook.words(word).map(bare).join(' ');
      const terms = others.map((text) => ({ text, words: tickbook.words(text) }));
      synonyms.set(key, [...(synonyms.get(key) ?? []), ...terms.filter(({ words }) => words.length)]);
    }

    // The group of a form, by itself or as an alias.
    async function groupAt(form) {
      if (!index.shards) return null;
      const opened = await shardAt(index.shardOf(form));
      if (opened.groupOf.has(form)) return opened.group(opened.groupOf.get(form));
      const first = opened.aliases.get(form);
      if (first === undefined) return null;
      const other = await shardAt(index.shardOf(first));
      return other.groupOf.has(first) ? other.group(other.groupOf.get(first)) : null;
    }

    // The groups that have a form with a weight above zero in the shards, as [{ form, weight, group }], the heaviest first.
    async function gather(shards, weigh) {
      const forms = [];
      for (const shard of [...new Set(shards)].slice(0, MOST_SHARDS)) {
        const { groupOf, aliases } = await shardAt(shard);
        for (const list of [groupOf, aliases]) {
          for (const form of list.keys()) {
            const weight = weigh(form);
            if (weight > 0) forms.push({ form, weight });
          }
        }
      }
      forms.sort((one, other) => other.weight - one.weight);
      const found = new Map();
      for (const { form, weight } of forms.slice(0, MOST_FORMS)) {
        const group = await groupAt(form);
        if (group && !found.has(group.forms[0])) found.set(group.forms[0], { form, weight, group });
      }
      return [...found.values()];
    }

    // The group with the stem of a word that is in the book in other forms only.
    async function sameStem(word) {
      if (!isEnglish || !/^[a-z]{3,}$/.test(word)) return null;
      const stem = tickbook.stem(word);
      const start = stem.slice(0, Math.max(2, stem.length - 1));
      const [found] = await gather(range(index, start, `${start}\uffff`), (form) => (form.startsWith(start) && tickbook.stem(form) === stem && tickbook.areForms(word, form) ? 1 : 0));
      return found?.group ?? null;
    }

    // All groups of a row of words, or null if the book lacks one.
    async function row(words) {
      const groups = await Promise.all(words.map(groupAt));
      return groups.every(Boolean) ? groups : null;
    }

    async function nearest(word) {
      const swapped = word[1] + word[0] + word.slice(2);
      const stem = word.slice(0, Math.max(4, Math.ceil(word.length * 0.55)));
      const shards = [...[word, swapped, word.slice(1)].map(index.shardOf), ...range(index, stem, `${stem}\uffff`)];
      const near = await gather(shards, (form) => Math.max(tickbook.likelihood(word, form), tickbook.similarity(word, form)));
      const isMeant = ({ form, group }) => tickbook.likelihood(word, form) > 0 && countOf(group) <= Math.max(3, RARE * index.documents);
      const meant = near.filter(isMeant).sort((one, other) => tickbook.likelihood(word, other.form) - tickbook.likelihood(word, one.form));
      const [best, next] = meant;
      // Of two that are as likely, neither is taken for what was meant.
      const isSure = best && !(next && tickbook.likelihood(word, next.form) === tickbook.likelihood(word, best.form));
      return { guess: isSure ? best : null, similar: near.slice(0, MOST_SIMILAR).map(({ form }) => form) };
    }

    async function single(term, typing, isAlone) {
      const [word] = term.words;
      const group = (await groupAt(word)) ?? (await sameStem(word));
      const options = group ? [option('word', 1, group)] : [];
      // In capitals it is an acronym, which no longer word continues.
      const isWhole = group && (word.length === 2 || /^\p{Lu}[\p{Lu}\p{N}]+$/u.test(term.text));
      if (typing && isBeginning(word, isAlone) && !isWhole) {
        const longer = await gather(range(index, word, `${word}\uffff`), (form) => beginningWeight(word, form));
        for (const { weight, group: other } of longer) {
          if (other.forms[0] !== group?.forms[0]) options.push(option('beginning', group ? weight * LONGER : weight, other));
        }
      }
      return options;
    }

    // The longest parts of a run that the book has, where it lacks the whole.
    async function partsOf({ words }) {
      const parts = [];
      for (let from = 0; from < words.length; from += 1) {
        const group = await groupAt(words[from]);
        if (group) parts.push(option('guess', 0.5, group));
      }
      return parts;
    }

    // `isAlone` says that the query has no other term.
    return async function lookup(term, typing, isAlone = true) {
      const answer = { ...term, options: [], similar: [], synonyms: [], guess: '', parts: false };
      if (!index.shards) return answer;
      const { words } = term;
      if (words.length === 1) answer.options = await single(term, typing, isAlone);
      else {
        const groups = await row(words);
        if (groups) answer.options = [option('word', 1, ...groups)];
      }
      for (const { text, words: others } of synonyms.get(words.map(bare).join(' ')) ?? []) {
        const groups = await row(others);
        if (!groups) continue;
        answer.options.push({ ...option('synonym', SYNONYM, ...groups), words: others });
        answer.synonyms.push(text);
      }
      if (answer.options.length) return answer;
      if (words.length > 3) {
        answer.options = await partsOf(term);
        answer.parts = answer.options.length > 0;
      } else if (words.length === 1) {
        const { guess, similar } = await nearest(words[0]);
        answer.similar = similar;
        if (guess) Object.assign(answer, { options: [option('guess', 1, guess.group)], guess: guess.form });
      }
      return answer;
    };
  }

  Object.assign(tickbook, { lookups, countOf });
})((globalThis.tickbook = globalThis.tickbook || {}));
