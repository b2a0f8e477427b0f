// What the search shows and says, and what it hands to the next page; and which keys open it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { isSearchKey } = load('85-search-open.js');
const { marked, rowsOf, statusOf, packFound, unpackFound, placeAfter, markAfter, wantedOf, patienceFor } = load('search/10-words.js', 'search/50-excerpt.js', 'search/62-findings.js');

const words = (...all) => wantedOf({ words: all });
const said = (query, answer) => statusOf(query, answer).map(({ text }) => text).join('').trim();
const key = (pressed) => isSearchKey({ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...pressed });

test('/ opens the search, with the Shift key where a keyboard needs it', () => {
  assert.ok(key({ key: '/' }));
  assert.ok(key({ key: '/', shiftKey: true }));
  for (const other of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }]) assert.ok(!key({ key: '/', ...other }));
});

test('K opens the search with Ctrl or Cmd, and with nothing else', () => {
  assert.ok(key({ key: 'k', ctrlKey: true }));
  assert.ok(key({ key: 'K', metaKey: true }));
  assert.ok(!key({ key: 'k' }));
  assert.ok(!key({ key: 'k', ctrlKey: true, metaKey: true }));
  assert.ok(!key({ key: 'k', ctrlKey: true, shiftKey: true }));
  assert.ok(!key({ key: 'k', ctrlKey: true, altKey: true }));
});

test('no other key opens the search', () => {
  for (const other of ['?', 's', 'f', '-', '÷', 'Enter', 'Dead', 'Kk']) {
    assert.ok(!key({ key: other }));
    assert.ok(!key({ key: other, ctrlKey: true }));
  }
});

test('a text is cut at the words that were found, whatever their accents and letters', () => {
  assert.deepEqual(plain(marked('The Café of cafés', words('cafe'))), [
    { text: 'The ', mark: false },
    { text: 'Café', mark: true },
    { text: ' of cafés', mark: false },
  ]);
});

test('the pieces of a text are the text, where pairs of characters overlap too', () => {
  for (const text of ['', 'plain', 'two words two', '検索検索の例', '<b>two</b> & "two"']) {
    const pieces = marked(text, words('two', '検索', '索検'));
    assert.equal(pieces.map((piece) => piece.text).join(''), text);
    assert.ok(pieces.every((piece) => piece.text !== ''));
  }
});

const section = (anchor) => ({ anchor, heading: `About ${anchor}`, excerpt: [{ text: `in ${anchor}`, mark: false }] });
const item = (id, anchorOfSection) => ({ id, anchorOfSection, text: [{ text: id, mark: false }] });
const chapter = (parts) => ({ url: 'a/b.html', title: 'Title', part: 'Part', sections: [], items: [], ...parts });
const hrefs = (parts) => plain(rowsOf(chapter(parts), words())).map((row) => row.href);

test('the chapter leads to its best section and says which, with its items; then come the others with theirs, and items whose section is not shown', () => {
  const sections = [section('two'), section('one')];
  const items = [item('x', 'one'), item('y', 'gone'), item('z', 'two')];
  assert.deepEqual(hrefs({ sections, items }), ['a/b.html#two', 'a/b.html#tb-item-z', 'a/b.html#one', 'a/b.html#tb-item-x', 'a/b.html#tb-item-y']);
  const [head] = plain(rowsOf(chapter({ sections }), words('about')));
  assert.deepEqual(head.place, [{ text: 'About', mark: true }, { text: ' two', mark: false }]);
});

test('where the beginning of a chapter is best the chapter leads there, and elsewhere it has a name', () => {
  const [head, ...rest] = plain(rowsOf(chapter({ sections: [section('')] }), words('title')));
  assert.deepEqual([head.href, head.title], ['a/b.html', [{ text: 'Title', mark: true }]]);
  assert.deepEqual(head.text, [{ text: 'in ', mark: false }]);
  assert.equal(rest.length, 0);
  const [, start] = plain(rowsOf(chapter({ sections: [section('two'), { ...section(''), heading: '' }] }), words()));
  assert.deepEqual([start.href, start.title[0].text], ['a/b.html', 'Beginning of the chapter']);
});

test('an anchor or an id of any letters stays one fragment', () => {
  assert.deepEqual(hrefs({ sections: [section('was "x" #1?')], items: [item('ä b', '')] }), [
    'a/b.html#was%20%22x%22%20%231%3F', 'a/b.html#tb-item-%C3%A4%20b',
  ]);
});

const answer = (total, shown, more) => ({ total, chapters: Array(shown).fill({}), ...more });

test('the status counts, and says where more was found than is shown', () => {
  assert.equal(said('x', answer(1, 1)), '1 chapter found.');
  assert.equal(said('x', answer(5, 5)), '5 chapters found.');
  assert.equal(said('x', answer(30, 8)), '30 chapters found, the best 8 are shown.');
  assert.equal(said('x', answer(5, 5, { partial: true })), 'At least 5 chapters found.');
});

test('the status names the words that the book does not have', () => {
  assert.equal(said('a b c', answer(1, 1, { missing: ['b', 'c'] })), '1 chapter found. Not in the book: “b”, “c”.');
});

