// Answers a query: loads the necessary files of the index, ranks, checks phrases in the texts, and makes passages. The
// caller loads the files. It knows nothing of the page.
(function (tickbook) {
  'use strict';

  // Places in texts of a word that is in more of the sections than this are not loaded if there is a rarer word.
  const COMMON = 0.4;
  // Phrases are checked in the texts of so many chapters at most.
  const MOST_CHECKED = 40;
  const MOST_FAR = 3;
  const SHOWN = 3;
  // How many more chapters are compared by the order of the words in their titles than are shown.
  const MORE = 4;
  // What the order of the words in a title or heading adds to a score, and what of that an early place does.
  const ORDER = 0.3;
  const EARLY = 0.02;

  // One build of a book: its files, each loaded once.
  async function openBook(load, again) {
    const files = new Map();
    const index = tickbook.openIndex(await load('index', again));
    const loaded = new Set();
    const file = (name, open = (data) => data) => {
      if (!files.has(name)) {
        const within = index.files[name.replace(/\..*$/, '')];
        const data = within === undefined ? load(name) : Promise.resolve(within);
        files.set(name, data.then(open));
        files.get(name).then(() => loaded.add(name), () => {
          // Whoever asked for it is told.
        });
      }
      return files.get(name);
    };
    const lookup = tickbook.lookups(index, (shard) => file(index.wordsFile(shard), tickbook.openWords));
    async function headAt(chapter) {
      const { file: name, place } = index.listOf(chapter);
      const { parts, chapters } = await file(name);
      const [url, title, part, sections] = chapters[place];
      const heads = [['', '']];
      for (let next = 0; next < sections.length; next += 2) heads.push(sections.slice(next, next + 2));
      return { url, title, part: parts[part] ?? '', heads };
    }
    async function textAt(chapter) {
      const { first, chapters } = await file(index.textFile(chapter));
      return chapters[chapter - first];
    }
    const hasText = (chapter) => loaded.has(index.textFile(chapter)) || index.files[index.textFile(chapter).replace(/\..*$/, '')] !== undefined;
    return { index, file, lookup, headAt, textAt, hasText };
  }

  function listed(each, text, map = (value) => value) {
    const list = [];
    each(text, (...values) => list.push(map(...values)));
    return list;
  }

  // Whether a term is so common that its places in texts are not worth their file.
  const isCommon = ({ index }, { options }) => options.length > 0 && tickbook.countOf(options[0].groups[0]) > COMMON * index.documents;

  // The places of a term's options; of those with separate files, only of the few with the highest weight, and of none where `far` is false.
  async function withPlaces(book, term, far) {
    let left = far ? MOST_FAR : 0;
    const bodyOf = async (group) => {
      if (!group.file) return group.body;
      left -= 1;
      return left < 0 ? '' : book.file(group.file);
    };
    const placesOf = async (group) => ({
      titles: listed(tickbook.eachSum, group.titles),
      headings: listed(tickbook.eachSum, group.headings),
      body: listed(tickbook.eachBody, await bodyOf(group), (document, often) => [document, often]),
    });
    const options = [...term.options].sort((one, other) => other.weight - one.weight);
    const found = await Promise.all(options.map(async (option) => ({
      ...option,
      size: option.groups.length,
      ...tickbook.joined(await Promise.all(option.groups.map(placesOf))),
    })));
    const isThere = ({ titles, headings, body, groups }) => titles.length + headings.length + body.length > 0 || groups.some((group) => group.file);
    return { ...term, options: found.filter(isThere) };
  }

  // Whether the words are adjacent in one of the texts.
  function holdsPhrase(texts, phrase) {
    return texts.some((text) => {
      const places = tickbook.places(text);
      return places.some((_, place) => tickbook.isPhraseAt(places, place, phrase));
    });
  }

  // The sections of the chapter with a phrase, or null if the chapter lacks one.
  function sectionsWith(phrases, { title, heads }, { texts }) {
    const found = new Set();
    for (const phrase of phrases) {
      const here = texts.flatMap((text, section) => (holdsPhrase([heads[section][1], text], phrase) ? [section] : []));
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
      const chapters = await Promise.all(some.map(({ chapter }) => Promise.all([book.headAt(chapter), book.textAt(chapter)])));
      checked += some.length;
      chapters.forEach(([head, text], place) => {
        const found = sectionsWith(phrases, head, text);
        if (!found) return;
        const sections = [...found].map((section) => ({ section, score: 1 }));
        kept.push({ ...some[place], sections: sections.length ? sections : some[place].sections });
      });
    }
    return { kept: kept.slice(0, limit), all: checked >= candidates.length, count: kept.length };
  }

  // How far a name has the terms in the order of the query: 1 beside each other, 0.5 with other words between, 0 not; of names that are
  // alike in this, a little more where the first of the terms is earlier.
  function orderOf(name, terms, termOf) {
    const found = tickbook.places(name).map(({ word }) => termOf.get(word));
    const first = found.findIndex((term) => term !== undefined);
    return (first < 0 ? 0 : EARLY / (1 + first)) + (terms.length > 1 ? inOrder(found, terms) : 0);
  }

  function inOrder(found, terms) {
    for (let start = 0; start < found.length; start += 1) if (terms.every((_, next) => found[start + next] === next)) return 1;
    let next = 0;
    for (const term of found) if (term === next) next += 1;
    return next === terms.length ? 0.5 : 0;
  }

  // The best chapters once more, those first whose title or best heading has the words in their order.
  async function ordered(book, best, terms, termOf, limit) {
    const heads = await Promise.all(best.map(({ chapter }) => book.headAt(chapter)));
    const scored = best.map((entry, place) => {
      const { title, heads: sections } = heads[place];
      const names = entry.isTitle ? [title] : entry.sections.slice(0, 1).map(({ section }) => sections[section]?.[1] ?? '');
      return { entry, score: entry.score + ORDER * Math.max(...names.map((name) => orderOf(name, terms, termOf)), 0) };
    });
    return scored.sort((one, other) => other.score - one.score).map(({ entry }) => entry).slice(0, limit);
  }

  // The items of the sections whose lines have all the terms, or else most of them.
  function itemsOf({ heads }, { texts, items }, wanted) {
    let least = Math.floor(wanted.terms / 2) + 1;
    let best = [];
    for (const [section, id, line] of items) {
      const own = texts[section].split('\n')[line] ?? '';
      const found = tickbook.matches(own, wanted);
      const count = new Set(found.map(({ word }) => wanted.termOf.get(word))).size;
      if (count < least) continue;
      if (count > least) best = [];
      least = count;
      best.push({ id, anchorOfSection: heads[section][0], text: tickbook.pieces(own, found) });
    }
    return best.slice(0, SHOWN);
  }

  function show({ chapter, sections: found }, { url, title, part, heads }) {
    const top = found[0]?.score ?? 0;
    const worth = found.filter(({ score }) => score >= top * 0.4).slice(0, SHOWN);
    const places = worth.length ? worth.map(({ section }) => section) : [0];
    const sections = places.map((place) => ({ place, anchor: heads[place][0], heading: heads[place][1], excerpt: null }));
    return { chapter, url, title, part, sections, items: [] };
  }

  // What of a query is marked in texts, and how: the terms that say something.
  function wantedOf(all, phrases, saysSomething = () => true) {
    const terms = all.filter(saysSomething);
    const [termOf, near, runs] = [new Map(), new Set(), []];
    terms.forEach(({ options, words }, term) => {
      for (const { groups, kind, words: own = words } of options) {
        for (const form of groups.flatMap(({ forms }) => forms)) {
          if (!termOf.has(form)) termOf.set(form, term);
          if (kind === 'guess' || kind === 'synonym') near.add(form);
        }
        if (groups.length > 1) runs.push(own);
      }
    });
    for (const { options } of terms) {
      for (const { groups, kind } of options) if (kind === 'word' || kind === 'beginning') groups.forEach(({ forms }) => forms.forEach((form) => near.delete(form)));
    }
    return { termOf, near, phrases: [...phrases, ...runs], terms: terms.length };
  }

  // What the status says of the terms: those that the book lacks, what is shown in their place, and what else is near.
  function notesOf(looked, last) {
    const text = ({ text: typed }) => typed;
    const isTyped = ({ options }) => options.some(({ kind }) => kind === 'word' || kind === 'beginning');
    const absent = looked.filter((term) => !isTyped(term));
    const begun = looked.find(({ key, options }) => key === last && options.length && options.every(({ kind }) => kind === 'beginning'));
    return {
      missing: absent.map(text),
      guesses: absent.filter(({ guess }) => guess).map((term) => ({ typed: text(term), shown: term.guess })),
      parts: absent.filter(({ parts }) => parts).map(text),
      similar: absent.filter(({ guess, options, similar }) => !guess && !options.length && similar.length).map((term) => ({ typed: text(term), near: term.similar })),
      synonyms: looked.filter(({ synonyms }) => synonyms.length).map((term) => ({ typed: text(term), shown: term.synonyms })),
      begun: begun ? begun.text : '',
    };
  }

  async function search(book, query, limit) {
    const { terms: typed, phrases, typing, last } = tickbook.parseQuery(query);
    const found = await Promise.all(typed.map((term) => book.lookup(term, typing && term.key === last, typed.length === 1)));
    const rare = found.filter((term) => term.options.length && !isCommon(book, term));
    const quoted = new Set(phrases.flat());
    const isFar = (term) => !rare.length || rare.includes(term) || term.words.some((word) => quoted.has(word));
    const looked = await Promise.all(found.map((term) => withPlaces(book, term, isFar(term))));
    const notes = notesOf(looked, last);
    const terms = looked.filter(({ options }) => options.length);
    const lacks = phrases.some((phrase) => looked.some((term) => !terms.includes(term) && term.words.some((word) => phrase.includes(word))));
    if (!terms.length || lacks) return { chapters: [], total: 0, words: [], near: [], phrases: [], ...notes };
    const together = phrases.map((phrase) => [...new Set(phrase.map((word) => terms.findIndex(({ words }) => words.includes(word))))]);
    const { best, total, light } = tickbook.rank(book.index, terms, phrases.length ? MOST_CHECKED : limit + MORE, together);
    const checked = phrases.length ? await withPhrases(book, phrases, best, limit) : null;
    const kept = checked ? checked.kept : await ordered(book, best, terms, wantedOf(terms, phrases).termOf, limit);
    // Words that nearly every section has are not marked, unless they are quoted.
    const wanted = wantedOf(terms, phrases, (term) => !light.includes(term) || term.words.some((word) => quoted.has(word)));
    const heads = await Promise.all(kept.map(({ chapter }) => book.headAt(chapter)));
    const shown = heads.map((head, place) => show(kept[place], head));
    return {
      chapters: shown,
      total: checked ? checked.count : Math.max(total, kept.length),
      partial: Boolean(checked) && (!checked.all || total > best.length),
      words: [...wanted.termOf.keys()],
      near: [...wanted.near],
      phrases: wanted.phrases,
      ...notes,
      // `fill` gives the same chapter with its passages and items, `textOf` says which file that needs, and `isAtHand` that it is loaded.
      isAtHand: ({ chapter }) => book.hasText(chapter),
      textOf: ({ chapter }) => book.index.textFile(chapter),
      async fill(one) {
        const [head, text] = await Promise.all([book.headAt(one.chapter), book.textAt(one.chapter)]);
        const sections = one.sections.map((section) => ({ ...section, excerpt: tickbook.excerpt(text.texts[section.place], wanted) }));
        return { ...one, sections, items: itemsOf(head, text, wanted) };
      },
    };
  }

  // `load` returns the promise of a file's data; with `again`, that of its newest state. A missing file means that
  // there is a newer build, so the search starts over with it once.
  function searcher(load) {
    let opened = null;
    const book = (again) => (opened = (!again && opened) || openBook(load, again));
    return {
      // `again` begins with the newest build, because a file of this one did not come.
      async find(query, { limit = 8, again = false } = {}) {
        const first = book(again);
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
