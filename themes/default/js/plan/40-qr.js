// A QR code of a text, by ISO/IEC 18004: byte mode, versions 1 to 40, level L, or M if that needs no more space. It
// makes modules and a path; it draws nothing.
(function (tickbook) {
  'use strict';

  // For each version from 1 on: error correction bytes per block, and the number of blocks.
  const LEVELS = {
    L: {
      bits: 1,
      correction: [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
        28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
      ],
      blocks: [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
        8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
      ],
    },
    M: {
      bits: 0,
      correction: [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
        26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
      ],
      blocks: [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
        17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
      ],
    },
  };

  const MASKS = [
    (x, y) => (x + y) % 2 === 0,
    (x, y) => y % 2 === 0,
    (x) => x % 3 === 0,
    (x, y) => (x + y) % 3 === 0,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
    (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
    (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
  ];

  const sizeOf = (version) => 17 + 4 * version;

  // The centres of alignment patterns along one side, evenly spread from the end.
  function alignments(version) {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2;
    const last = sizeOf(version) - 7;
    const step = version === 32 ? 26 : Math.ceil((last - 6) / (2 * (count - 1))) * 2;
    return Array.from({ length: count }, (_, place) => (place === 0 ? 6 : last - step * (count - 1 - place)));
  }

  // The capacity of a version in bytes: all modules except those of finders, timing, alignment, format and version.
  function capacity(version) {
    const size = sizeOf(version);
    const count = alignments(version).length;
    const patterns = count === 0 ? 0 : count * count - 3;
    const onTiming = count === 0 ? 0 : 2 * (count - 2);
    const fixed = 3 * 64 + 31 + 2 * (size - 16) + 25 * patterns - 5 * onTiming + (version >= 7 ? 36 : 0);
    return Math.floor((size * size - fixed) / 8);
  }

  function dataCapacity(version, level) {
    return capacity(version) - level.correction[version - 1] * level.blocks[version - 1];
  }

  const countBits = (version) => (version < 10 ? 8 : 16);

  function fits(length, version, level) {
    return 4 + countBits(version) + 8 * length <= 8 * dataCapacity(version, level);
  }

  // The mode, the length, the bytes, a terminator of zeros, and the two padding bytes alternately.
  function dataBytes(bytes, version, level) {
    const bits = [];
    const put = (value, count) => {
      for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
    };
    put(4, 4);
    put(bytes.length, countBits(version));
    for (const byte of bytes) put(byte, 8);
    const room = dataCapacity(version, level);
    put(0, Math.min(4, room * 8 - bits.length));
    put(0, (8 - (bits.length % 8)) % 8);
    for (let padding = 0xec; bits.length < room * 8; padding ^= 0xec ^ 0x11) put(padding, 8);
    return Array.from({ length: room }, (_, at) => parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2));
  }

  // Arithmetic in the field of 256 elements with the polynomial x^8 + x^4 + x^3 + x^2 + 1.
  const EXP = new Uint8Array(510);
  const LOG = new Uint8Array(256);
  for (let power = 0, value = 1; power < 255; power += 1) {
    EXP[power] = value;
    EXP[power + 255] = value;
    LOG[value] = power;
    value = (value << 1) ^ (value & 0x80 ? 0x11d : 0);
  }
  const times = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);

  // The product of (x - 2^i), without its leading 1, highest power first.
  function generator(degree) {
    const product = new Array(degree).fill(0);
    product[degree - 1] = 1;
    for (let power = 0; power < degree; power += 1) {
      for (let at = 0; at < degree; at += 1) {
        product[at] = times(product[at], EXP[power]) ^ (product[at + 1] ?? 0);
      }
    }
    return product;
  }

  function correctionOf(block, divisor) {
    const rest = new Array(divisor.length).fill(0);
    for (const byte of block) {
      const factor = byte ^ rest.shift();
      rest.push(0);
      divisor.forEach((value, at) => { rest[at] ^= times(value, factor); });
    }
    return rest;
  }

  // Splits the data into blocks, of which the later ones may be longer by a byte, and interleaves their bytes.
  function codewords(data, version, level) {
    const count = level.blocks[version - 1];
    const divisor = generator(level.correction[version - 1]);
    const short = Math.floor(data.length / count);
    const shortBlocks = count - (data.length % count);
    const blocks = [];
    for (let at = 0, block = 0; block < count; block += 1) {
      const end = at + short + (block < shortBlocks ? 0 : 1);
      blocks.push(data.slice(at, end));
      at = end;
    }
    const inTurn = (rows) =>
      Array.from({ length: rows.at(-1).length }, (_, at) => rows.flatMap((row) => row[at] ?? [])).flat();
    return [...inTurn(blocks), ...inTurn(blocks.map((block) => correctionOf(block, divisor)))];
  }

  // Appends the remainder that protects a few bits of format or version against damage.
  function withRemainder(value, bits, divisor) {
    let rest = value;
    const top = 1 << bits;
    for (let bit = 0; bit < bits; bit += 1) rest = (rest << 1) ^ (rest & (top >> 1) ? divisor : 0);
    return (value << bits) | (rest & (top - 1));
  }

  // A square of modules; `fixed` marks those that are not for data.
  function emptyCode(version) {
    const size = sizeOf(version);
    const modules = new Uint8Array(size * size);
    const fixed = new Uint8Array(size * size);
    return {
      version,
      size,
      modules,
      fixed,
      set(x, y, dark) {
        if (x < 0 || y < 0 || x >= size || y >= size) return;
        modules[y * size + x] = dark ? 1 : 0;
        fixed[y * size + x] = 1;
      },
    };
  }

  // Squares around a centre: the distance of each ring decides whether it is dark or light.
  function drawRings(code, x, y, radius, isDark) {
    for (let down = -radius; down <= radius; down += 1) {
      for (let right = -radius; right <= radius; right += 1) {
        code.set(x + right, y + down, isDark(Math.max(Math.abs(right), Math.abs(down))));
      }
    }
  }

  function drawPatterns(code) {
    const { size, version } = code;
    for (let at = 0; at < size; at += 1) {
      code.set(6, at, at % 2 === 0);
      code.set(at, 6, at % 2 === 0);
    }
    const places = alignments(version);
    const last = size - 7;
    for (const x of places) {
      for (const y of places) {
        const atFinder = (x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6);
        if (!atFinder) drawRings(code, x, y, 2, (ring) => ring !== 1);
      }
    }
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
      drawRings(code, x, y, 4, (ring) => ring < 2 || ring === 3);
    }
    if (version < 7) return;
    const bits = withRemainder(version, 12, 0x1f25);
    for (let bit = 0; bit < 18; bit += 1) {
      const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
      code.set(near, far, (bits >> bit) & 1);
      code.set(far, near, (bits >> bit) & 1);
    }
  }

  function drawFormat(code, level, mask) {
    const { size } = code;
    const bits = withRemainder((level.bits << 3) | mask, 10, 0x537) ^ 0x5412;
    for (let bit = 0; bit < 15; bit += 1) {
      const dark = (bits >> bit) & 1;
      // Both copies turn a corner; the first one also skips the timing patterns.
      if (bit < 8) code.set(8, bit < 6 ? bit : bit + 1, dark);
      else code.set(bit === 8 ? 7 : 14 - bit, 8, dark);
      if (bit < 8) code.set(size - 1 - bit, 8, dark);
      else code.set(8, size - 15 + bit, dark);
    }
    code.set(8, size - 8, 1);
  }

  // Up and down in columns of two from the right, without the timing column, over all modules that are not fixed.
  function drawData(code, bytes) {
    const { size, modules, fixed } = code;
    let bit = 0;
    let upward = true;
    for (let right = size - 1; right > 0; right -= 2, upward = !upward) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step += 1) {
        const y = upward ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (fixed[y * size + x]) continue;
          modules[y * size + x] = ((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
          bit += 1;
        }
      }
    }
  }

  // Applying the same mask twice removes it.
  function applyMask({ size, modules, fixed }, mask) {
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const at = y * size + x;
        if (!fixed[at] && MASKS[mask](x, y)) modules[at] ^= 1;
      }
    }
  }

  // The penalty of one row or column: long runs of one colour, and patterns that look like a finder.
  function linePenalty(line) {
    let penalty = 0;
    let run = 0;
    let window = 0;
    for (let at = 0; at < line.length; at += 1) {
      run = at > 0 && line[at] === line[at - 1] ? run + 1 : 1;
      if (run === 5) penalty += 3;
      else if (run > 5) penalty += 1;
      window = ((window << 1) | line[at]) & 0x7ff;
      if (at >= 10 && (window === 0x5d0 || window === 0x05d)) penalty += 40;
    }
    return penalty;
  }

  function penaltyOf({ size, modules }) {
    let penalty = 0;
    let dark = 0;
    for (let y = 0; y < size; y += 1) {
      const row = modules.subarray(y * size, (y + 1) * size);
      penalty += linePenalty(row) + linePenalty(row.map((_, x) => modules[x * size + y]));
      for (let x = 0; x < size; x += 1) {
        dark += row[x];
        if (x === 0 || y === 0) continue;
        const above = modules[(y - 1) * size + x];
        if (row[x] === row[x - 1] && row[x] === above && above === modules[(y - 1) * size + x - 1]) penalty += 3;
      }
    }
    const percent = (dark * 100) / (size * size);
    return penalty + 10 * Math.floor(Math.abs(percent - 50) / 5);
  }

  // Applies the mask with the lowest penalty.
  function chooseMask(code, level) {
    let best = { penalty: Infinity, mask: 0 };
    const show = (mask) => {
      applyMask(code, mask);
      drawFormat(code, level, mask);
    };
    for (let mask = 0; mask < MASKS.length; mask += 1) {
      show(mask);
      const penalty = penaltyOf(code);
      if (penalty < best.penalty) best = { penalty, mask };
      applyMask(code, mask);
    }
    show(best.mask);
  }

  // Returns { size, modules } row by row, 1 for dark, without the light margin of four modules that a code needs around
  // it; null if the text is too long for every version.
  function qrCode(text) {
    const bytes = new TextEncoder().encode(text);
    let version = 1;
    while (version <= 40 && !fits(bytes.length, version, LEVELS.L)) version += 1;
    if (version > 40) return null;
    const level = fits(bytes.length, version, LEVELS.M) ? LEVELS.M : LEVELS.L;
    const code = emptyCode(version);
    drawPatterns(code);
    drawFormat(code, level, 0);
    drawData(code, codewords(dataBytes(bytes, version, level), version, level));
    chooseMask(code, level);
    return { size: code.size, modules: code.modules };
  }

  // The dark modules as the `d` of an SVG path, one rectangle for each run of a row; a module is one unit.
  function qrPath({ size, modules }) {
    let path = '';
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const start = x;
        while (x < size && modules[y * size + x]) x += 1;
        if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`;
      }
    }
    return path;
  }

  Object.assign(tickbook, { qrCode, qrPath });
})((globalThis.tickbook = globalThis.tickbook || {}));
