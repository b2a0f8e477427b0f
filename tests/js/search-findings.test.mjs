// What the search shows and says, and what it hands to the next page; and which keys open it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { isSearchKey } = load('85-search-open.js');
const { marked, rowsOf, statusOf, packFound, unpackFound, placeAfter } = load('search/10-words.js', 'search/50-excerpt.js', 'search/62-findings.js');

const words = (...all) => new Set(all);
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

test('the chapter comes first, then each section with its items, then items whose section is not shown', () => {
  const sections = [section('two'), section('one')];
  const items = [item('x', 'one'), item('y', 'gone'), item('z', '')];
  assert.deepEqual(hrefs({ sections, items }), [
    'a/b.html', 'a/b.html#tb-item-z', 'a/b.html#two', 'a/b.html#one', 'a/b.html#tb-item-x', 'a/b.html#tb-item-y',
  ]);
});

test('what stands before the first heading is shown under the chapter and not as a section', () => {
  const [head, ...rest] = plain(rowsOf(chapter({ sections: [section('')] }), words('title')));
  assert.deepEqual(head.title, [{ text: 'Title', mark: true }]);
  assert.deepEqual(head.text, [{ text: 'in ', mark: false }]);
  assert.equal(rest.length, 0);
});

test('an anchor or an id of any letters stays one fragment', () => {
  assert.deepEqual(hrefs({ sections: [section('was "x" #1?')], items: [item('ä b', '')] }), [
    'a/b.html', 'a/b.html#tb-item-%C3%A4%20b', 'a/b.html#was%20%22x%22%20%231%3F',
  ]);
});

const answer = (total, shown, more) => ({ total, chapters: Array(shown).fill({}), ...more });

test('the status counts, and says where more was found than is shown', () => {
  assert.equal(statusOf('x', answer(1, 1)), '1 chapter found.');
  assert.equal(statusOf('x', answer(5, 5)), '5 chapters found.');
  assert.equal(statusOf('x', answer(30, 8)), '30 chapters found, the best 8 are shown.');
  assert.equal(statusOf('x', answer(5, 5, { partial: true })), 'At least 5 chapters found.');
});

test('the status names the words that the book does not have', () => {
  assert.equal(statusOf('a b c', answer(1, 1, { missing: ['b', 'c'] })), '1 chapter found. Not in the book: “b”, “c”.');
});

test('where nothing is found the status names the query, cut to a length, and a way on', () => {
  assert.match(statusOf(' <b>x ', answer(0, 0, { missing: ['x'] })), /^No results for “<b>x”\. Try /);
  const long = statusOf(`x${'😀'.repeat(60)}`, answer(0, 0));
  assert.ok(long.length < 160);
  assert.doesNotMatch(long, /[\ud800-\udbff](?![\udc00-\udfff])/);
});

test('the words reach the page that was meant, and no other', () => {
  const text = packFound('/book/a.html', words('one', 'two'));
  assert.deepEqual(plain(unpackFound(text, '/book/a.html')), ['one', 'two']);
  assert.deepEqual(plain(unpackFound(text, '/book/b.html')), []);
});

test('words from elsewhere that are no words are nothing', () => {
  for (const text of ['', 'null', '7', '{"v":1}', '{"v":1,"path":"p","words":"x"}', '{"v":2,"path":"p","words":["x"]}']) {
    assert.deepEqual(plain(unpackFound(text, 'p')), []);
  }
  assert.deepEqual(plain(unpackFound('{"v":1,"path":"p","words":["x",7,null,{}]}', 'p')), ['x']);
  const many = packFound('p', Array.from({ length: 5000 }, (_, place) => `w${place}`));
  assert.equal(unpackFound(many, 'p').length, 200);
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
