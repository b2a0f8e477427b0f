// What comes from outside, damaged by chance in a way that is the same each time: nothing throws, and nothing bad comes through.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from './load.mjs';

const { STATES, readProgress, decodeLink } = load('10-record.js', 'plan/10-progress.js', 'plan/20-link.js');
const book = { id: 'handbook', title: 'Our handbook' };
const NOW = 1_800_000_000_000;
const DAY = 24 * 60 * 60 * 1000;
const fixture = (name) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

// A linear congruential generator: the same row of numbers from the same seed.
function chance(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function checkEntry(id, entry) {
  assert.match(id, /^[\p{Alphabetic}\p{N}_-]{1,200}$/u);
  assert.ok(Number.isSafeInteger(entry.t) && entry.t >= 0 && entry.t <= NOW + DAY, `time ${entry.t}`);
  if ('r' in entry) assert.ok(Number.isSafeInteger(entry.r) && entry.r >= 1, `revision ${entry.r}`);
  if ('x' in entry) assert.ok(entry.x.length <= 300);
}

function check(result) {
  if (!result.ok) {
    assert.match(result.reason, /^[A-Z].*\.$/s);
    return false;
  }
  for (const [id, entry] of Object.entries(result.progress.items)) {
    checkEntry(id, entry);
    assert.ok(STATES.includes(entry.s));
  }
  for (const [id, entry] of Object.entries(result.progress.notes)) {
    checkEntry(id, entry);
    assert.ok(typeof entry.n === 'string' && entry.n.length <= 4000);
  }
  return true;
}

const PIECES = [
  '', '"', '{', '}', '[', ']', ',', ':', 'null', 'true', '-1', '1e999', '9007199254740993', '1.5', '"__proto__"', '"done"', '"later"', '\\u0000', '\ud800',
  '😀', '0', '"s":', '"t":', '"n":', '{"s":"done","t":1}', ' ', '\n', '"constructor":{"s":"done","t":1},',
];

// Takes out a stretch at some place and puts something else there.
function damaged(text, random, pieces, longest) {
  let result = text;
  for (let times = 1 + random(3); times > 0; times -= 1) {
    const place = random(result.length + 1);
    result = result.slice(0, place) + pieces[random(pieces.length)] + result.slice(place + random(longest));
  }
  return result;
}

test('a damaged file never throws and never brings a bad record', () => {
  const random = chance(1);
  const text = fixture('progress-1.json');
  let read = 0;
  for (let round = 0; round < 5000; round += 1) {
    if (check(readProgress(damaged(text, random, PIECES, 12), { book, now: NOW }))) read += 1;
  }
  assert.ok(read > 200, `only ${read} files were whole enough to be read`);
});

test('a file with values of any kind in any place never brings a bad record', () => {
  const random = chance(2);
  const values = [null, true, 0, -1, 1.5, 1e300, NOW, NOW * 2, '', 'done', 'later', 'x'.repeat(5000), [], {}, { s: 'done', t: 5 }, '__proto__'];
  const any = () => values[random(values.length)];
  let kept = 0;
  for (let round = 0; round < 2000; round += 1) {
    const file = JSON.parse(fixture('progress-1.json'));
    for (const map of [file.items, file.notes]) {
      for (const id of Object.keys(map)) {
        if (random(3) === 0) map[id] = any();
        else for (const field of ['s', 't', 'r', 'x', 'n']) if (random(4) === 0) map[id][field] = any();
        if (random(4) === 0) map[String(any())] = map[id];
      }
    }
    const result = readProgress(JSON.stringify(file), { book, now: NOW });
    assert.ok(check(result));
    kept += Object.keys(result.progress.items).length;
  }
  assert.ok(kept > 1000);
});

test('a damaged link never throws and, but for a damage to its last unused bits, is never read', () => {
  const random = chance(3);
  const link = fixture('link-1.txt').trim();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', '', '=', '.', '%', '😀', '\n'];
  const whole = JSON.stringify(decodeLink(link, { book, now: NOW }));
  for (let round = 0; round < 5000; round += 1) {
    const result = decodeLink(damaged(link, random, letters, 8), { book, now: NOW });
    if (check(result)) assert.equal(JSON.stringify(result), whole);
  }
});

// Bytes that whoever wrote them made the checksum of: the length and the checksum are right, the rest is by chance.
function sealed(body) {
  const bytes = [(body.length & 0x7f) | 0x80, body.length >> 7, ...body];
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  crc = ~crc >>> 0;
  return `tb1.${Buffer.from([...bytes, crc >>> 24, (crc >>> 16) & 255, (crc >>> 8) & 255, crc & 255]).toString('base64url')}`;
}

test('a link with a right checksum over anything never throws and never brings a bad record', () => {
  const random = chance(4);
  const bytes = [...Buffer.from(fixture('link-1.txt').trim().slice(4), 'base64url')];
  // The length of the fixture's body takes two bytes, and the mark of the book the next four.
  const body = bytes.slice(2, -4);
  assert.equal(decodeLink(sealed(body), { book, now: NOW }).ok, true);
  let read = 0;
  for (let round = 0; round < 5000; round += 1) {
    const changed = [...body];
    for (let times = 1 + random(4); times > 0; times -= 1) changed.splice(4 + random(changed.length - 4), random(3), random(256));
    if (check(decodeLink(sealed(changed), { book, now: NOW }))) read += 1;
  }
  assert.ok(read > 200, `only ${read} links could be read`);
});

test('bytes that no link has are refused, though the checksum is right', () => {
  const mark = [...Buffer.from(fixture('link-1.txt').trim().slice(4), 'base64url')].slice(2, 6);
  const noTicksAndOneNote = [...mark, 0, 1, 0, 1, 0x61];
  const padded = (rest) => [...rest, ...Array.from({ length: 200 }, () => 0)];
  assert.equal(decodeLink(sealed(padded([...noTicksAndOneNote, 1, 0x62, 5])), { book, now: NOW }).progress.notes.a.n, 'b');
  const hostile = {
    'a note that is no UTF-8': [...noTicksAndOneNote, 1, 0xff, 5],
    'a length beyond the end': [...noTicksAndOneNote, 0xff, 0xff, 0x7f],
    'a length that never ends': [...noTicksAndOneNote, ...Array.from({ length: 160 }, () => 0x80), 1],
    'more entries than there are bytes': [...mark, 0xff, 0xff, 0xff, 0x7f],
  };
  for (const [what, body] of Object.entries(hostile)) {
    assert.equal(decodeLink(sealed(padded(body)), { book, now: NOW }).ok, false, what);
  }
});
