// What a query says: words, phrases, whether the last word is finished, and which words are near to each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { parseQuery, isOneTypo, sharedLength } = load('search/10-words.js', 'search/20-query.js');
const parse = (text) => plain(parseQuery(text));

test('the words of a query are once each and in order', () => {
  assert.deepEqual(parse('The burn rate, the runway ').words, ['the', 'burn', 'rate', 'runway']);
  assert.deepEqual(parse(''), { words: [], phrases: [], typing: false });
  assert.deepEqual(parse('  !? '), { words: [], phrases: [], typing: false });
});

test('the last word may be the beginning of one as long as nothing stands behind it', () => {
  assert.equal(parse('burn rat').typing, true);
  assert.equal(parse('burn rat').last, 'rat');
  for (const text of ['burn rat ', 'burn rat.', '"burn rat"']) assert.equal(parse(text).typing, false, text);
});

test('a closed pair of quotes with two words or more is a phrase', () => {
  assert.deepEqual(parse('say "Time to Value" aloud').phrases, [['time', 'to', 'value']]);
  assert.deepEqual(parse('“burn rate” and „zwei Wörter“ «et deux»').phrases, [['burn', 'rate'], ['zwei', 'worter'], ['et', 'deux']]);
  for (const text of ['"burn', 'burn rate"', '"burn"', '""', '" "', 'no quotes']) assert.deepEqual(parse(text).phrases, [], text);
});

test('a query of 500 words is cut to 32', () => {
  const { words, phrases } = parse(`${Array.from({ length: 500 }, (_, place) => `w${place}`).join(' ')} "w400 w401"`);
  assert.equal(words.length, 32);
  assert.deepEqual(phrases, [], 'a phrase of words that were cut is none');
});

test('one typo is a letter too many, too few, another one, or two neighbours that changed places', () => {
  for (const other of ['manger', 'managger', 'manaker', 'amnager', 'managre', 'managers', 'anager']) {
    assert.equal(isOneTypo('manager', other), true, other);
    assert.equal(isOneTypo(other, 'manager'), true, other);
  }
  for (const other of ['manager', 'mangaerr', 'manxer', 'menagar', 'manage s', 'reganam', '', 'man']) assert.equal(isOneTypo('manager', other), false, other);
  assert.equal(isOneTypo('aab', 'aba'), true);
  assert.equal(isOneTypo('aaaa', 'aaaaa'), true);
  assert.equal(isOneTypo('abcd', 'badc'), false);
});

test('a shared beginning is counted', () => {
  assert.equal(sharedLength('communicates', 'communication'), 10);
  assert.equal(sharedLength('a', 'b'), 0);
  assert.equal(sharedLength('run', 'running'), 3);
});
