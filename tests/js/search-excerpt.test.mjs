// Passages of texts with the words of a query marked: what is chosen, where it is cut, and that it is the text itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { excerpt, pieces, matches } = load('search/10-words.js', 'search/50-excerpt.js');
const shown = (list) => list.map(({ text, mark }) => (mark ? `[${text}]` : text)).join('');
const wanted = (...forms) => ({ termOf: new Map(forms.map((form, term) => [form, term])) });
const of = (text, ...forms) => shown(plain(excerpt(text, wanted(...forms))));
const filler = (count) => Array.from({ length: count }, (_, place) => `word${place}`).join(' ');

test('a short text is shown whole, with every match marked', () => {
  assert.equal(of('The burn rate. A rate!', 'rate', 'burn'), 'The [burn] [rate]. A [rate]!');
  assert.equal(of('Nothing here', 'x'), 'Nothing here');
  assert.equal(of('', 'x'), '');
});

test('a long text is cut at words around the place with most different words', () => {
  const text = `${filler(60)} salt salt salt ${filler(60)} salt with pepper ${filler(60)}`;
  const result = of(text, 'salt', 'pepper');
  assert.match(result, /^…\u00a0word\d+ .*\[salt\] with \[pepper\] .*word\d+\u00a0…$/);
  const length = result.replace(/[[\]…]/g, '').length;
  assert.ok(length > 120 && length < 200, `${length}`);
});

test('words side by side are preferred to the same words apart', () => {
  const text = `rate of a burn ${filler(60)} it has a burn rate here ${filler(60)} the burn has a rate`;
  assert.match(of(text, 'burn', 'rate'), /it has a \[burn\] \[rate\] here/);
});

test('a passage begins with its line where there is room', () => {
  const text = `${filler(60)}\nA line of its own with salt in it.\n${filler(60)}`;
  assert.match(of(text, 'salt'), /^…\u00a0A line of its own with \[salt\] in it\. word0/);
});

test('where nothing matches, the beginning of the text stands', () => {
  const result = of(filler(100), 'x');
  assert.match(result, /^word0 word1 .*\u00a0…$/);
  assert.ok(result.length < 200);
});

test('marks are of the letters as they were written', () => {
  assert.equal(of('Größe, CAFE\u0301 and the company’s C++', 'grosse', 'cafe', 'company', 'c++'), '[Größe], [CAFE\u0301] and the [company’s] [C++]');
  assert.equal(of('検索機能', '検索', '索機'), '[検索機]能');
});

test('no character is divided, in texts without spaces either', () => {
  const text = `${'𠮷'.repeat(300)}野家${'😀'.repeat(300)}`;
  const result = of(text, '野家');
  assert.match(result, /\[野家\]/);
  assert.ok(result.isWellFormed?.() ?? true);
  assert.doesNotMatch(result, /(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/);
});

test('pieces put together are the text', () => {
  const text = 'One two, two three.';
  const found = matches(text, wanted('two', 'three'));
  const list = plain(pieces(text, found));
  assert.equal(list.map((piece) => piece.text).join(''), text);
  assert.deepEqual(list.filter(({ mark }) => mark).map((piece) => piece.text), ['two', 'two', 'three']);
});

test('the parts of a name in one word are marked, and what is not what was typed in another way', () => {
  assert.equal(of('Set genReqId here', 'req'), 'Set gen[Req]Id here');
  const list = plain(excerpt('The salary and pay', { ...wanted('salary', 'pay'), near: new Set(['salary']) }));
  assert.deepEqual(list.filter(({ mark }) => mark), [{ text: 'salary', mark: 'near' }, { text: 'pay', mark: true }]);
});

test('lines that become one are divided by a dot where no sign ends the first', () => {
  assert.equal(shown(excerpt('To do:\nFirst salt\nThen pepper.\nThe end', wanted('salt'))), 'To do: First [salt] · Then pepper. The end');
});
