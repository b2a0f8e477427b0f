// Progress in a link: what comes back, how long it is, and what is refused in which words.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { encodeLink, decodeLink } = load('10-record.js', 'plan/10-progress.js', 'plan/20-link.js');
const book = { id: 'handbook', title: 'Our handbook' };
const NOW = 1_800_000_000_000;
const fixture = (name) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const PROGRESS = JSON.parse(fixture('progress-1.json'));
const LINK = fixture('link-1.txt').trim();
const decode = (fragment, of = book) => decodeLink(fragment, { book: of, now: NOW });
const whole = (entries) =>
  Object.fromEntries(Object.entries(entries).map(([id, { x, ...entry }]) => [id, { ...entry, t: Math.floor(entry.t / 1000) * 1000 }]));

function refused(fragment, words, of) {
  const { ok, reason } = decode(fragment, of);
  assert.equal(ok, false, fragment);
  assert.match(reason, words);
  assert.match(reason, /^[A-Z].*\.$/, 'a refusal is a sentence');
}

test('a link of format version 1 is read for ever', () => {
  const { ok, progress, dropped } = decode(LINK);
  assert.equal(ok, true);
  assert.equal(dropped, 0);
  assert.deepEqual(plain(progress.items), whole(PROGRESS.items));
  assert.deepEqual(plain(progress.notes), whole(PROGRESS.notes));
  assert.deepEqual(plain(decode(`#${LINK}`)), plain(decode(LINK)));
});

test('the same progress is the same link, whatever the order of its entries', () => {
  const turned = (entries) => Object.fromEntries(Object.entries(entries).reverse());
  assert.equal(encodeLink(PROGRESS, book.id), LINK);
  assert.equal(encodeLink({ items: turned(PROGRESS.items), notes: turned(PROGRESS.notes) }, book.id), LINK);
  const items = { a: { s: 'done', t: 1000, r: 1 }, b: { s: 'skip', t: 1900, r: 1 }, c: { s: 'done', t: 1000, r: 1 } };
  assert.equal(encodeLink({ items: turned(items), notes: {} }, book.id), encodeLink({ items, notes: {} }, book.id));
});

test('an id of the generator takes seven bytes with its state, at either end of the alphabet too', () => {
  const size = (items) => (encodeLink({ items, notes: {} }, 'b').length - 4) * 0.75;
  for (const id of ['aaaaaaaaaa', '7777777777', 'abcdefghij', 'z2z2z2z2z2', 'klmnopqrst', 'uvwxyz2345']) {
    const items = { [id]: { s: 'skip', t: 1000, r: 1 } };
    assert.deepEqual(plain(decode(encodeLink({ items, notes: {} }, 'handbook')).progress.items), items);
    assert.ok(size(items) - size({}) <= 8 + 1, id);
  }
});

test('a link with nothing in it is a link', () => {
  const { ok, progress } = decode(encodeLink({ items: {}, notes: {} }, book.id));
  assert.equal(ok, true);
  assert.deepEqual(plain([progress.items, progress.notes]), [{}, {}]);
});

test('a link needs no escaping in an address', () => {
  assert.match(LINK, /^tb1\.[A-Za-z0-9_-]+$/);
});

test('times are rounded down to seconds, so a link never wins over the act that it tells of', () => {
  const items = { a: { s: 'done', t: 1999, r: 1 }, b: { s: 'open', t: 0, r: 1 }, c: { s: 'done', t: NOW, r: 300 } };
  const { progress } = decode(encodeLink({ items, notes: {} }, book.id));
  assert.deepEqual(Object.values(progress.items).map((entry) => entry.t).sort((a, b) => a - b), [0, 1000, NOW]);
});

test('what the format has no room for is left out', () => {
  const items = { a: { s: 'later', t: 1 }, b: { v: 2, s: 'done', t: 1000, r: 1, x: 'Words', mine: 1 }, 'bad id': { s: 'done', t: 1 } };
  const { progress, dropped } = decode(encodeLink({ items, notes: {} }, book.id));
  assert.equal(dropped, 0);
  assert.deepEqual(plain(progress.items), { b: { s: 'done', t: 1000, r: 1 } });
});

test('a link that would be too long is not made, and one is not read', () => {
  const notes = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`i${n}`, { n: 'x'.repeat(4000), t: 1 }]));
  assert.equal(encodeLink({ items: {}, notes }, book.id), null);
  refused(`tb1.${'A'.repeat(200 * 1024 + 1)}`, /longer than one with progress can be/);
});

test('what is no link of ours is refused', () => {
  for (const fragment of ['', '#', '#section', 'tb1', 'tb.AAAA', null, undefined, 3]) refused(fragment, /holds no progress/);
});

test('a newer link is refused as such', () => {
  refused(LINK.replace('tb1.', 'tb2.'), /newer version of this book’s pages/);
  refused('tb12.whatever it is', /newer version/);
});

test('the link of another book is refused as such', () => {
  refused(LINK, /belongs to another book/, { id: 'other', title: 'Other' });
  refused(encodeLink(PROGRESS, 'other'), /belongs to another book/);
});

test('a link that is cut anywhere is refused, and mostly called cut', () => {
  let cut = 0;
  for (let length = 4; length < LINK.length; length += 1) {
    const { ok, reason } = decode(LINK.slice(0, length));
    assert.equal(ok, false);
    if (/cut short/.test(reason)) cut += 1;
  }
  assert.equal(cut, LINK.length - 4);
});

test('a link with any one character changed is refused', () => {
  for (let place = 4; place < LINK.length - 1; place += 1) {
    const other = LINK[place] === 'A' ? 'B' : 'A';
    refused(LINK.slice(0, place) + other + LINK.slice(place + 1), /changed on its way|cut short/);
  }
  refused(`${LINK}AAAA`, /changed on its way/);
  refused(`${LINK}.`, /changed on its way/);
  refused(LINK.replace(/.$/, '%20'), /changed on its way/);
});
