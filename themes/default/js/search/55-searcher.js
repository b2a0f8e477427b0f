// Answers a query: loads the necessary files of the index, ranks, checks phrases in the texts, and makes excerpts. The
// caller loads the files. It knows nothing of the page.
(function (tickbook) {
  'use strict';

  // A word in more of the sections than this is ignored if there is a rarer one.
  const COMMON = 0.4;
  // With so few sections, every word counts.
  const FEW = 50;
  // Phrases are checked in the texts of so many chapters at most.
  const MOST_CHECKED = 40;
  const MOST_FAR = 3;
  const SHOWN = 3;

  // One build of a book: its files, each loaded once.
  async function openBook(load, again) {
    const files = new Map();
    const file = (name, open = (data) => data) => {
      if (!files.has(name)) files.set(name, load(name).then(open));
      return files.get(name);
    };
    const index = tickbook.openIndex(await load('index', again));
    const shardAt = (shard) => file(index.wordsFile(shard), tickbook.openWords);
    const lookup = tickbook.lookups(index, shardAt);
    const chapterAt = async (chapter) => {
      const { parts, chapters } = await file(index.listFile(chapter));
      const [url, title, part, hash] = chapters[chapter & 127];
      const text = await file(`text-${chapter}.${hash}`);
      return { url, title, part: parts[part] ?? '', ...text };
    };
    return { index, file, lookup, chapterAt };
  }

  function countOf(group) {
    if (group.file) return group.count;
    let count = 0;
    tickbook.eachSum(group.lists[2], () => (count += 1));
    return count;
  }

  // The terms for ranking: those in the book, without common ones unless there are no others or they are quoted.
  function chosen(index, terms, quoted) {
    const present = terms.filter(({ groups }) => groups.length);
    const isCommon = ({ word, exact, groups }) =>
      exact && !quoted.has(word) && index.documents > FEW && countOf(groups[0]) > COMMON * index.documents;
    const rare = present.filter((term) => !isCommon(term));
    return rare.length ? rare : present;
  }

  // The lists of each term's groups; of those with separate files, only the few with the highest weight.
  async function withLists({ file }, { groups }) {
    const far = groups.filter((group) => group.file).sort((one, other) => other.weight - one.weight);
    const near = groups.filter((group) => !group.file);
    const loaded = far.slice(0, MOST_FAR).map(async (group) => ({ ...group, lists: (await file(group.file)).split('|') }));
    return [...near, ...(await Promise.all(loaded))];
  }

  // Whether the words are adjacent in one of the texts.
  function holdsPhrase(texts, phrase) {
    return texts.some((text) => {
      const places = tickbook.places(text);
      return places.some((_, place) => tickbook.isPhraseAt(places, place, phrase));
    });
  }

  // The sections of the chapter with a phrase, or null if the chapter lacks one.
  function sectionsWith(phrases, { title, sections }) {
    const texts = sections.map(([, heading, text]) => [heading, text]);
    const found = new Set();
    for (const phrase of phrases) {
      const here = texts.flatMap((pair, section) => (holdsPhrase(pair, phrase) ? [section] : []));
      if (!here.length && !holdsPhrase([title], phrase)) return null;
      here.forEach((section) => found.add(section));
    }
    return found;
  }

  // The candidates whose texts contain the phrases, in order, until there are enough.
  async function withPhrases(book, phrases, candidates, limit) {
    const kept = [];
    let checked = 0;
    while (checked < candidates.length && kept.length < limit) {
      const some = candidates.slice(checked, checked + limit);
      const chapters = await Promise.all(some.map(({ chapter }) => book.chapterAt(chapter)));
      checked += some.length;
      chapters.forEach((chapter, place) => {
        const found = sectionsWith(phrases, chapter);
        if (!found) return;
        const sections = [...found].map((section) => ({ section, score: 1 }));
        kept.push({ ...some[place], sections: sections.length ? sections : some[place].sections });
      });
    }
    return { kept: kept.slice(0, limit), all: checked >= candidates.length, count: kept.length };
  }

  // The items of the sections whose lines have all the terms, or else most of them.
  function itemsOf({ sections, items }, { termOf, phrases, terms }) {
    let least = Math.floor(terms / 2) + 1;
    let best = [];
    for (const [section, id, line] of items) {
      const [anchor, , text] = sections[section];
      const own = text.split('\n')[line] ?? '';
      const found = tickbook.matches(own, termOf, phrases);
      const count = new Set(found.map(({ word }) => termOf.get(word))).size;
      if (count < least) continue;
      if (count > least) best = [];
      least = count;
      best.push({ id, anchorOfSection: anchor, text: tickbook.pieces(own, found) });
    }
    return best.slice(0, SHOWN);
  }

  function show(chapter, found, wanted) {
    const { url, title, part, sections } = chapter;
    const top = found.sections[0]?.score ?? 0;
    const worth = found.sections.filter(({ score }) => score >= top * 0.4).slice(0, SHOWN);
    const places = worth.length ? worth.map(({ section }) => section) : [0];
    return {
      url,
      title,
      part,
      sections: places.map((place) => {
        const [anchor, heading, text] = sections[place];
        return { anchor, heading, excerpt: tickbook.excerpt(text, wanted.termOf, wanted.phrases) };
      }),
      items: itemsOf(chapter, wanted),
    };
  }

  async function search(book, query, limit) {
    const { words, phrases, typing, last } = tickbook.parseQuery(query);
    const looked = await Promise.all(words.map((word) => book.lookup(word, typing && word === last)));
    const missing = looked.filter(({ groups }) => !groups.length).map(({ word }) => word);
    const terms = chosen(book.index, looked, new Set(phrases.flat()));
    const none = { chapters: [], total: 0, words: [], missing };
    if (!terms.length || phrases.some((phrase) => phrase.some((word) => missing.includes(word)))) return none;
    const lists = await Promise.all(terms.map((term) => withLists(book, term)));
    const termOf = new Map();
    terms.forEach(({ groups }, term) => groups.forEach(({ forms }) => forms.forEach((form) => termOf.set(form, term))));
    const together = phrases.map((phrase) => phrase.map((word) => terms.findIndex((term) => term.word === word)));
    const { best, total } = tickbook.rank(book.index, lists, phrases.length ? MOST_CHECKED : limit, together);
    const checked = phrases.length ? await withPhrases(book, phrases, best, limit) : null;
    const kept = checked ? checked.kept : best;
    const chapters = await Promise.all(kept.map(({ chapter }) => book.chapterAt(chapter)));
    return {
      chapters: chapters.map((chapter, place) => show(chapter, kept[place], { termOf, phrases, terms: terms.length })),
      total: checked ? checked.count : Math.max(total, kept.length),
      partial: Boolean(checked) && (!checked.all || total > best.length),
      words: [...termOf.keys()],
      missing,
    };
  }

  // `load` returns the promise of a file's data; with `again`, that of its newest state. A missing file means that
  // there is a newer build, so the search starts over with it once.
  function searcher(load) {
    let opened = null;
    const book = (again) => (opened = (!again && opened) || openBook(load, again));
    return {
      async find(query, { limit = 8 } = {}) {
        const first = book(false);
        try {
          return await search(await first, query, limit);
        } catch {
          // Another search may have opened the newer build already.
          const second = opened === first ? book(true) : opened;
          try {
            return await search(await second, query, limit);
          } catch (error) {
            opened = null;
            throw error;
          }
        }
      },
    };
  }

  tickbook.searcher = searcher;
})((globalThis.tickbook = globalThis.tickbook || {}));