test('a word that is nowhere is named, with what is similar as another query', () => {
  const none = { missing: ['vesting'], similar: [{ typed: 'vesting', near: ['testing', 'investing'] }] };
  assert.equal(said('equity vesting ', answer(0, 0, none)), 'Not in the book: “vesting”. Similar: testing, investing.');
  const offers = statusOf('equity vesting ', answer(0, 0, none)).filter(({ query }) => query);
  assert.deepEqual(plain(offers), [{ text: 'testing', query: 'equity testing ' }, { text: 'investing', query: 'equity investing ' }]);
  assert.equal(said('x', answer(0, 0, { missing: ['x'] })), 'Not in the book: “x”. Try other words, or only the beginning of one.');
});

test('what is shown for a typing error is said, and not counted as a match of it', () => {
  const guess = { missing: ['leadrship'], guesses: [{ typed: 'leadrship', shown: 'leadership' }] };
  assert.equal(said('leadrship', answer(12, 8, guess)), 'Nothing for “leadrship”. Showing “leadership”.');
});

test('synonyms are said to be that', () => {
  const synonyms = [{ typed: 'compensation', shown: ['salary', 'pay'] }];
  assert.equal(said('compensation', answer(2, 2, { synonyms })), '2 chapters found. Showing salary, pay, for compensation, too.');
  assert.equal(said('compensation', answer(2, 2, { synonyms, missing: ['compensation'] })), '2 chapters found. Not in the book: “compensation”. Showing salary, pay, for compensation.');
});

test('words that only begin with what was typed are said to be that', () => {
  assert.equal(said('budg', answer(3, 3, { begun: 'budg' })), '3 chapters found with words that begin with “budg”.');
});

test('where nothing is found the status names the query, cut to a length, and a way on', () => {
  assert.match(said(' "<b>x y" ', answer(0, 0)), /^No results for “"<b>x y"”\. Try /);
  const long = said(`x${'😀'.repeat(60)}`, answer(0, 0));
  assert.ok(long.length < 160);
  assert.doesNotMatch(long, /[\ud800-\udbff](?![\udc00-\udfff])/);
});

test('the query and the words reach the page that was meant, and no other', () => {
  const found = { query: 'one two', words: ['one', 'two'], phrases: [['one', 'two']] };
  const text = packFound('/book/a.html', found);
  assert.deepEqual(plain(unpackFound(text, '/book/a.html')), found);
  assert.equal(unpackFound(text, '/book/b.html'), null);
});

test('what comes from elsewhere is nothing, or bounded', () => {
  for (const text of ['', 'null', '7', '{"v":2}', '{"v":1,"path":"p","words":["x"]}']) assert.equal(unpackFound(text, 'p'), null);
  const odd = '{"v":2,"path":"p","query":7,"words":["x",7,null,{}],"phrases":["y",[1,"z"]]}';
  assert.deepEqual(plain(unpackFound(odd, 'p')), { query: '', words: ['x'], phrases: [[], ['z']] });
  const many = packFound('p', { query: 'q'.repeat(900), words: Array.from({ length: 5000 }, (_, place) => `w${place}`), phrases: [] });
  assert.equal(unpackFound(many, 'p').words.length, 200);
  assert.equal(unpackFound(many, 'p').query.length, 200);
});

test('next and previous go around the marks', () => {
  assert.deepEqual([markAfter(-1, 1, 3), markAfter(2, 1, 3), markAfter(0, -1, 3), markAfter(-1, -1, 3), markAfter(0, 1, 1)], [0, 0, 2, 2, 0]);
});

test('the arrow keys go through the results and back into the field, and stop at the last', () => {
  assert.equal(placeAfter('ArrowDown', -1, 3), 0);
  assert.equal(placeAfter('ArrowDown', 2, 3), 2);
  assert.equal(placeAfter('ArrowUp', 0, 3), -1);
  assert.equal(placeAfter('ArrowDown', -1, 0), -1);
  for (const [pressed, place] of [['ArrowUp', -1], ['Home', 1], ['End', -1], ['ArrowLeft', 0]]) {
    assert.equal(placeAfter(pressed, place, 3), null);
  }
});

test('the passages of results wait longer than a reader takes between two keys', () => {
  const typed = (gap, letters) => Array.from({ length: letters }, (_, place) => place + 1).reduce((before, length) => patienceFor(before, length === 1 ? 1e6 : gap, length), 0);
  for (const gap of [30, 150, 250, 400, 550]) for (const letters of [2, 3, 6, 12]) assert.ok(typed(gap, letters) > gap * 2, `${letters} letters, one each ${gap} ms`);
  assert.equal(typed(60, 6), 300, 'who types fast has paused after a moment');
  assert.equal(typed(5000, 9), 1500, 'who thinks between two keys is not waited for');
  assert.equal(patienceFor(0, 1e6, 12), 300, 'a query that comes at once is whole');
});

test('a passage that begins with the text of an item in a row of its own is left out', () => {
  const text = [{ text: 'Write down what one system costs you every month', mark: false }];
  const rowsFor = (passage) => rowsOf({ url: 'a.html', title: 'A', sections: [{ anchor: 'list', heading: 'List', excerpt: passage }], items: [{ id: 'i1', anchorOfSection: 'list', text }] }, wantedOf({}));
  assert.deepEqual(rowsFor(text)[0].text.length, 0);
  assert.equal(rowsFor([{ text: 'Do this: Write down what one system costs', mark: false }])[0].text.length, 1);
});
