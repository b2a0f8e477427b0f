// Progress in a link: the part after # of an address, which browsers do not send to servers. It treats everything that it reads as untrusted.
(function (tickbook) {
  'use strict';

  const PREFIX = 'tb1.';
  const LONGEST = 200 * 1024;
  const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

  // The first byte of an entry: bit 7 means that the id is packed, bits 6 and 5 are the state, bit 4 means that a
  // revision follows, bit 3 that none is known; bits 1 and 0 are the first two of a packed id.
  const PACKED = 0x80;
  const STATE_SHIFT = 5;
  const HAS_REVISION = 0x10;
  const NO_REVISION = 0x08;

  // After the ticks and the notes a link may have sections, each with its number and its size; a reader passes over those
  // that it does not know.
  const DATES = 1;

  function toBase64(bytes) {
    let text = '';
    for (let at = 0; at < bytes.length; at += 3) {
      const group = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
      const letters = Math.min(bytes.length - at, 3) + 1;
      for (let letter = 0; letter < letters; letter += 1) text += BASE64[(group >> (18 - 6 * letter)) & 63];
    }
    return text;
  }

  // Null if a character is not in base64url.
  function fromBase64(text) {
    const bytes = [];
    let bits = 0;
    let held = 0;
    for (const letter of text) {
      const value = BASE64.indexOf(letter);
      if (value < 0) return null;
      held = ((held << 6) | value) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes.push((held >> bits) & 0xff);
      }
    }
    return Uint8Array.from(bytes);
  }

  // CRC-32 as in zip and PNG.
  function crc32(bytes) {
    let crc = 0xffffffff;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return (crc ^ 0xffffffff) >>> 0;
  }

  const fourBytes = (number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
  const utf8 = (text) => new TextEncoder().encode(text);
  const bookMark = (id) => fourBytes(crc32(utf8(id)));

  // Seven bits a byte, lowest first; times are too large for bitwise arithmetic.
  function varint(number) {
    const bytes = [];
    for (let rest = number; ; rest = Math.floor(rest / 128)) {
      if (rest < 128) return [...bytes, rest];
      bytes.push((rest % 128) | 0x80);
    }
  }

  const sized = (bytes) => [...varint(bytes.length), ...bytes];

  // Generated ids are fifty bits, and with the flags they are seven bytes.
  function idBytes(flags, id) {
    if (!/^[a-z2-7]{10}$/.test(id)) return [flags, ...sized(utf8(id))];
    const values = [...id].map((letter) => BASE32.indexOf(letter));
    const bytes = [flags | PACKED | (values[0] >> 3)];
    let held = values[0] & 7;
    let bits = 3;
    for (const value of values.slice(1)) {
      held = (held << 5) | value;
      bits += 5;
      if (bits < 8) continue;
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
    return bytes;
  }

  // Entries in the order of their times, each with the seconds since the one before.
  function list(entries, entryBytes) {
    const seconds = (entry) => Math.floor(entry.t / 1000);
    const sorted = Object.entries(entries).sort(([a, one], [b, other]) => seconds(one) - seconds(other) || (a < b ? -1 : 1));
    const bytes = varint(sorted.length);
    let last = 0;
    for (const [id, entry] of sorted) {
      for (const byte of entryBytes(id, entry)) bytes.push(byte);
      bytes.push(...varint(seconds(entry) - last));
      last = seconds(entry);
    }
    return bytes;
  }

  function tickBytes(id, { s, r }) {
    const state = tickbook.STATES.indexOf(s) << STATE_SHIFT;
    if (r === undefined) return idBytes(state | NO_REVISION, id);
    return r === 1 ? idBytes(state, id) : [...idBytes(state | HAS_REVISION, id), ...varint(r)];
  }

  const noteBytes = (id, { n }) => [...idBytes(0, id), ...sized(utf8(n))];

  // An emptied date is 0.
  const dateBytes = (id, { d }) => [...idBytes(0, id), ...varint(d ? tickbook.dayNumber(d) + 1 : 0)];

  function section(number, entries, entryBytes) {
    return Object.keys(entries).length > 0 ? [number, ...sized(list(entries, entryBytes))] : [];
  }

  // Returns the fragment without its #, or null if it would be too long to be opened. Data that the format does not
  // support is left out: the words of items, and states of later versions.
  function encodeLink(progress, bookId) {
    const { items, notes, dates } = tickbook.checkEntries(progress, Infinity);
    const body = [...bookMark(bookId)];
    for (const byte of list(items, tickBytes)) body.push(byte);
    for (const byte of list(notes, noteBytes)) body.push(byte);
    for (const byte of section(DATES, dates, dateBytes)) body.push(byte);
    const bytes = varint(body.length).concat(body);
    const link = PREFIX + toBase64(bytes.concat(fourBytes(crc32(bytes))));
    return link.length > LONGEST ? null : link;
  }

  // Reads on from a position and throws if the bytes end or are invalid; only `decodeLink` calls it.
  function reader(bytes) {
    let at = 0;
    const self = {
      place: () => at,
      isAtEnd: () => at === bytes.length,
      byte() {
        if (at >= bytes.length) throw new RangeError('the bytes end');
        at += 1;
        return bytes[at - 1];
      },
      take(count) {
        if (count > bytes.length - at) throw new RangeError('the bytes end');
        at += count;
        return bytes.subarray(at - count, at);
      },
      varint() {
        let number = 0;
        for (let weight = 1; ; weight *= 128) {
          const byte = self.byte();
          number += (byte & 0x7f) * weight;
          if (!Number.isSafeInteger(number)) throw new RangeError('a number is too large');
          if (byte < 0x80) return number;
        }
      },
      text: () => new TextDecoder('utf-8', { fatal: true }).decode(self.take(self.varint())),
      id(flags) {
        if (!(flags & PACKED)) return self.text();
        let held = flags & 3;
        let bits = 2;
        let id = '';
        for (const byte of self.take(6)) {
          held = (held << 8) | byte;
          bits += 8;
          for (; bits >= 5; bits -= 5) id += BASE32[(held >> (bits - 5)) & 31];
        }
        return id;
      },
    };
    return self;
  }

  function entriesFrom(read, entryFrom) {
    const entries = Object.create(null);
    let seconds = 0;
    for (let left = read.varint(); left > 0; left -= 1) {
      const flags = read.byte();
      const id = read.id(flags);
      const entry = entryFrom(flags);
      seconds += read.varint();
      entries[id] = { ...entry, t: seconds * 1000 };
    }
    return entries;
  }

  function tickFrom(read, flags) {
    const tick = { s: tickbook.STATES[(flags >> STATE_SHIFT) & 3] };
    if (flags & NO_REVISION) return tick;
    return { ...tick, r: flags & HAS_REVISION ? read.varint() : 1 };
  }

  function dateFrom(read) {
    const number = read.varint();
    return { d: number > 0 ? tickbook.dayOfNumber(number - 1) : '' };
  }

  // The entries of the section with this number, of which a link has one at most.
  function sectionFrom(read, wanted, entryFrom) {
    let entries = Object.create(null);
    while (!read.isAtEnd()) {
      const number = read.byte();
      const inside = reader(read.take(read.varint()));
      if (number === wanted) entries = entriesFrom(inside, () => entryFrom(inside));
    }
    return entries;
  }

  const refuse = (reason) => ({ ok: false, reason });
  const AGAIN = 'Make a new one on the other device.';
  const CHANGED = `This link was changed on its way. ${AGAIN}`;
  const CUT = 'This link is cut short: its end is missing. Copy the whole link, or use the code instead.';
  const NEWER = 'This link was made by a newer version of this book’s pages. Reload this page, then open the link again.';

  // Null if the bytes are complete, unchanged and of this book, else the sentence for the reader.
  function faultOf(bytes, book) {
    const read = reader(bytes);
    const end = read.varint() + read.place();
    if (bytes.length < end + 4) return CUT;
    if (bytes.length > end + 4) return CHANGED;
    if (fourBytes(crc32(bytes.subarray(0, end))).some((byte, place) => byte !== bytes[end + place])) return CHANGED;
    const mark = read.take(4);
    const ids = [book.id, ...(book.former ?? [])];
    if (!ids.some((id) => bookMark(id).every((byte, place) => byte === mark[place]))) {
      return 'This link belongs to another book. Open it on the plan of that book.';
    }
    return null;
  }

  // `book` is this book's { id, former, title }; a leading # is ignored. Never throws, whatever the text is.
  function decodeLink(fragment, { book, now = Date.now() }) {
    const [, version, letters] = /^#?tb(\d+)\.(.*)$/s.exec(fragment) || [];
    if (!version) return refuse('This link holds no progress.');
    if (version !== '1') return refuse(Number(version) > 1 ? NEWER : CHANGED);
    if (letters.length > LONGEST) return refuse(`This link is longer than one with progress can be. ${AGAIN}`);
    const bytes = fromBase64(letters);
    if (!bytes) return refuse(CHANGED);
    try {
      const fault = faultOf(bytes, book);
      if (fault) return refuse(fault);
      const read = reader(bytes.subarray(0, -4));
      read.varint();
      read.take(4);
      const items = entriesFrom(read, (flags) => tickFrom(read, flags));
      const notes = entriesFrom(read, () => ({ n: read.text() }));
      const dates = sectionFrom(read, DATES, dateFrom);
      const { dropped, ...checked } = tickbook.checkEntries({ items, notes, dates }, now);
      return { ok: true, progress: { book, ...checked }, dropped };
    } catch {
      return refuse(CUT);
    }
  }

  Object.assign(tickbook, { encodeLink, decodeLink });
})((globalThis.tickbook = globalThis.tickbook || {}));
