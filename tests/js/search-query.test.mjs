// What a query says: words, phrases, whether the last word is finished, and which words are near to each other.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { parseQuery, isOneTypo, sharedLength, likelihood, similarity, stem, areForms } = load('search/10-words.js', 'search/20-query.js', 'search/42-near.js', 'search/44-stem.js');
const parse = (text) => {
  const { terms, ...rest } = plain(parseQuery(text));
  return { ...rest, terms, words: terms.flatMap(({ words }) => words) };
};

test('the words of a query are once each and in order', () => {
  assert.deepEqual(parse('The burn rate, the runway ').words, ['the', 'burn', 'rate', 'runway']);
  for (const text of ['', '  !? ']) assert.deepEqual(parse(text), { terms: [], words: [], phrases: [], typing: false }, text);
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

test('a run of a script without spaces is one term of pairs, which is shown as it was typed', () => {
  const { terms } = parse('株式報酬 Burn สัมภาษณ์');
  assert.deepEqual(terms.map(({ text, words }) => [text, words.length]), [['株式報酬', 3], ['Burn', 1], ['สัมภาษณ์', 5]]);
  assert.deepEqual(terms[0].words, ['株式', '式報', '報酬']);
});

test('a likely typing error is a swap, a doubled or missing letter, or a key beside the right one, in a longer word', () => {
  for (const [typed, meant] of [['leadrship', 'leadership'], ['leadreship', 'leadership'], ['leaddership', 'leadership'], ['budgte', 'budget'], ['planing', 'planning'], ['strategu', 'strategy'], ['complience', 'compliance']]) {
    assert.ok(likelihood(typed, meant) > 0, typed);
  }
  for (const [typed, other] of [['vesting', 'testing'], ['remote', 'remove'], ['stress', 'stretch'], ['layoffs', 'layout'], ['rsk', 'risk'], ['test', 'rest'], ['bonus', 'bonuses']]) {
    assert.equal(likelihood(typed, other), 0, typed);
  }
});

test('what is similar is offered and no more', () => {
  assert.ok(similarity('vesting', 'testing') > similarity('vesting', 'vestibule'));
  assert.ok(similarity('layoffs', 'layout') > 0);
  assert.equal(similarity('layoffs', 'budget'), 0);
  assert.equal(similarity('pay', 'pan'), 0);
});

test('the stems of English words are those of the vectors', () => {
  const lines = readFileSync(new URL('../search/stems.txt', import.meta.url), 'utf8').split('\n').filter((line) => line && !line.startsWith('# '));
  assert.ok(lines.length > 300);
  for (const line of lines) assert.equal(stem(line.split(' ')[0]), line.split(' ')[1], line);
});

test('words that share only a stem are not forms of one word', () => {
  assert.equal(stem('several'), stem('severance'));
  assert.equal(areForms('severance', 'several'), false);
  assert.equal(stem('wellness'), stem('well'));
  assert.equal(areForms('wellness', 'well'), false);
  for (const [one, other] of [['communicates', 'communicate'], ['negotiation', 'negotiated'], ['optimising', 'optimise'], ['plans', 'planning'], ['businesses', 'business'], ['sales', 'sale'], ['goals', 'goal']]) assert.equal(areForms(one, other), true, one);
});
