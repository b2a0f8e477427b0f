// Which tab is shown: by what was chosen before, and by the keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { parseChosen, packChosen, withChosen, chosenTab, tabByKey } = load('tabs/10-choice.js');

test('the tab that was chosen last is shown, or the first', () => {
  assert.equal(chosenTab([], ['a', 'b']), 0);
  assert.equal(chosenTab(['c', 'b', 'a'], ['a', 'b']), 1);
  assert.equal(chosenTab(['x'], ['a', 'b']), 0);
});

test('a choice comes first, once, and old ones are forgotten', () => {
  assert.deepEqual(plain(withChosen(['a', 'b'], 'b')), ['b', 'a']);
  const many = Array.from({ length: 20 }, (_, number) => String(number));
  const after = withChosen(many, 'new');
  assert.equal(after.length, 20);
  assert.equal(after[0], 'new');
  assert.ok(!after.includes('19'));
});

test('what is stored comes back, and rubbish is no choice', () => {
  assert.deepEqual(plain(parseChosen(packChosen(['a', 'b']))), ['a', 'b']);
  for (const rubbish of [null, undefined, '', '{', 'null', '3', '[]', '{"chosen":"a"}', '{"chosen":{"0":"a"}}']) assert.deepEqual(plain(parseChosen(rubbish)), []);
  assert.deepEqual(plain(parseChosen(JSON.stringify({ chosen: ['a', 3, null, 'b', 'x'.repeat(300)] }))), ['a', 'b']);
  assert.equal(parseChosen(JSON.stringify({ chosen: Array(100).fill('a') })).length, 20);
});

test('keys go round, and the other way from right to left', () => {
  assert.equal(tabByKey('ArrowRight', 2, 3, false), 0);
  assert.equal(tabByKey('ArrowLeft', 0, 3, false), 2);
  assert.equal(tabByKey('ArrowRight', 0, 3, true), 2);
  assert.equal(tabByKey('ArrowLeft', 0, 3, true), 1);
  assert.equal(tabByKey('Home', 2, 3, true), 0);
  assert.equal(tabByKey('End', 0, 3, false), 2);
  for (const key of ['Tab', 'Enter', ' ', 'ArrowUp', 'ArrowDown', 'a']) assert.equal(tabByKey(key, 0, 3, false), -1);
});
