// Merging, over records of every shape: the order and the number of merges do not matter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from '../load.mjs';
import { fc } from './packages.mjs';

const { mergeTicks, nextTick, confirmed, stateOf } = load('10-record.js');

// Few different values, so that times, states and revisions meet often.
const time = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-1, 1.5, 'soon', null, Number.MAX_SAFE_INTEGER, 1e300));
const unknown = fc.dictionary(fc.constantFrom('a', 'z', '__proto__', '1', 'a,b'), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 2 });
const shaped = (field, values) =>
  fc
    .tuple(
      unknown,
      fc.record({ [field]: values, t: time, v: fc.integer({ min: 1, max: 2 }), r: fc.constantFrom(1, 2, 10, 'x'), x: fc.constantFrom('', 'Words') }, { requiredKeys: [field] }),
    )
    .map(([others, record]) => JSON.parse(JSON.stringify({ ...others, ...record })));
const maybe = (record) => fc.oneof({ weight: 8, arbitrary: record }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) });
const ticks = maybe(shaped('s', fc.constantFrom('open', 'doing', 'done', 'skip', 'later')));
const notes = maybe(shaped('n', fc.constantFrom('', 'a', 'b', ' long text')));
const dates = maybe(shaped('d', fc.constantFrom('', '2027-03-01', '2027-03-31', 'soon')));

for (const [name, merge, records] of [['ticks', mergeTicks, ticks], ['notes', mergeTicks, notes], ['dates', mergeTicks, dates]]) {
  test(`merging ${name} does not depend on which comes first`, () => {
    fc.assert(fc.property(records, records, (a, b) => assert.deepEqual(merge(a, b), merge(b, a))), { numRuns: 2000 });
  });

  test(`merging ${name} does not depend on what is merged first`, () => {
    fc.assert(
      fc.property(records, records, records, (a, b, c) => assert.deepEqual(merge(merge(a, b), c), merge(a, merge(b, c)))),
      { numRuns: 2000 },
    );
  });

  test(`merging ${name} again changes nothing, and the winner is one of the two`, () => {
    fc.assert(
      fc.property(records, records, (a, b) => {
        assert.equal(merge(a, a), a);
        const winner = merge(a, b);
        assert.ok(winner === a || winner === b);
        assert.equal(merge(winner, a), winner);
        assert.equal(merge(winner, b), winner);
      }),
      { numRuns: 2000 },
    );
  });
}

test('an act wins over whatever was there before, whatever the clock says', () => {
  const states = fc.constantFrom('open', 'doing', 'done', 'skip');
  const clock = fc.integer({ min: 0, max: 4e12 });
  const before = shaped('s', fc.constantFrom('open', 'doing', 'done', 'skip', 'later')).map((record) => ({ ...record, t: Number.isSafeInteger(record.t) ? record.t % 4e12 : 0 }));
  fc.assert(
    fc.property(before, states, clock, (old, state, now) => {
      const record = nextTick(old, { state, revision: 1, text: 'Words' }, now);
      assert.ok(record.t > old.t || (record.t === now && !Number.isSafeInteger(old.t)));
      assert.equal(mergeTicks(old, record), record);
      assert.equal(stateOf(record), state);
      const sure = confirmed(record, { revision: 2, text: 'New' }, now);
      assert.equal(mergeTicks(sure, record), sure);
      assert.equal(plain(sure).s, state);
    }),
    { numRuns: 1000 },
  );
});
