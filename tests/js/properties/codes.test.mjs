// QR codes under an independent decoder, and links and files of any progress: what went in comes out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from '../load.mjs';
import { fc, jsQR } from './packages.mjs';

const tickbook = load('10-record.js', 'plan/10-progress.js', 'plan/20-link.js', 'plan/40-qr.js');
const { qrCode, encodeLink, decodeLink, toProgress, readProgress } = tickbook;
const BOOK = { id: 'book', title: 'Book' };
const SCALE = 3;
const MARGIN = 4;

// The modules as a picture with the light margin that a code needs.
function picture({ size, modules }) {
  const width = (size + 2 * MARGIN) * SCALE;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < size * SCALE; y += 1) {
    for (let x = 0; x < size * SCALE; x += 1) {
      if (!modules[Math.floor(y / SCALE) * size + Math.floor(x / SCALE)]) continue;
      const at = ((y + MARGIN * SCALE) * width + x + MARGIN * SCALE) * 4;
      pixels.fill(0, at, at + 3);
    }
  }
  return { pixels, width };
}

function decoded(code) {
  const { pixels, width } = picture(code);
  return jsQR(pixels, width, width, { inversionAttempts: 'dontInvert' });
}

// Letters by a fixed rule, so that each length has a text of its own.
const textOf = (length) => Array.from({ length }, (_, at) => 'abcXYZ019-_.'[(at * at + 7 * at + length) % 12]).join('');

test('the decoder reads a code of every version, at both levels', () => {
  // Bytes that fit each version at level L by the standard; a text shorter by one takes level L too, and one that
  // just needs the version takes M where M holds as much.
  const most = [
    17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858,
    929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188, 2303, 2431, 2563, 2699, 2809, 2953,
  ];
  most.forEach((length, place) => {
    const before = most[place - 1] ?? -1;
    for (const one of [before + 1, length]) {
      const code = qrCode(textOf(one));
      assert.equal(code.size, 21 + 4 * place);
      const result = decoded(code);
      assert.equal(result?.data, textOf(one), `version ${place + 1}, ${one} bytes`);
      assert.equal(one === 0 || result.version === place + 1, true);
    }
  });
});

test('the decoder reads texts of any characters and lengths', () => {
  const texts = fc.oneof(fc.string({ maxLength: 200, unit: 'grapheme' }), fc.integer({ min: 0, max: 1200 }).map(textOf));
  fc.assert(
    fc.property(texts, (text) => {
      const bytes = decoded(qrCode(text))?.binaryData;
      assert.deepEqual(Buffer.from(bytes).toString(), Buffer.from(text).toString());
    }),
    { numRuns: 60 },
  );
});

const packed = fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'), { minLength: 10, maxLength: 10 }).map((letters) => letters.join(''));
const named = fc.array(fc.constantFrom('a', 'Z', '0', '1', '-', '_', 'ü', 'ع', '語', '𝒳'), { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''));
const ids = fc.oneof(packed, named, fc.constantFrom('__proto__', 'constructor', 'x'.repeat(200)));
const seconds = fc.integer({ min: 0, max: 1_800_000_000 });
const ticks = fc.record(
  { s: fc.constantFrom('open', 'doing', 'done', 'skip'), t: seconds.map((time) => time * 1000), r: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constant(Number.MAX_SAFE_INTEGER)) },
  { requiredKeys: ['s', 't'] },
);
const notes = fc.record({ n: fc.string({ maxLength: 50, unit: 'grapheme' }), t: seconds.map((time) => time * 1000) });
const map = (entries) =>
  fc.array(fc.tuple(ids, entries), { maxLength: 40 }).map((pairs) => Object.assign(Object.create(null), Object.fromEntries(pairs)));
const progress = fc.record({ items: map(ticks), notes: map(notes) });
const now = 1_900_000_000_000;

// As entries, because a plain object would hide an item that is called __proto__.
const entries = ({ items, notes: texts }) => [items, texts].map((one) => plain(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))));

test('any progress comes out of its link as it went in', () => {
  fc.assert(
    fc.property(progress, (one) => {
      const { ok, progress: read, dropped } = decodeLink(encodeLink(one, BOOK.id), { book: BOOK, now });
      assert.equal(ok, true);
      assert.equal(dropped, 0);
      assert.deepEqual(entries(read), entries(one));
    }),
    { numRuns: 500 },
  );
});

test('any progress comes out of its file as it went in', () => {
  fc.assert(
    fc.property(progress, (one) => {
      const { ok, progress: read, dropped } = readProgress(JSON.stringify(toProgress({ book: BOOK, ...one, now })), { book: BOOK, now });
      assert.equal(ok, true);
      assert.equal(dropped, 0);
      assert.deepEqual(entries(read), entries(one));
    }),
    { numRuns: 500 },
  );
});

test('any text is refused or read, as a file and as a link, and never throws', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.string().map((text) => `tb1.${Buffer.from(text).toString('base64url')}`));
  fc.assert(
    fc.property(texts, (text) => {
      for (const result of [readProgress(text, { book: BOOK, now }), decodeLink(text, { book: BOOK, now })]) {
        assert.equal(result.ok, false);
        assert.match(result.reason, /\.$/);
      }
    }),
    { numRuns: 2000 },
  );
});
