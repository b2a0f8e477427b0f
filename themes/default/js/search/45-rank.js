// Ranks the chapters of a book for the words of a query. It loads nothing and knows neither the page nor the texts.
//
// A section is scored by BM25F (S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009):
// how often a word occurs in its title, heading and body is weighted by field, the body's share by its length, before all
// of it saturates, and a word counts by how few sections have it. A chapter has the score of its best section, a little
// for its others, and a little for each word wherever in the chapter it stands.
(function (tickbook) {
  'use strict';

  const SATURATION = 1.2;
  const LENGTH = 0.6;
  const TITLE = 4;
  const HEADING = 2.5;
  const WHOLE = 0.4;
  const OTHERS = 0.05;
  const TUNE = (tickbook.TUNE = { SATURATION, LENGTH, TITLE, HEADING, WHOLE, OTHERS, ALL: 1, COVER: 2, SECTION: 0 });

  // Scores one term over all sections. `groups` have lists and weights.
  function addTerm(index, groups, bit, sums) {
    const { documents, chapters, starts, chapterOf, lengths } = index;
    const times = new Float32Array(documents);
    const titles = new Float32Array(chapters);
    for (const { lists, weight } of groups) {
      tickbook.eachSum(lists[0], (chapter) => (titles[chapter] = Math.max(titles[chapter], weight * TUNE.TITLE)));
      tickbook.eachSum(lists[1], (document) => (times[document] += weight * TUNE.HEADING));
      tickbook.eachBody(lists[2], (document, often) => {
        times[document] += (weight * often) / (1 - TUNE.LENGTH + TUNE.LENGTH * lengths[document]);
      });
    }
    let holders = 0;
    for (let document = 0; document < documents; document += 1) if (times[document] > 0) holders += 1;
    if (!holders) for (let chapter = 0; chapter < chapters; chapter += 1) if (titles[chapter] > 0) holders += 1;
    const rarity = Math.log(1 + (documents - holders + 0.5) / (holders + 0.5));
    const saturated = (amount) => (rarity * amount) / (TUNE.SATURATION + amount);
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

  // The best of many, without sorting all of them: `best` stays in order and never grows beyond `most`.
  function keepBest(best, most, entry) {
    if (best.length === most && best[most - 1].score >= entry.score) return;
    let place = best.length;
    while (place > 0 && best[place - 1].score < entry.score) place -= 1;
    best.splice(place, 0, entry);
    if (best.length > most) best.pop();
  }

  // `terms` are lists of groups. Gives the `most` best chapters, each with its sections from the best on, and how many chapters have all terms.
  function rank(index, terms, most) {
    const { documents, chapters, starts } = index;
    const sums = {
      section: new Float32Array(documents),
      own: new Float32Array(documents),
      has: new Uint32Array(documents),
      chapter: new Float32Array(chapters),
      hasChapter: new Uint32Array(chapters),
      covered: new Float32Array(chapters),
    };
    let all = 0;
    let whole = 0;
    terms.forEach((groups, place) => {
      all |= 1 << place;
      whole += addTerm(index, groups, 1 << place, sums);
    });
    all >>>= 0;
    const best = [];
    let total = 0;
    for (let chapter = 0; chapter < chapters; chapter += 1) {
      if (!sums.hasChapter[chapter]) continue;
      if (sums.hasChapter[chapter] === all) total += 1;
      let top = 0;
      let rest = 0;
      let inOne = 0;
      for (let document = starts[chapter]; document < starts[chapter + 1]; document += 1) {
        const score = sums.section[document];
        if (sums.has[document] === all) inOne = 1;
        rest += score;
        if (score > top) top = score;
      }
      const cover = sums.covered[chapter] / whole;
      let score = top + TUNE.WHOLE * sums.chapter[chapter] + TUNE.OTHERS * Math.min(rest - top, 4 * top);
      score *= cover ** TUNE.COVER;
      if (TUNE.ALL && sums.hasChapter[chapter] === all) score += 1000;
      if (TUNE.SECTION && inOne) score *= 1 + TUNE.SECTION;
      keepBest(best, most, { chapter, score });
    }
    for (const entry of best) entry.sections = sectionsOf(index, sums, entry.chapter);
    return { best, total };
  }

  // The sections of a chapter that have a word themselves, the best first.
  function sectionsOf({ starts }, sums, chapter) {
    const sections = [];
    for (let document = starts[chapter]; document < starts[chapter + 1]; document += 1) {
      const score = sums.own[document];
      if (score > 0) keepBest(sections, 12, { section: document - starts[chapter], score });
    }
    return sections;
  }

  tickbook.rank = rank;
})((globalThis.tickbook = globalThis.tickbook || {}));
