// What one record means, how an act changes it, and when its item was reworded since.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const tickbook = load('10-record.js');
const { STATES, STATE_NAMES, parse, stateOf, plainText, nextTick, nextNote } = tickbook;
const { wasReworded, confirmed, mergeTicks } = tickbook;
const RUBBISH = ['', '{', 'null', '3', '"done"', '[]', '{}', '{"s":1}', '{"n":null}', 'true', '\u0000'];

test('every state has a name', () => {
  assert.deepEqual(plain(STATES), ['open', 'doing', 'done', 'skip']);
  for (const state of STATES) assert.match(STATE_NAMES[state], /^[A-Z]/);
});

test('nothing stored is null, what cannot be read is undefined', () => {
  assert.equal(parse(null, 'tick'), null);
  assert.equal(parse(undefined, 'note'), null);
  for (const rubbish of RUBBISH) {
    assert.equal(parse(rubbish, 'tick'), undefined, rubbish);
    assert.equal(parse(rubbish, 'note'), undefined, rubbish);
  }
});

test('a record of version 1 is read as it was written', () => {
  const record = parse('{"v":1,"s":"done","t":1700000000000}', 'tick');
  assert.deepEqual(plain(record), { v: 1, s: 'done', t: 1700000000000 });
  assert.equal(stateOf(record), 'done');
  assert.equal(wasReworded(record, { revision: 9, text: 'Other words' }), null);
});

test('an unknown state and no record count as open', () => {
  for (const record of [null, undefined, { s: 'later' }, { s: 'constructor' }, {}]) assert.equal(stateOf(record), 'open');
  for (const state of STATES) assert.equal(stateOf({ s: state }), state);
});

test('white space is evened out', () => {
  assert.equal(plainText('  Ask\n\tyour  manager\u00a0 '), 'Ask your manager');
  assert.equal(plainText(null), '');
  assert.equal(plainText(undefined), '');
});

test('a text is cut to 300 characters, never inside a pair, and cutting again changes nothing', () => {
  assert.equal(plainText('x'.repeat(301)).length, 300);
  assert.equal(plainText(`${'x'.repeat(299)}😀`), 'x'.repeat(299));
  assert.equal(plainText(`${'x'.repeat(298)}😀y`), `${'x'.repeat(298)}😀`);
  const spaced = plainText(`${'x'.repeat(299)} yz`);
  assert.equal(spaced, 'x'.repeat(299));
  assert.equal(plainText(spaced), spaced);
});

test('an act stores state, time, revision and words', () => {
  const record = nextTick(null, { state: 'doing', revision: 3, text: ' Two  words ' }, 1000);
  assert.deepEqual(plain(record), { v: 2, s: 'doing', t: 1000, r: 3, x: 'Two words' });
  const note = nextNote(null, { note: 'line\n  two', text: 'Words' }, 1000);
  assert.deepEqual(plain(note), { v: 1, n: 'line\n  two', t: 1000, x: 'Words' });
});

test('an act keeps fields that a later version wrote', () => {
  const old = { v: 7, s: 'later', t: 5, mine: [1] };
  assert.deepEqual(plain(nextTick(old, { state: 'done', revision: 1, text: 'x' }, 1000)), { v: 2, s: 'done', t: 1000, mine: [1], r: 1, x: 'x' });
  assert.equal(nextNote({ v: 7, n: '', t: 5, mine: 1 }, { note: 'a', text: 'x' }, 9).mine, 1);
});

test('an act on an item that is no longer in the book keeps its words and revision', () => {
  const record = nextTick({ v: 2, s: 'done', t: 5, r: 4, x: 'Gone' }, { state: 'open' }, 1000);
  assert.deepEqual(plain(record), { v: 2, s: 'open', t: 1000, r: 4, x: 'Gone' });
  assert.deepEqual(plain(nextNote({ v: 1, n: 'a', t: 5, x: 'Gone' }, { note: '' }, 6)), { v: 1, n: '', t: 6, x: 'Gone' });
});

test('a later act has a later time even where the clock ran back', () => {
  const act = { state: 'done', revision: 1, text: 'x' };
  assert.equal(nextTick({ v: 1, s: 'open', t: 9000 }, act, 1000).t, 9001);
  assert.equal(nextTick({ v: 1, s: 'open', t: 1000 }, act, 1000).t, 1001);
  assert.equal(nextTick({ v: 1, s: 'open', t: 'soon' }, act, 1000).t, 1000);
  assert.equal(nextNote({ v: 1, n: '', t: 9000 }, { note: 'a', text: 'x' }, 1000).t, 9001);
});

