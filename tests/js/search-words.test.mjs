// The words of a text: every vector that the program is held to as well, and where the words stand in the text.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { places, words, parts } = load('search/10-words.js');

// The vectors as [text, words].
const vectors = readFileSync(new URL('../search/words.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('# '))
  .map((line) => {
    const at = line.lastIndexOf(' =>');
    const text = line.slice(0, at).replace(/\\u\{([0-9A-F]+)\}/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16)));
    return [text, line.slice(at + 3).split(' ').filter(Boolean)];
  });

test('a text has the words that the vectors say', () => {
  assert.ok(vectors.length >= 60, `${vectors.length} vectors`);
  for (const [text, expected] of vectors) assert.deepEqual(plain(words(text)), expected, text);
});

test('each word stands at its place, in order', () => {
  for (const [text] of vectors) {
    let before = 0;
    for (const { word, start, end } of places(text)) {
      assert.ok(start >= before && end > start && end <= text.length, `${word} in ${text}`);
      assert.ok(words(text.slice(start, end)).join('').includes([...word][0]), `${word} in ${text}`);
      before = start;
    }
  }
});

test('places are those of the text as it was written', () => {
  const shown = (text) => plain(places(text).map(({ start, end }) => text.slice(start, end)));
  assert.deepEqual(shown('The company’s Größe, “C++”.'), ['The', 'company’s', 'Größe', 'C++']);
  assert.deepEqual(shown('hand\u00adbook ½ ﬁne cafe\u0301 e\u0301te\u0301'), ['hand\u00adbook', '½', '½', 'ﬁne', 'cafe\u0301', 'e\u0301te\u0301']);
  assert.deepEqual(shown('Rustで書く'), ['Rust', 'で書', '書く']);
});

test('names in one word have the parts that the vectors say, each at its place', () => {
  const lines = readFileSync(new URL('../search/parts.txt', import.meta.url), 'utf8').split('\n').filter((line) => line && !line.startsWith('# '));
  for (const line of lines) {
    const [text, expected] = line.split(' =>');
    const found = plain(parts(text));
    assert.equal(found.map(({ word }) => word).join(' '), expected.trim(), line);
    for (const { word, start, end } of found) assert.equal(text.slice(start, end).toLowerCase(), word);
  }
});
