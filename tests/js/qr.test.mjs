// The QR code's fixed patterns against the figures of the standard. That a decoder reads the codes is tested in properties/.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { qrCode, qrPath } = load('plan/40-qr.js');
const text = (length) => 'x'.repeat(length);
const versionOf = (code) => (code.size - 17) / 4;

// The fifteen bits of format information for each level and mask, as ISO/IEC 18004 prints them.
const FORMATS = {
  L: ['111011111000100', '111001011110011', '111110110101010', '111100010011101', '110011000101111', '110001100011000', '110110001000001', '110100101110110'],
  M: ['101010000010010', '101000100100101', '101111001111100', '101101101001011', '100010111111001', '100000011001110', '100111110010111', '100101010100000'],
};

const at = (code, x, y) => code.modules[y * code.size + x];
const bits = (code, places) => places.map(([x, y]) => at(code, x, y)).join('');
const row = (y, ...xs) => xs.map((x) => [x, y]);
const column = (x, ...ys) => ys.map((y) => [x, y]);

// Both copies, highest bit first.
function formats(code) {
  const end = code.size - 1;
  const first = [...row(8, 0, 1, 2, 3, 4, 5, 7, 8), ...column(8, 7, 5, 4, 3, 2, 1, 0)];
  const second = [...column(8, end, end - 1, end - 2, end - 3, end - 4, end - 5, end - 6), ...row(8, end - 7, end - 6, end - 5, end - 4, end - 3, end - 2, end - 1, end)];
  return [bits(code, first), bits(code, second)];
}

test('both copies of the format information are one that the standard knows', () => {
  const seen = new Set();
  for (let length = 0; length < 300; length += 1) {
    const [first, second] = formats(qrCode(text(length)));
    assert.equal(first, second);
    assert.ok([...FORMATS.L, ...FORMATS.M].includes(first), first);
    seen.add(first);
  }
  assert.ok([...seen].some((format) => FORMATS.L.includes(format)));
  assert.ok([...seen].some((format) => FORMATS.M.includes(format)));
  assert.ok(seen.size > 8, 'masks are chosen by the code');
});

test('the level is M where that fits the version that L needs', () => {
  const level = (length) => (FORMATS.M.includes(formats(qrCode(text(length)))[0]) ? 'M' : 'L');
  assert.deepEqual([0, 14, 15, 17, 18, 26, 27].map(level), ['M', 'M', 'L', 'L', 'M', 'M', 'L']);
});

test('version information is that of the standard', () => {
  const known = { 7: '000111110010010100', 8: '001000010110111100', 21: '010101011010000011', 40: '101000110001101001' };
  for (const [length, version] of [[154, 7], [192, 8], [929, 21], [2953, 40]]) {
    const code = qrCode(text(length));
    assert.equal(versionOf(code), version);
    const places = Array.from({ length: 18 }, (_, bit) => [Math.floor((17 - bit) / 3), code.size - 11 + ((17 - bit) % 3)]);
    assert.equal(bits(code, places), known[version]);
    assert.equal(bits(code, places.map(([x, y]) => [y, x])), known[version]);
  }
});

test('each version holds what the standard says, and not a byte more', () => {
  const most = { 1: 17, 2: 32, 3: 53, 4: 78, 5: 106, 6: 134, 7: 154, 9: 230, 10: 271, 20: 858, 23: 1091, 27: 1465, 32: 1952, 40: 2953 };
  for (const [version, length] of Object.entries(most)) {
    assert.equal(versionOf(qrCode(text(length))), Number(version));
    if (Number(version) < 40) assert.equal(versionOf(qrCode(text(length + 1))), Number(version) + 1);
  }
  assert.equal(qrCode(text(2954)), null);
  assert.equal(qrCode('é'.repeat(1477)), null, 'bytes count, not characters');
});

// A finder pattern with its light border, as far as it lies within the code.
function assertFinder(code, centreX, centreY) {
  for (let y = -4; y <= 4; y += 1) {
    for (let x = -4; x <= 4; x += 1) {
      const [column_, row_] = [centreX + x, centreY + y];
      if (column_ < 0 || row_ < 0 || column_ >= code.size || row_ >= code.size) continue;
      const ring = Math.max(Math.abs(x), Math.abs(y));
      assert.equal(at(code, column_, row_), ring === 2 || ring === 4 ? 0 : 1, `${column_},${row_}`);
    }
  }
}

test('finders, timing, alignment and the dark module are in their places', () => {
  // Centres as Annex E of the standard lists them.
  const centres = { 1: [], 2: [6, 18], 7: [6, 22, 38], 14: [6, 26, 46, 66], 23: [6, 30, 54, 78, 102], 32: [6, 34, 60, 86, 112, 138], 40: [6, 30, 58, 86, 114, 142, 170] };
  for (const [length, version] of [[17, 1], [32, 2], [154, 7], [458, 14], [1091, 23], [1952, 32], [2953, 40]]) {
    const code = qrCode(text(length));
    assert.equal(versionOf(code), version);
    const last = code.size - 4;
    for (const [x, y] of [[3, 3], [last, 3], [3, last]]) assertFinder(code, x, y);
    for (let place = 8; place < code.size - 8; place += 1) {
      assert.equal(at(code, place, 6), (place + 1) % 2);
      assert.equal(at(code, 6, place), (place + 1) % 2);
    }
    for (const x of centres[version]) {
      for (const y of centres[version]) {
        const atFinder = (x === 6 && y === 6) || (x === 6 && y === code.size - 7) || (x === code.size - 7 && y === 6);
        if (atFinder) continue;
        assert.equal(bits(code, row(y, x - 2, x - 1, x, x + 1, x + 2)), '10101', `${version}: ${x},${y}`);
        assert.equal(bits(code, row(y - 1, x - 2, x - 1, x, x + 1, x + 2)), '10001');
        assert.equal(bits(code, row(y + 2, x - 2, x - 1, x, x + 1, x + 2)), '11111');
      }
    }
    assert.equal(at(code, 8, code.size - 8), 1);
  }
});

test('the path covers the dark modules and no others', () => {
  const code = qrCode('https://example.org/plan.html#tb1.AAAA');
  const drawn = new Uint8Array(code.size * code.size);
  const path = qrPath(code);
  assert.match(path, /^(M\d+ \d+h\d+v1h-\d+z)+$/);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let step = 0; step < Number(length); step += 1) drawn[Number(y) * code.size + Number(x) + step] += 1;
  }
  assert.deepEqual([...drawn], [...code.modules]);
});
