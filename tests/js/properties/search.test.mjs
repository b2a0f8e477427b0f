// The search over texts and queries of every shape: nothing throws, what is shown is in the texts, and what is in a book is found in it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { load, plain } from '../load.mjs';
import { loaderOf, number, writeIndex } from '../search-index.mjs';
import { fc } from './packages.mjs';

const engine = readdirSync(new URL('../../../themes/default/js/search/', import.meta.url)).filter((name) => name < '60');
const { searcher, places, words, excerpt, parseQuery, isOneTypo, eachNumber } = load(...engine.sort().map((name) => `search/${name}`));

// Few different words, so that queries meet texts; and what texts may hold besides.
const word = fc.constantFrom('burn', 'rate', 'Rate', 'rates', 'the', 'a', 'C++', 'company’s', 'größe', 'e\u0301te\u0301', '検索機能', '検', '한국어', 'hand\u00adbook', 'constructor', '__proto__', 'toString', 'burnt', 'braten');
const other = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 8 }));
const glue = fc.constantFrom(' ', ' ', ' ', '\n', ', ', '"', '" "', '“', '<b>', '&amp;', '\ud800', '\u0000', '|', '~', '>', '=');
const text = fc.array(fc.tuple(fc.oneof({ weight: 5, arbitrary: word }, { weight: 1, arbitrary: other }), glue), { maxLength: 60 }).map((list) => list.flat().join(''));
const short = fc.array(fc.tuple(word, glue), { maxLength: 4 }).map((list) => list.flat().join(''));
const section = fc.record({ heading: short, text }).map((one) => ({ ...one, anchor: '', items: one.text.split('\n').map((_, line) => ({ id: `i${line}`, line })) }));
const book = fc.array(fc.record({ title: short, part: fc.constantFrom('One', ''), sections: fc.array(section, { minLength: 1, maxLength: 4 }) }), { maxLength: 6 }).map((chapters) => chapters.map((chapter, place) => ({ ...chapter, sections: chapter.sections.map((one, first) => (first ? one : { ...one, heading: '' })), url: `${place}.html` })));
const stem = (form) => form.replace(/s$/, '');
const joined = (list) => list.map((piece) => piece.text).join('');
// A text in one line, however its lines are divided.
const even = (text) => text.replace(/ · |[\n\u00a0]/g, ' ');
const shownOf = (passage) => even(joined(passage).replace(/^…\u00a0/, '').replace(/\u00a0…$/, ''));

test('any query over any book is answered, and what is shown stands in the book', async () => {
  await fc.assert(
    fc.asyncProperty(book, text, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 40 }), async (chapters, query, shardSize, farFrom) => {
      const { find } = searcher(loaderOf(writeIndex(chapters, { stem, shardSize, farFrom })));
      const answer = await find(query, { limit: 3 });
      const filled = await Promise.all(answer.chapters.map((one) => answer.fill(one)));
      const result = plain({ ...answer, chapters: filled });
      assert.ok(result.chapters.length <= 3 && result.total >= result.chapters.length);
      for (const { url, sections, items } of result.chapters) {
        const { sections: own } = chapters[Number.parseInt(url, 10)];
        for (const { heading, excerpt: passage } of sections) {
          const shown = shownOf(passage);
          assert.ok(own.some((one) => one.heading === heading && even(one.text).includes(shown)), `${JSON.stringify(shown)} is not in ${url}`);
        }
        for (const { text: line } of items) assert.ok(own.some((one) => one.text.split('\n').includes(joined(line))));
      }
    }),
    { numRuns: 400 },
  );
});

test('each word of a book finds the chapters that have it, and no other', async () => {
  await fc.assert(
    fc.asyncProperty(book, fc.nat(), async (chapters, pick) => {
      const all = [...new Set(chapters.flatMap(({ title, sections }) => [title, ...sections.flatMap((one) => [one.heading, one.text])]).flatMap((one) => [...words(one)]))];
      if (!all.length) return;
      const wanted = all[pick % all.length];
      const { find } = searcher(loaderOf(writeIndex(chapters, { shardSize: 2 })));
      const result = await find(`${wanted} `, { limit: 10 });
      // A word that ends in a sign, such as c+, is another one before a further sign or letter; a space is neither.
      const holders = chapters.filter(({ title, sections }) => [title, ...sections.flatMap((one) => [one.heading, one.text])].some((one) => words(one).includes(wanted)));
      if (words(wanted)[0] !== wanted || words(wanted).length > 1) return;
      assert.deepEqual(new Set(result.chapters.map(({ url }) => url)), new Set(holders.map(({ url }) => url)), wanted);
    }),
    { numRuns: 300 },
  );
});

test('words stand where their places say, in order', () => {
  fc.assert(
    fc.property(text, (any) => {
      let before = 0;
      for (const { word: form, start, end } of places(any)) {
        assert.ok(start >= before && end > start && end <= any.length);
        assert.ok([...form].length <= 40 && form.length > 0);
        before = start;
      }
    }),
    { numRuns: 2000 },
  );
});

test('a passage is a stretch of the text, whatever is marked in it', () => {
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), (any, queries) => {
      const termOf = new Map(queries.flatMap((query, term) => [...words(query)].map((form) => [form, term])));
      const passage = plain(excerpt(any, { termOf }));
      assert.ok([shownOf(passage), even(joined(passage))].some((shown) => even(any).includes(shown)));
    }),
    { numRuns: 2000 },
  );
});

test('a query has no more than 32 words, and its phrases are of them', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 4000 })), (query) => {
      const { terms, phrases } = parseQuery(query);
      const found = terms.flatMap(({ words: own }) => own);
      assert.ok(found.length <= 32 && new Set(terms.map(({ key }) => key)).size === terms.length);
      for (const form of phrases.flat()) assert.ok(found.includes(form));
    }),
    { numRuns: 1000 },
  );
});

// The restricted distance of Damerau, by its definition.
function distance(one, two) {
  const table = Array.from({ length: one.length + 1 }, (_, row) => Array.from({ length: two.length + 1 }, (__, column) => row || column));
  for (let row = 1; row <= one.length; row += 1) {
    for (let column = 1; column <= two.length; column += 1) {
      table[0][column] = column;
      const same = one[row - 1] === two[column - 1] ? 0 : 1;
      let best = Math.min(table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + same);
      if (row > 1 && column > 1 && one[row - 1] === two[column - 2] && one[row - 2] === two[column - 1]) best = Math.min(best, table[row - 2][column - 2] + 1);
      table[row][column] = best;
    }
  }
  return table[one.length][two.length];
}

test('one typo is the restricted distance one', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(fc.property(letters, letters, (one, two) => assert.equal(isOneTypo(one, two), distance(one, two) === 1)), { numRuns: 5000 });
});

test('numbers come back', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2 ** 40 })), (values) => {
      const list = [];
      eachNumber(values.map(number).join(''), (value) => list.push(value));
      assert.deepEqual(list, values);
    }),
  );
});