test('an item is reworded where its words differ from those that the reader acted on', () => {
  const record = { v: 2, s: 'done', t: 1, r: 1, x: 'Old words' };
  const now = { revision: 2, text: 'New words' };
  assert.deepEqual(plain(wasReworded(record, now)), { before: 'Old words' });
  assert.deepEqual(plain(wasReworded({ ...record, s: 'skip' }, now)), { before: 'Old words' });
  assert.deepEqual(plain(wasReworded({ ...record, x: undefined }, now)), { before: null });
  // Two authors who both reword an item give it the same revision.
  assert.deepEqual(plain(wasReworded(record, { revision: 1, text: 'New words' })), { before: 'Old words' });
  assert.equal(wasReworded(record, { revision: 2, text: ' Old   words ' }), null);
  assert.equal(wasReworded(record, { revision: 2, text: '“old words”, …' }), null);
  assert.equal(wasReworded({ ...record, s: 'open' }, now), null);
  assert.equal(wasReworded({ ...record, s: 'later' }, now), null);
  assert.deepEqual(plain(wasReworded({ ...record, r: undefined }, now)), { before: 'Old words' });
  assert.equal(wasReworded({ ...record, r: undefined, x: undefined }, now), null);
  assert.equal(wasReworded(null, now), null);
});

test('of a text that is longer than what is kept, the revision tells the rest', () => {
  const long = (end) => `${'Read the page and write down what it says. '.repeat(8)}${end}`;
  const record = nextTick(null, { state: 'done', revision: 1, text: long('Ask once.') }, 1);
  assert.deepEqual(plain(wasReworded(record, { revision: 2, text: long('Never ask.') })), { before: null });
  assert.equal(wasReworded(record, { revision: 1, text: long('Ask once.') }), null);
});

test('signs, numbers and emoji are words', () => {
  const differ = (x, text) => wasReworded({ v: 2, s: 'done', t: 1, r: 1, x }, { revision: 1, text }) !== null;
  assert.ok(differ('Run chmod +x on it', 'Run chmod -x on it'));
  assert.ok(differ('Run rm on it', 'Run rm -f on it'));
  assert.ok(differ('Learn C++', 'Learn C#'));
  assert.ok(differ('Set it (-5) there', 'Set it (5) there'));
  assert.ok(differ('Learn .NET', 'Learn NET'));
  assert.ok(differ('Vote 👍', 'Vote 👎'));
  assert.ok(differ('Free < 10 GB', 'Free > 10 GB'));
  assert.ok(differ('At least 8 letters', 'At least 12 letters'));
  assert.ok(differ('Access to staging and production', 'Access to staging, never production'));
  assert.ok(!differ('Plan – and do it', 'Plan - and do it.'));
});

test('to confirm keeps the state and the day, and wins over what it confirms', () => {
  const old = { v: 2, s: 'done', t: 1500, r: 1, x: 'Old', mine: 1 };
  const record = confirmed(old, { revision: 2, text: 'New' }, 99_000);
  assert.deepEqual(plain(record), { v: 2, s: 'done', t: 2000, r: 2, x: 'New', mine: 1 });
  assert.equal(mergeTicks(old, record), record);
  assert.equal(wasReworded(record, { revision: 2, text: 'New' }), null);
  assert.equal(confirmed({ s: 'done', t: 2000 }, { revision: 2, text: 'New' }, 99_000).t, 3000);
  assert.equal(confirmed({ s: 'done', t: 'soon' }, { revision: 2, text: 'New' }, 99_000).t, 99_000);
});

test('the later act wins, so a later untick wins over an older tick', () => {
  const tick = { v: 2, s: 'done', t: 1000, r: 1, x: 'x' };
  const untick = { v: 2, s: 'open', t: 1001, r: 1, x: 'x' };
  assert.equal(mergeTicks(tick, untick), untick);
  assert.equal(mergeTicks(untick, tick), untick);
  const note = { v: 1, n: 'long text', t: 5 };
  const emptied = { v: 1, n: '', t: 6 };
  assert.equal(mergeTicks(note, emptied), emptied);
  assert.equal(mergeTicks(emptied, note), emptied);
});

test('at one moment the order is fixed, and the record that says more wins', () => {
  const first = (a, b) => mergeTicks(a, b) === a && mergeTicks(b, a) === a;
  assert.ok(first({ s: 'done', t: 5 }, { s: 'doing', t: 5 }));
  assert.ok(first({ s: 'open', t: 5 }, { s: 'later', t: 5 }));
  assert.ok(first({ s: 'done', t: 5, r: 10 }, { s: 'done', t: 5, r: 9, x: 'text' }));
  assert.ok(first({ v: 2, s: 'done', t: 5, r: 1, x: 'text' }, { v: 2, s: 'done', t: 5, r: 1 }));
  assert.ok(first({ n: 'text', t: 5 }, { n: '', t: 5 }));
  assert.ok(first({ s: 'done', t: 1 }, { s: 'done', t: 'soon' }));
});

test('equal content in another order of fields is no change', () => {
  const one = { v: 2, s: 'done', t: 5, deep: { a: 1, b: [2] } };
  const other = { deep: { b: [2], a: 1 }, t: 5, s: 'done', v: 2 };
  assert.equal(mergeTicks(one, other), one);
  assert.equal(mergeTicks(other, one), other);
});

test('what cannot be read stays unless the other side can be read', () => {
  const record = { s: 'open', t: 0 };
  assert.equal(mergeTicks(undefined, null), undefined);
  assert.equal(mergeTicks(null, undefined), undefined);
  assert.equal(mergeTicks(null, null), null);
  for (const nothing of [null, undefined]) {
    assert.equal(mergeTicks(nothing, record), record);
    assert.equal(mergeTicks(record, nothing), record);
  }
});
