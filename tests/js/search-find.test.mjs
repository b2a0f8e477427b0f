// Queries over small books, from what is typed to what is shown and to which files were loaded for it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { load, plain } from './load.mjs';
import { loaderOf, writeIndex } from './search-index.mjs';

const engine = readdirSync(new URL('../../themes/default/js/search/', import.meta.url)).filter((name) => name < '60');
const { searcher } = load(...engine.sort().map((name) => `search/${name}`));

const section = (text, heading = '', anchor = '', items = []) => ({ anchor, heading, text, items });
const chapter = (title, ...sections) => ({ url: `${title.toLowerCase().replace(/\W+/g, '-')}.html`, title, part: 'Part', sections });
// A stemmer for these tests.
const stem = (form) => ({ mice: 'mouse', hired: 'hire', hires: 'hire', hiring: 'hire' })[form] ?? form;
const FILLER = 'Plain words that nobody will ever look for, so that chapters are more than their matches.';

const BOOK = [
  chapter('Start', section(`Welcome to the handbook. ${FILLER}`)),
  chapter('Budget', section(`How money is planned. ${FILLER}`), section('The burn rate says how fast it goes.', 'Burn rate', 'burn')),
  chapter('Hiring', section('Whom to hire.'), section('A hard hire, and a mouse in the office.', 'Tough hires', 'tough')),
  chapter('Risk', section('What could go wrong with the money.'), section('Rate each risk. Things burn. Mice chew cables.', 'Rank', 'rank')),
  chapter('Plan', section('Do this:\nHire one engineer\nMeasure the burn rate\nRate the plan', 'Checklist', 'list', [{ id: 'i1', line: 1 }, { id: 'i2', line: 2 }, { id: 'i3', line: 3 }])),
];

function open(chapters = BOOK, options = {}) {
  const loader = loaderOf(writeIndex(chapters, { stem, ...options }));
  const { find } = searcher(loader);
  return { find: async (query, limit) => plain(await find(query, { limit })), asked: loader.asked, files: loader };
}
const urls = ({ chapters }) => chapters.map(({ url }) => url);
const shown = (list) => list.map(({ text, mark }) => (mark ? `[${text}]` : text)).join('');

test('a word in the title comes before one in a heading, and that before one in the text', async () => {
  const book = [chapter('A', section('It has salt in the text.')), chapter('B', section('Nothing.'), section('Nothing.', 'On salt', 'x')), chapter('Salt', section('Nothing.'))];
  assert.deepEqual(urls(await open(book).find('salt ')), ['salt.html', 'b.html', 'a.html']);
});

test('a chapter says its address, title and part, its best sections with their anchors, and the words to mark', async () => {
  const { chapters, total, words, missing } = await open().find('hired ');
  assert.deepEqual([total, missing], [2, []]);
  assert.deepEqual(words, ['hire', 'hires', 'hiring']);
  const [{ url, title, part, sections }] = chapters;
  assert.deepEqual({ url, title, part }, { url: 'hiring.html', title: 'Hiring', part: 'Part' });
  assert.deepEqual(sections.map(({ anchor, heading }) => [anchor, heading]), [['tough', 'Tough hires'], ['', '']]);
  assert.equal(shown(sections[0].excerpt), 'A hard [hire], and a mouse in the office.');
});

test('sections with all words come first, then chapters with all, then those with fewer', async () => {
  const book = [
    chapter('Fewer', section('Burn burn burn burn.', 'Burn')),
    chapter('Apart', section('Burn it.'), section('The rate.', 'Other', 'x')),
    chapter('Together', section(`${FILLER} ${FILLER} Burn at a rate. ${FILLER}`)),
  ];
  const result = await open(book).find('burn rate ');
  assert.deepEqual(urls(result), ['together.html', 'apart.html', 'fewer.html']);
  assert.equal(result.total, 3);
});

