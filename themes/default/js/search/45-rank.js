// Ranks the chapters of a book for the words of a query. It loads nothing and knows neither the page nor the texts.
//
// A section is scored by BM25F (S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond,
// 2009): how often a word occurs in its title, heading and body is weighted by field, the body's share by its length,
// before the sum saturates, and rarer words count more. A chapter has the score of its best section, a little for its
// others, and a little for each word anywhere in the chapter.
(function (tickbook) {
  'use strict';

  // Chosen on one half of the queries of tests/relevance.
  const SATURATION = 2;
  const LENGTH = 0.55;
  const TITLE = 10;
  const HEADING = 3;
  const ANYWHERE = 0.6;
  const OTHERS = 0.05;
  const MOST_SECTIONS = 12;

  // Scores one term over all sections and returns its weight. `groups` have lists and weights.
  function addTerm(index, groups, bit, sums) {
    const { documents, chapters, starts, chapterOf, lengths } = index;
    const times = new Float32Array(documents);
    const titles = new Float32Array(chapters);
    for (const { lists, weight } of groups) {
      tickbook.eachSum(lists[0], (chapter) => (titles[chapter] = Math.max(titles[chapter], weight * TITLE)));
      tickbook.eachSum(lists[1], (document) => (times[document] += weight * HEADING));
      tickbook.eachBody(lists[2], (document, often) => {
        times[document] += (weight * often) / (1 - LENGTH + LENGTH * lengths[document]);
      });
    }
    let holders = 0;
    for (let document = 0; document < documents; document += 1) if (times[document] > 0) holders += 1;
    if (!holders) for (let chapter = 0; chapter < chapters; chapter += 1) if (titles[chapter] > 0) holders += 1;
    const rarity = Math.log(1 + (documents - holders + 0.5) / (holders + 0.5));
    const saturated = (amount) => (rarity * amount) / (SATURATION + amount);
    for (let chapter = 0; chapter < chapters; chapter += 1) {
      let peak = 0;
      for (let document = starts[chapter]; document < starts[chapter + 1]; document += 1) {
        const amount = times[document] + titles[chapter];
        if (!(amount > 0)) continue;
        const score = saturated(amount);
        if (score > peak) peak = score;
        sums.section[document] += score;
        sums.own[document] += saturated(times[document]);
        sums.has[document] |= bit;
      }
      if (peak > 0) {
        sums.chapter[chapter] += peak;
        sums.hasChapter[chapter] |= bit;
        sums.covered[chapter] += rarity;
      }
    }
    return rarity;
  }

  // The best of many, without sorting all of them: `best` stays sorted and never grows beyond `most`.
  function keepBest(best, most, entry) {
    if (best.length === most && best[most - 1].score >= entry.score) return;
    let place = best.length;
    while (place > 0 && best[place - 1].score < entry.score) place -= 1;
    best.splice(place, 0, entry);
    if (best.length > most) best.pop();
  }

  // The bonus that ranks everything with all terms before everything without.
  const ALL_IN_ONE = 2000;
  const ALL = 1000;

  // The score of a chapter; `all` has the terms and `whole` their total weight.
  function scoreOf({ starts }, sums, chapter, all, whole) {
    let top = 0;
    let sum = 0;
    let bonus = sums.hasChapter[chapter] === all ? ALL : 0;
    for (let document = starts[chapter]; document < starts[chapter + 1]; document += 1) {
      const score = sums.section[document];
      if (sums.has[document] === all) bonus = ALL_IN_ONE;
      if (score > top) top = score;
      sum += score;
    }
    const covered = sums.covered[chapter] / whole;
    return bonus + covered * covered * (top + ANYWHERE * sums.chapter[chapter] + OTHERS * Math.min(sum - top, 4 * top));
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

  // `terms` are lists of groups, and `together` sets of their indices, each of which must be in one section. Returns
  // the `most` best chapters, each with its best sections, and the number of chapters with all terms.
  function rank(index, terms, most, together = []) {
    const { documents, chapters } = index;
    const sums = {
      section: new Float32Array(documents),
      own: new Float32Array(documents),
      has: new Uint32Array(documents),
      chapter: new Float32Array(chapters),
      hasChapter: new Uint32Array(chapters),
      covered: new Float32Array(chapters),
    };
    const whole = terms.reduce((sum, groups, place) => sum + addTerm(index, groups, 1 << place, sums), 0);
    const all = 2 ** terms.length - 1;
    const sets = together.map((places) => places.reduce((set, place) => set | (1 << place), 0));
    const best = [];
    let total = 0;
    for (let chapter = 0; chapter < chapters; chapter += 1) {
      if (!sums.hasChapter[chapter] || !holdsEach(index, sums, chapter, sets)) continue;
      if (sums.hasChapter[chapter] === all) total += 1;
      keepBest(best, most, { chapter, score: scoreOf(index, sums, chapter, all, whole) });
    }
    for (const entry of best) entry.sections = sectionsOf(index, sums, entry.chapter);
    return { best, total };
  }

  // The sections of a chapter that have a word themselves, the best first.
  function sectionsOf({ starts }, sums, chapter) {
    const sections = [];
    for (let document = starts[chapter]; document < starts[chapter + 1]; document += 1) {
      const score = sums.own[document];
      if (score > 0) keepBest(sections, MOST_SECTIONS, { section: document - starts[chapter], score });
    }
    return sections;
  }

  tickbook.rank = rank;
})((globalThis.tickbook = globalThis.tickbook || {}));
