// Ranks the chapters of a book for the terms of a query. It loads nothing and knows neither the page nor the texts.
//
// A section is scored by BM25F (S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond,
// 2009): how often a word occurs in its title, heading and body is weighted by field, the body's share by its length,
// before the sum saturates, and rarer words count more. What a chapter or a section is called counts most: a title or a
// heading that is what was typed comes before one that has all of its words, then a section with all of them, then a
// chapter. "All" is by weight, so that words which nearly every chapter has need not be there.
(function (tickbook) {
  'use strict';

  // Chosen on one half of the queries of tests/relevance.
  const SATURATION = 2;
  const LENGTH = 0.55;
  // The same for a whole chapter, by the number of its sections.
  const WIDE = 0.75;
  const TITLE = 10;
  const HEADING = 2;
  const ANYWHERE = 0.5;
  const OTHERS = 0.05;
  const MOST_SECTIONS = 12;
  // The least weight of a word that every chapter has.
  const UBIQUITOUS = 0.03;
  // A word of less than this share of the heaviest one's weight says nothing, such as an article.
  const NOTHING = 0.006;
  // The share of the weight that is nearly all.
  const ALL = 0.95;
  const STEPS = { titleIs: 3, headingIs: 2.5, titleHas: 2, headingHas: 1.5, section: 1, chapter: 0.4 };
  // What a heading adds that has not all words but nearly.
  const PARTLY = 1;
  // A chapter of more sections than this is a list of many things, of which each says less of it.
  const FEW = 60;
  // Scores that differ by less are the same.
  const SAME = 1e-4;
  // How much of a heading is what was typed.
  const SHARE = 0.3;

  // The places of groups that must be together, from those of each.
  function joined(lists) {
    if (lists.length === 1) return lists[0];
    const common = (all) => all.reduce((kept, next) => kept.filter((one) => new Set(next).has(one)));
    const sets = lists.map(({ headings, body }) => new Map([...headings.map((document) => [document, 1]), ...body]));
    const documents = [...sets[0].keys()].filter((document) => sets.every((set) => set.has(document))).sort((one, other) => one - other);
    return {
      titles: common(lists.map(({ titles }) => titles)),
      headings: common(lists.map(({ headings }) => headings)),
      body: documents.map((document) => [document, Math.min(...sets.map((set) => set.get(document)))]),
    };
  }

  function sumsOf({ documents, chapters }) {
    return {
      // For each section: its score with the title of its chapter and without, the terms in it, and the weights of these in it and in its heading.
      score: new Float32Array(documents),
      own: new Float32Array(documents),
      has: new Uint32Array(documents),
      covered: new Float32Array(documents),
      ownCovered: new Float32Array(documents),
      heading: new Float32Array(documents),
      headingWords: new Uint16Array(documents),
      // For each chapter: the same of the whole.
      anywhere: new Float32Array(chapters),
      hasChapter: new Uint32Array(chapters),
      coveredChapter: new Float32Array(chapters),
      title: new Float32Array(chapters),
      titleWords: new Uint16Array(chapters),
    };
  }

  // How often a term is where, weighted by field, and where it is as a whole.
  function amountsOf({ documents, chapters, lengths }, options) {
    const amounts = { body: new Float32Array(documents), title: new Float32Array(chapters), inHeading: new Uint8Array(documents), inTitle: new Uint8Array(chapters) };
    const isWhole = options.some(({ kind }) => kind === 'word');
    for (const { weight, kind, titles, headings, body, size } of options) {
      const counts = kind !== 'beginning' || !isWhole;
      for (const chapter of titles) {
        amounts.title[chapter] = Math.max(amounts.title[chapter], weight * TITLE);
        if (counts) amounts.inTitle[chapter] = Math.max(amounts.inTitle[chapter], size);
      }
      for (const document of headings) {
        amounts.body[document] += weight * HEADING;
        if (counts) amounts.inHeading[document] = Math.max(amounts.inHeading[document], size);
      }
      for (const [document, often] of body) amounts.body[document] += (weight * often) / (1 - LENGTH + LENGTH * lengths[document]);
    }
    return amounts;
  }

  // How much a term that is in so many sections and chapters says.
  function rarityOf({ documents, chapters }, holders, inChapters) {
    const share = chapters > 4 ? inChapters / chapters : 0;
    return Math.log(1 + (documents - holders + 0.5) / (holders + 0.5)) * Math.max(UBIQUITOUS, 1 - share * share);
  }

  // Scores one term over all sections and returns its weight.
  function addTerm(index, { options }, bit, sums) {
    const { documents, chapters, starts } = index;
    const { body, title, inHeading, inTitle } = amountsOf(index, options);
    let holders = 0;
    let inChapters = 0;
    for (let chapter = 0; chapter < chapters; chapter += 1) {
      let here = title[chapter] > 0;
      for (let document = starts[chapter]; document < starts[chapter + 1]; document += 1) {
        if (body[document] > 0 || title[chapter] > 0) holders += 1;
        here ||= body[document] > 0;
      }
      if (here) inChapters += 1;
    }
    const rarity = rarityOf({ documents, chapters }, Math.min(holders, documents), inChapters);
    const saturated = (amount) => (rarity * amount) / (SATURATION + amount);
    for (let chapter = 0; chapter < chapters; chapter += 1) {
      let sum = title[chapter];
      for (let document = starts[chapter]; document < starts[chapter + 1]; document += 1) {
        const amount = body[document] + title[chapter];
        if (!(amount > 0)) continue;
        sum += body[document];
        sums.score[document] += saturated(amount);
        sums.covered[document] += rarity;
        sums.has[document] |= bit;
        if (!(body[document] > 0)) continue;
        sums.own[document] += saturated(body[document]);
        sums.ownCovered[document] += rarity;
        if (inHeading[document]) sums.heading[document] += rarity;
        sums.headingWords[document] += inHeading[document];
      }
      if (!(sum > 0)) continue;
      const size = ((starts[chapter + 1] - starts[chapter]) * chapters) / documents;
      sums.anywhere[chapter] += saturated(sum / (1 - WIDE + WIDE * size));
      sums.hasChapter[chapter] |= bit;
      sums.coveredChapter[chapter] += rarity;
      if (inTitle[chapter]) sums.title[chapter] += rarity;
      sums.titleWords[chapter] += inTitle[chapter];
    }
    return rarity;
  }

  // Of what scores the same, the shorter comes first: more of it is about the words. Where that is the same too, readers meet one earlier.
  const isBetter = (one, other) => {
    const more = Math.round((one.score - other.score) / SAME);
    return more > 0 || (more === 0 && one.size < other.size);
  };

  // The best of many, without sorting all of them: `best` stays sorted and never grows beyond `most`.
  function keepBest(best, most, entry) {
    if (best.length === most && !isBetter(entry, best[most - 1])) return;
    let place = best.length;
    while (place > 0 && isBetter(entry, best[place - 1])) place -= 1;
    best.splice(place, 0, entry);
    if (best.length > most) best.pop();
  }

  // What a heading or title adds that has words of the query: `covered` is their weight, `found` their number, `length` that of all.
  function stepOf(covered, whole, found, length, [is, has]) {
    if (covered < ALL * whole) return PARTLY * (covered / whole) ** 2;
    const share = length ? Math.min(1, found / length) : 0;
    return (found >= length ? is : has) + SHARE * share;
  }

  // The score of a section for itself, by which the best of a chapter is chosen.
  function sectionScore({ headingLengths }, sums, document, whole, has = STEPS.headingHas) {
    const named = stepOf(sums.heading[document], whole, sums.headingWords[document], headingLengths[document], [STEPS.headingIs, has]);
    const all = sums.ownCovered[document] >= ALL * whole ? STEPS.section : 0;
    return { named, score: Math.max(named, all) + sums.own[document] / whole };
  }

  // The entry of a chapter: its score, and whether what was typed is its title more than it is any of its sections.
  function entryOf(index, sums, chapter, whole) {
    const { starts, lengths, titleLengths } = index;
    const title = stepOf(sums.title[chapter], whole, sums.titleWords[chapter], titleLengths[chapter], [STEPS.titleIs, STEPS.titleHas]);
    const part = Math.min(1, FEW / (starts[chapter + 1] - starts[chapter]));
    const has = STEPS.section + (STEPS.headingHas - STEPS.section) * part;
    let step = Math.max(title, sums.coveredChapter[chapter] >= ALL * whole ? STEPS.chapter : 0);
    let named = 0;
    let top = 0;
    let sum = 0;
    let size = 0;
    for (let document = starts[chapter]; document < starts[chapter + 1]; document += 1) {
      const score = sums.score[document];
      size += lengths[document];
      if (sums.covered[document] >= ALL * whole) step = Math.max(step, STEPS.section);
      named = Math.max(named, sectionScore(index, sums, document, whole, has).named);
      top = Math.max(top, score);
      sum += score;
    }
    const share = sums.coveredChapter[chapter] / whole;
    const within = (top + part * (ANYWHERE * sums.anywhere[chapter] + OTHERS * Math.min(sum - top, 4 * top))) / whole;
    const shortTitle = 0.01 / (1 + (titleLengths[chapter] || 0));
    return { chapter, size, score: Math.max(step, named) + share * share * within + shortTitle, isTitle: title >= STEPS.titleHas && title >= named };
  }

  // Whether for each of the sets there is a section with all of its terms.
  function holdsEach({ starts }, sums, chapter, sets) {
    return sets.every((set) => {
      for (let document = starts[chapter]; document < starts[chapter + 1]; document += 1) {
        if ((sums.has[document] & set) === set) return true;
      }
      return false;
    });
  }

  // `terms` have options with places, and `together` are sets of their indices, each of which must be in one section. Returns
  // the `most` best chapters, each with its best sections, the number of chapters with all terms that say something, and the terms that are so `light` that they say nothing.
  function rank(index, terms, most, together = []) {
    const sums = sumsOf(index);
    const weights = terms.map((term, place) => addTerm(index, term, 1 << place, sums));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const least = Math.max(...weights) * 0.1;
    const needed = weights.reduce((bits, weight, place) => (weight >= least ? bits | (1 << place) : bits), 0) >>> 0;
    const sets = together.map((places) => places.reduce((set, place) => set | (1 << place), 0));
    const best = [];
    let total = 0;
    for (let chapter = 0; chapter < index.chapters; chapter += 1) {
      if (!sums.hasChapter[chapter] || !holdsEach(index, sums, chapter, sets)) continue;
      if ((sums.hasChapter[chapter] & needed) >>> 0 === needed) total += 1;
      keepBest(best, most, entryOf(index, sums, chapter, whole));
    }
    for (const entry of best) entry.sections = sectionsOf(index, sums, entry, whole);
    return { best, total, light: terms.filter((_, place) => weights[place] < NOTHING * Math.max(...weights)) };
  }

  // The sections of a chapter that have a word themselves, the best first; the beginning of the chapter where its title is what was typed.
  function sectionsOf(index, sums, { chapter, isTitle }, whole) {
    const { starts, lengths } = index;
    const sections = [];
    for (let document = starts[chapter]; document < starts[chapter + 1]; document += 1) {
      if (!(sums.own[document] > 0)) continue;
      keepBest(sections, MOST_SECTIONS, { section: document - starts[chapter], size: lengths[document], score: sectionScore(index, sums, document, whole).score });
    }
    if (!isTitle && sections.length) return sections;
    return [{ section: 0, score: sections[0]?.score ?? 1 }, ...sections.filter(({ section }) => section !== 0)].slice(0, MOST_SECTIONS);
  }

  Object.assign(tickbook, { rank, joined });
})((globalThis.tickbook = globalThis.tickbook || {}));