test('all forms of a word are found, however it is written in the query', async () => {
  assert.deepEqual(urls(await open().find('MICE ')), urls(await open().find('mouse ')));
  assert.equal((await open().find('mouse ')).total, 2);
});

test('the last word is a beginning while it is typed, from two letters on', async () => {
  const { find } = open();
  assert.equal(urls(await find('budg'))[0], 'budget.html');
  assert.deepEqual(urls(await find('budg ')), []);
  assert.deepEqual((await find('budg ')).missing, ['budg']);
  assert.deepEqual(urls(await find('b')), []);
  assert.equal(urls(await find('burn r'))[0], urls(await find('burn '))[0]);
});

test('one character of Han is a beginning, and pairs are found', async () => {
  const book = [chapter('一', section('検索機能の説明')), chapter('二', section('別の章'))];
  for (const query of ['検索', '検', '検索機能', '機能']) assert.deepEqual(urls(await open(book).find(query)), [book[0].url], query);
});

test('one typo in a word of five letters or more is forgiven where the book has no such word', async () => {
  const { find } = open();
  for (const query of ['budgte', 'budgget', 'bugdet', 'dudget', 'Bdget']) assert.equal(urls(await find(`${query} `))[0], 'budget.html', query);
  assert.deepEqual(urls(await find('rksi ')), []);
  assert.deepEqual(urls(await find('bugdte ')), []);
});

test('a word with an ending that the book does not have finds those that begin alike', async () => {
  const { find } = open();
  assert.equal(urls(await find('engineering '))[0], 'plan.html');
  assert.equal(urls(await find('measurements '))[0], 'plan.html');
});

test('a phrase in quotes is found exactly, across signs and in headings, and nowhere else', async () => {
  const { find } = open();
  assert.deepEqual(urls(await find('"burn rate"')), ['budget.html', 'plan.html']);
  assert.deepEqual(urls(await find('"rate each risk"')), ['risk.html']);
  assert.deepEqual(urls(await find('"tough hires"')), ['hiring.html']);
  assert.deepEqual(urls(await find('"rate burn"')), []);
  assert.deepEqual(urls(await find('"burn rate" "how fast"')), ['budget.html']);
  assert.deepEqual(urls(await find('"burn nowhere"')), []);
  const { chapters } = await find('"burn rate"');
  assert.equal(chapters[0].sections[0].anchor, 'burn');
  assert.equal(shown(chapters[1].sections[0].excerpt), 'Do this:\nHire one engineer\nMeasure the [burn] [rate]\nRate the plan');
  assert.deepEqual(chapters[1].items.map(({ id }) => id), ['i2']);
});

test('phrases are checked on so many chapters at most, and the result says so', async () => {
  const many = Array.from({ length: 60 }, (_, place) => chapter(`T${place}`, section(place === 59 ? 'left right here' : `right left ${'more '.repeat(place % 7)}`)));
  const loader = open(many);
  const result = await loader.find('"left right"');
  assert.equal(result.partial, true);
  assert.equal(loader.asked.filter((name) => name.startsWith('text-')).length, 40);
  assert.equal((await open().find('"burn rate"')).partial, false);
});

test('for a phrase only the texts of chapters are loaded that have its words in one section', async () => {
  const { find, asked } = open();
  await find('"rate each risk"');
  assert.deepEqual(asked.filter((name) => name.startsWith('text-')).map((name) => name.split('.')[0]), ['text-3']);
});

test('a word that most sections have is neither loaded nor asked for, unless it is quoted or alone', async () => {
  const many = Array.from({ length: 80 }, (_, place) => chapter(`T${place}`, section(`the cat ${place === 7 ? 'of the rare kind' : 'sat'}`)));
  const options = { farFrom: 60 };
  const first = open(many, options);
  assert.deepEqual(urls(await first.find('the rare ')), ['t7.html']);
  assert.equal(first.asked.some((name) => name.startsWith('many-')), false);
  assert.equal((await open(many, options).find('the cat ')).total, 80);
  const quoted = open(many, options);
  assert.deepEqual(urls(await quoted.find('"the rare" kind ')), ['t7.html']);
  assert.equal(quoted.asked.some((name) => name.startsWith('many-')), true);
});

