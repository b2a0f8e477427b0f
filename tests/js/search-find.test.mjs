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
  chapter('Plan', section(''), section('Do this:\nHire one engineer\nMeasure the burn rate\nRate the plan', 'Checklist', 'list', [{ id: 'i1', line: 1 }, { id: 'i2', line: 2 }, { id: 'i3', line: 3 }])),
];

function open(chapters = BOOK, options = {}) {
  const loader = loaderOf(writeIndex(chapters, { stem, ...options }));
  const { find } = searcher(loader);
  // The answer with all passages.
  const whole = async (query, limit) => {
    const answer = await find(query, { limit });
    return plain({ ...answer, chapters: await Promise.all(answer.chapters.map((one) => answer.fill(one))) });
  };
  return { find: whole, bare: async (query, limit) => plain(await find(query, { limit })), asked: loader.asked, files: loader };
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
  assert.deepEqual(sections.map(({ anchor, heading }) => [anchor, heading]), [['', ''], ['tough', 'Tough hires']]);
  assert.equal(shown(sections[1].excerpt), 'A hard [hire], and a mouse in the office.');
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

test('a letter that is a word of the book is still the beginning of others while it is typed after another word', async () => {
  const book = [chapter('Options', section(`Some ask the question of plan A or plan B. ${FILLER}`)), chapter('Question bank', section('All that is asked.'))];
  assert.equal(urls(await open(book).find('question b'))[0], 'question-bank.html');
  assert.equal(urls(await open(book).find('question b '))[0], 'options.html');
});

test('of chapters that score the same the shorter comes first, then the earlier one', async () => {
  const rest = (many) => section(FILLER.repeat(many), 'Rest', 'rest');
  const book = [chapter('Salt one', section('Here.'), rest(9)), chapter('Salt two', section('Here.'), rest(1)), chapter('Salt three', section('Here.'), rest(1))];
  assert.deepEqual(urls(await open(book).find('salt ')), ['salt-two.html', 'salt-three.html', 'salt-one.html']);
});

test('of titles that are alike the one with the word earlier comes first', async () => {
  const book = ['The old salt', 'The salt mine', 'Salt and pepper'].map((title) => chapter(title, section('Nothing of it.')));
  assert.deepEqual(urls(await open(book).find('salt ')), ['salt-and-pepper.html', 'the-salt-mine.html', 'the-old-salt.html']);
});

test('a long list of many things does not come before a chapter that is about the words', async () => {
  const entries = Array.from({ length: 200 }, (_, place) => section(FILLER, place % 40 ? `Entry ${place}` : `Entry ${place}: the salt of a thing is used up`, `e${place}`));
  const about = [section(FILLER), section(`Salt is mined, salt is washed, and salt is sold. ${FILLER}`, 'How it comes here', 'how'), section(`More of salt. ${FILLER}`, 'Prices', 'p')];
  const book = [chapter('All entries', ...entries), ...Array.from({ length: 6 }, (_, place) => chapter(`Other ${place}`, section(FILLER))), chapter('The mine', ...about)];
  assert.equal(urls(await open(book).find('salt '))[0], 'the-mine.html');
});

test('words that say nothing are not marked, unless they are quoted', async () => {
  const many = Array.from({ length: 20 }, (_, place) => chapter(`T${place}`, section(`a cat ${place === 7 ? 'with a rare kind of a hat' : `sat on place ${place}`}`)));
  const excerptFor = async (query) => shown((await open(many).find(query)).chapters[0].sections[0].excerpt);
  assert.equal(await excerptFor('a rare hat '), 'a cat with a [rare] kind of a [hat]');
  assert.equal(await excerptFor('"a rare" hat '), 'a cat with [a] [rare] kind of a [hat]');
  assert.equal(await excerptFor('a '), '[a] cat with [a] rare kind of [a] hat');
});

test('one character of Han is a beginning, and pairs are found', async () => {
  const book = [chapter('一', section('検索機能の説明')), chapter('二', section('別の章'))];
  for (const query of ['検索', '検', '検索機能', '機能']) assert.deepEqual(urls(await open(book).find(query)), [book[0].url], query);
});

test('for a likely typing error the word that is meant is shown, and said to be that', async () => {
  const { find } = open();
  for (const query of ['budgte', 'budgget', 'bugdet', 'Bdget']) {
    const { chapters, missing, guesses } = await find(`${query} `);
    assert.equal(chapters[0].url, 'budget.html', query);
    assert.deepEqual([missing, guesses], [[query], [{ typed: query, shown: 'budget' }]]);
    assert.ok(chapters.flatMap(({ sections }) => sections).every(({ excerpt }) => excerpt.every(({ mark }) => mark !== true)), 'none is marked as a match');
  }
  assert.deepEqual(urls(await find('rksi ')), []);
  assert.deepEqual(urls(await find('bugdte ')), []);
});

test('a word that the book lacks finds nothing, whatever is near to it, which is only offered', async () => {
  const book = [chapter('Work', section('We test and are testing. Remove the layout. Stretch it.'))];
  for (const [query, near] of [['vesting', ['testing']], ['remote', ['remove']], ['stress', ['stretch']], ['layoffs', ['layout']]]) {
    const { chapters, total, missing, guesses, similar } = await open(book).find(query);
    assert.deepEqual([chapters, total, missing, guesses, similar], [[], 0, [query], [], [{ typed: query, near }]], query);
  }
});

test('a correction that most of the book has is not what was meant', async () => {
  const many = Array.from({ length: 40 }, (_, place) => chapter(`T${place}`, section('budget and more')));
  const { chapters, similar } = await open(many).find('budgte ');
  assert.deepEqual([chapters, similar], [[], [{ typed: 'budgte', near: ['budget'] }]]);
});

test('in a query of several words those that are nowhere are named, and the others found', async () => {
  const { chapters, missing, guesses } = await open().find('mouse vesting bugdet ');
  assert.ok(chapters.length > 0);
  assert.deepEqual([missing, guesses], [['vesting', 'bugdet'], [{ typed: 'bugdet', shown: 'budget' }]]);
});

test('another form of a word counts as the word, though no chapter has that form', async () => {
  const book = [chapter('Plan', section('Measure it, then measure again.')), chapter('Other', section('Several things.'))];
  assert.deepEqual(urls(await open(book).find('measuring ')), ['plan.html']);
  assert.deepEqual((await open(book).find('measuring ')).missing, []);
  assert.deepEqual((await open(book).find('severance ')).missing, ['severance']);
});

test('synonyms are found for a word, said to be that, and not the other way', async () => {
  const book = [chapter('Pay', section('The salary grows.')), chapter('Title', section('Vice president of engineering.'))];
  const options = { synonyms: [['compensation', ['salary', 'wage']], ['VP', ['vice president']]] };
  const { chapters, missing, synonyms } = await open(book, options).find('compensation ');
  assert.deepEqual([chapters[0].url, missing, synonyms], ['pay.html', ['compensation'], [{ typed: 'compensation', shown: ['salary'] }]]);
  assert.equal(shown(chapters[0].sections[0].excerpt.map(({ text, mark }) => ({ text, mark: mark === 'near' }))), 'The [salary] grows.');
  assert.deepEqual((await open(book, options).find('salary ')).synonyms, []);
  assert.deepEqual(urls(await open(book, options).find('vp ')), ['title.html']);
});

test('a short word or an acronym is a whole word where the book has it', async () => {
  const book = [chapter('Aims', section('Aim high, aims and air.')), chapter('Models', section('What AI can do.')), chapter('Limits', section('The SLA is set.')), chapter('Slang', section('Slab slack slang.'))];
  assert.deepEqual(urls(await open(book).find('AI')), ['models.html']);
  assert.deepEqual(urls(await open(book).find('ai')), ['models.html']);
  assert.deepEqual(urls(await open(book).find('SLA')), ['limits.html']);
  assert.equal((await open(book).find('aim ')).total, 1);
});

test('the answer says where the last word is only the beginning of others', async () => {
  assert.equal((await open().find('budg')).begun, 'budg');
  assert.equal((await open().find('budget')).begun, '');
  assert.equal((await open().find('budget ')).begun, '');
});

test('names in one word are found by their parts', async () => {
  const book = [chapter('Server', section('Set genReqId to a function.')), chapter('Other', section('Nothing.'))];
  for (const query of ['genreqid ', 'req ', 'req id ']) assert.deepEqual(urls(await open(book).find(query)), ['server.html'], query);
});

test('a run of a script without spaces is found where all of it is, and is absent where only its pieces are', async () => {
  const book = [chapter('一', section('株式会社の資料')), chapter('二', section('報酬と手当')), chapter('ค', section('การสัมภาษณ์งาน'))];
  assert.deepEqual(urls(await open(book).find('株式会社')), [book[0].url]);
  assert.deepEqual(urls(await open(book).find('สัมภาษณ์')), [book[2].url]);
  const { chapters, missing } = await open(book).find('株式報酬');
  assert.deepEqual([chapters, missing], [[], ['株式報酬']]);
});

// A book of a hundred chapters whose titles and texts share most words.
const TOPICS = ['budget', 'hiring', 'roadmap', 'incident', 'platform', 'mentoring', 'latency', 'contract', 'security', 'migration'];
const HUNDRED = Array.from({ length: 100 }, (_, place) => {
  const topic = TOPICS[(place * 7) % 10];
  const others = Array.from({ length: 12 }, (__, next) => TOPICS[(place + next * 3) % 10]);
  return chapter(`Chapter ${place}: ${topic} in practice`, section(`In practice the ${others.join(' and the ')} come first.`), section(`A ${topic} in ${place % 3 ? 'theory' : 'practice'}, step by step.`, 'Checklist', 'c'));
});

test('words that each title of a book has do not decide', async () => {
  const roadmap = HUNDRED.filter(({ title }) => title.includes('roadmap')).map(({ url }) => url);
  for (const query of ['roadmap practice ', 'roadmap in practice ', 'Roadmap in practice']) {
    const found = urls(await open(HUNDRED).find(query, 10));
    assert.deepEqual(new Set(found), new Set(roadmap), query);
  }
});

test('the title that was typed comes first', async () => {
  for (const place of [9, 46, 83]) {
    const query = HUNDRED[place].title.toLowerCase();
    assert.equal(urls(await open(HUNDRED).find(`${query} `))[0], HUNDRED[place].url, query);
  }
});

test('equal titles are ranked by their texts and not by their numbers', async () => {
  const many = Array.from({ length: 30 }, (_, place) => chapter(`Part ${place}: salt`, section(`${place === 20 ? 'Salt and salt again, salt.' : 'Nothing of it.'} ${FILLER}`)));
  assert.equal(urls(await open(many).find('salt '))[0], many[20].url);
});

test('a title or heading with the words in their order comes before one in another order', async () => {
  const book = [chapter('Rate of a burn', section('Text.')), chapter('Burn a rate', section('Text.')), chapter('The burn rate', section('Text.'))];
  assert.deepEqual(urls(await open(book).find('burn rate ')), ['the-burn-rate.html', 'burn-a-rate.html', 'rate-of-a-burn.html']);
});

test('a heading that is what was typed comes before chapters full of the words', async () => {
  const book = [chapter('Burning', section('Burn rate, burn rate, burn rate. The burn rate is a rate.')), chapter('Glossary', section('Words.'), section('What goes out.', 'Burn rate', 'burn-rate'))];
  const { chapters } = await open(book).find('burn rate ');
  assert.deepEqual([chapters[0].url, chapters[0].sections[0].anchor], ['glossary.html', 'burn-rate']);
});

test('the best section is the first of a chapter, and the beginning where the title is what was typed', async () => {
  const { chapters } = await open().find('mouse ');
  assert.deepEqual(chapters.find(({ url }) => url === 'hiring.html').sections.map(({ anchor }) => anchor), ['tough']);
  assert.equal((await open().find('budget ')).chapters[0].sections[0].anchor, '');
});

test('results are there before their texts, which only passages need', async () => {
  const { bare, asked } = open();
  const { chapters } = await bare('mouse ');
  assert.ok(chapters.length > 0);
  assert.deepEqual(asked.filter((name) => name.startsWith('text-')), []);
  assert.equal(chapters[0].sections[0].excerpt, null);
});

test('a small book needs the first file alone', async () => {
  const { find, asked } = open(BOOK, { within: true });
  assert.ok((await find('burn rate ')).chapters.length > 0);
  assert.deepEqual(asked, ['index']);
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
  assert.equal(shown(chapters[1].sections[0].excerpt), 'Do this: Hire one engineer · Measure the [burn] [rate] · Rate the plan');
  assert.deepEqual(chapters[1].items.map(({ id }) => id), ['i2']);
});

test('phrases are checked on so many chapters at most, and the result says so', async () => {
  const many = Array.from({ length: 60 }, (_, place) => chapter(`T${place}`, section(place === 59 ? 'left right here' : `right left ${'more '.repeat(place % 7)}`)));
  const loader = open(many);
  const result = await loader.find('"left right"');
  assert.equal(result.partial, true);
  const texts = loader.asked.filter((name) => name.startsWith('text-')).length;
  assert.ok(texts >= 20 && texts < 30, `two chapters share a file, and ${texts} were loaded`);
  assert.equal((await open().find('"burn rate"')).partial, false);
});

test('for a phrase only the texts of chapters are loaded that have its words in one section', async () => {
  const { find, asked } = open();
  await find('"rate each risk"');
  assert.deepEqual(asked.filter((name) => name.startsWith('text-')).map((name) => name.split('.')[0]), ['text-1']);
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
  assert.deepEqual(['index', 'words-', 'list-', 'text-'].map(count), [1, 1, 3, 3]);
  const before = asked.length;
  await find('pepper ', 8);
  assert.equal(asked.length, before, 'what is there is not loaded again');
});

test('a file that is gone means a newer build: the search starts over with it, once', async () => {
  const old = writeIndex(BOOK, { stem, shardSize: 3 });
  const next = writeIndex([...BOOK.slice(1), chapter('New', section('burn rate'))], { stem, shardSize: 3 });
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
  for (const query of ['', '   ', '"', '🙂', '<>&']) {
    const { chapters, total, words, missing } = await find(query);
    assert.deepEqual([chapters, total, words, missing], [[], 0, [], []], query);
  }
  const result = await find('mouse xylophones ');
  assert.equal(result.chapters.length, 2);
  assert.deepEqual(result.missing, ['xylophones']);
});

test('an empty book finds nothing', async () => {
  assert.deepEqual((await open([]).find('anything')).chapters, []);
});
