// Writes a search index from plain chapters, in the format of the program but by code of its own, so that the scripts are tested against two writers.
// It is simple rather than fast, and makes small shards so that small books have several.
import { load as loadScripts } from './load.mjs';

const { words } = loadScripts('search/10-words.js');
const ALPHABET = Array.from({ length: 95 }, (_, code) => String.fromCharCode(32 + code)).filter((letter) => !'"\\|~'.includes(letter));
const LIST = 128;

export function number(value) {
  let rest = value;
  let text = '';
  while (rest >= 72) {
    rest -= 72;
    text += ALPHABET[72 + (rest % 19)];
    rest = Math.floor(rest / 19);
  }
  return text + ALPHABET[rest];
}

const numbers = (list) => list.map(number).join('');
const gaps = (list) => list.map((value, place) => value - (place ? list[place - 1] : 0));
const byUnits = (one, other) => (one < other ? -1 : Number(one > other));

// A name for the content, of the kind that the program's hashes are.
function hash(data) {
  let sum = 2166136261;
  for (const letter of JSON.stringify(data)) sum = Math.imul(sum ^ letter.codePointAt(0), 16777619) >>> 0;
  return sum.toString(16).padStart(8, '0');
}

// Groups of forms with the places of each, and the numbers of words of the bodies.
function collect(chapters, stem) {
  const groups = new Map();
  const lengths = [];
  const group = (form) => {
    const key = stem(form);
    if (!groups.has(key)) groups.set(key, { forms: new Set(), titles: new Set(), headings: new Set(), body: new Map() });
    groups.get(key).forms.add(form);
    return groups.get(key);
  };
  chapters.forEach(({ title, sections }, chapter) => {
    for (const form of words(title)) group(form).titles.add(chapter);
    for (const { heading, text } of sections) {
      const document = lengths.length;
      for (const form of words(heading)) group(form).headings.add(document);
      const found = words(text);
      for (const form of found) {
        const { body } = group(form);
        body.set(document, (body.get(document) ?? 0) + 1);
      }
      lengths.push(found.length);
    }
  });
  const list = [...groups.values()].map((one) => ({ ...one, forms: [...one.forms].sort(byUnits) }));
  return { groups: list.sort((one, other) => byUnits(one.forms[0], other.forms[0])), lengths };
}

function listsOf({ titles, headings, body }) {
  const documents = [...body.keys()];
  const times = gaps(documents).map((gap, place) => gap * 4 + Math.min(body.get(documents[place]), 4) - 1);
  return [numbers(gaps([...titles])), numbers(gaps([...headings])), numbers(times)].join('|');
}

function packedForms(groups) {
  let before = '';
  const packed = (form, base) => {
    let shared = 0;
    while (shared < 71 && shared < form.length && form[shared] === base[shared]) shared += 1;
    return ALPHABET[shared] + form.slice(shared);
  };
  return groups
    .map(({ forms: [first, ...others] }) => {
      const text = [packed(first, before), ...others.map((form) => packed(form, first))].join('|');
      before = first;
      return text;
    })
    .join('~');
}

// The files of the index by name, as they are after a passage through JSON. `farFrom` is the length from which lists get a file of their own.
export function writeIndex(chapters, { stem = (form) => form, shardSize = 20, farFrom = Infinity } = {}) {
  const files = {};
  const put = (name, data) => {
    const mark = hash(data);
    files[`${name}.${mark}`] = data;
    return mark;
  };
  const { groups, lengths } = collect(chapters, stem);
  let far = 0;
  const written = groups.map((group) => {
    const lists = listsOf(group);
    if (lists.length < farFrom) return lists;
    const count = new Set([...group.headings, ...group.body.keys()]).size;
    const text = `${far}|${put(`many-${far}`, lists)}|${count}|`;
    far += 1;
    return text;
  });
  const shards = [];
  for (let from = 0; from < groups.length; from += shardSize) shards.push([from, Math.min(groups.length, from + shardSize)]);
  const firsts = shards.map(([from]) => groups[from].forms[0]);
  const shardOf = (form) => Math.max(0, firsts.findLastIndex((first) => first <= form));
  const aliases = groups.flatMap(({ forms: [first, ...others] }) => others.filter((form) => shardOf(form) !== shardOf(first)).map((form) => [form, first]));
  const wordHashes = shards.map(([from, to], shard) =>
    put(`words-${shard}`, {
      groups: written.slice(from, to).join('~'),
      forms: packedForms(groups.slice(from, to)),
      aliases: aliases.filter(([form]) => shardOf(form) === shard).map((pair) => pair.join('>')).join('~'),
    }),
  );
  const lists = putChapters(chapters, put);
  files.index = {
    v: 1,
    build: hash(files),
    language: 'en',
    chapters: chapters.length,
    documents: lengths.length,
    sections: numbers(chapters.map(({ sections }) => sections.length)),
    lengths: lengths.map((length) => ALPHABET[Math.min(90, Math.round(4 * Math.log2(length + 1)))]).join(''),
    average: lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1),
    words: firsts.join(' '),
    wordHashes: wordHashes.join(' '),
    lists: lists.join(' '),
  };
  return JSON.parse(JSON.stringify(files));
}

function putChapters(chapters, put) {
  const marks = chapters.map(({ sections }, chapter) =>
    put(`text-${chapter}`, {
      sections: sections.map(({ anchor, heading, text }) => [anchor, heading, text]),
      items: sections.flatMap(({ items = [] }, section) => items.map(({ id, line }) => [section, id, line])),
    }),
  );
  const lists = [];
  for (let from = 0; from < chapters.length; from += LIST) {
    const some = chapters.slice(from, from + LIST);
    const parts = [...new Set(some.map(({ part }) => part).filter(Boolean))];
    const rows = some.map(({ url, title, part }, place) => [url, title, parts.indexOf(part), marks[from + place]]);
    lists.push(put(`list-${from / LIST}`, { parts, chapters: rows }));
  }
  return lists;
}

// A loader as the searcher wants it, that notes what was asked for.
export function loaderOf(files) {
  const asked = [];
  const loader = async (name) => {
    asked.push(name);
    if (!(name in files)) throw new Error(`${name} is not there`);
    return files[name];
  };
  return Object.assign(loader, { asked });
}