test('items whose lines have all words are shown, or else those that have most', async () => {
  const { find } = open();
  const itemsOf = async (query) => {
    const result = await find(query);
    return result.chapters.find(({ url }) => url === 'plan.html').items.map(({ id, anchorOfSection, text }) => [id, anchorOfSection, shown(text)]);
  };
  assert.deepEqual(await itemsOf('burn rate '), [['i2', 'list', 'Measure the [burn] [rate]']]);
  assert.deepEqual(await itemsOf('rate '), [['i2', 'list', 'Measure the burn [rate]'], ['i3', 'list', '[Rate] the plan']]);
  assert.deepEqual(await itemsOf('burn rate money '), [['i2', 'list', 'Measure the [burn] [rate]']]);
});

test('at most three sections, three items and as many chapters as asked for are shown', async () => {
  const sections = Array.from({ length: 9 }, (_, place) => section('salt', `H${place}`, `a${place}`, [{ id: `i${place}`, line: 0 }]));
  const many = Array.from({ length: 20 }, (_, place) => chapter(`T${place}`, ...sections));
  const result = await open(many).find('salt ', 5);
  assert.deepEqual([result.chapters.length, result.total], [5, 20]);
  assert.equal(result.chapters[0].sections.length, 3);
  assert.equal(result.chapters[0].items.length, 3);
});

test('nothing is loaded before the first query, and then only what the answer needs', async () => {
  const many = Array.from({ length: 300 }, (_, place) => chapter(`T${place}`, section(`word${place} salt${place % 100 === 0 ? ' pepper' : ''}`)));
  const { find, asked } = open(many, { shardSize: 40 });
  assert.deepEqual(asked, []);
  await find('pepper ', 8);
  const count = (kind) => asked.filter((name) => name.startsWith(kind)).length;
  assert.deepEqual(['index', 'words-', 'list-', 'text-'].map(count), [1, 1, 2, 3]);
  const before = asked.length;
  await find('pepper ', 8);
  assert.equal(asked.length, before, 'what is there is not loaded again');
});

test('a file that is gone means a newer build: the search starts over with it, once', async () => {
  const old = writeIndex(BOOK, { stem });
  const next = writeIndex([...BOOK.slice(1), chapter('New', section('burn rate'))], { stem });
  let files = old;
  const again = [];
  const { find } = searcher(async (name, fresh) => {
    if (name === 'index') again.push(Boolean(fresh));
    const from = name === 'index' && !fresh ? old : files;
    if (!(name in from)) throw new Error(`${name} is gone`);
    return from[name];
  });
  assert.equal(urls(await find('welcome ')).length, 1);
  files = next;
  assert.ok(urls(await find('burn rate ')).includes('new.html'));
  assert.deepEqual(again, [false, true]);
  files = {};
  await assert.rejects(find('mouse '), /is gone/);
  files = next;
  assert.equal(urls(await find('mouse ')).length, 2, 'a search after a failed one begins afresh');
});

test('two searches at once share what they load', async () => {
  const { find, asked } = open();
  await Promise.all([find('burn '), find('burn rate '), find('mouse ')]);
  assert.equal(new Set(asked).size, asked.length);
});

test('a query without words, or of words that the book lacks, finds nothing and says which', async () => {
  const { find } = open();
  for (const query of ['', '   ', '"', '🙂', '<>&']) assert.deepEqual(await find(query), { chapters: [], total: 0, words: [], missing: [] }, query);
  const result = await find('mouse xylophones ');
  assert.equal(result.chapters.length, 2);
  assert.deepEqual(result.missing, ['xylophones']);
});

test('an empty book finds nothing', async () => {
  assert.deepEqual((await open([]).find('anything')).chapters, []);
});
