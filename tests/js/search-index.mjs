// Writes a search index from plain chapters, in the format of the program but by code of its own, so that the scripts are tested against two writers.
// It is simple rather than fast, and makes small shards so that small books have several.
import { load as loadScripts } from './load.mjs';

const { words, parts } = loadScripts('search/10-words.js');
const ALPHABET = Array.from({ length: 95 }, (_, code) => String.fromCharCode(32 + code)).filter((letter) => !'"\\|~'.includes(letter));
const LIST = 3;
const TEXT = 2;

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
  const headingLengths = [];
  const partsOf = (text) => [...parts(text)].map(({ word }) => word);
  const group = (form) => {
    const key = stem(form);
    if (!groups.has(key)) groups.set(key, { forms: new Set(), titles: new Set(), headings: new Set(), body: new Map() });
    groups.get(key).forms.add(form);
    return groups.get(key);
  };
  chapters.forEach(({ title, sections }, chapter) => {
    for (const form of [...words(title), ...partsOf(title)]) group(form).titles.add(chapter);
    for (const { heading, text } of sections) {
      const document = lengths.length;
      for (const form of [...words(heading), ...partsOf(heading)]) group(form).headings.add(document);
      headingLengths.push(words(heading).length);
      const found = words(text);
      for (const form of [...found, ...partsOf(text)]) {
        const { body } = group(form);
        body.set(document, (body.get(document) ?? 0) + 1);
      }
      lengths.push(found.length);
    }
  });
  const list = [...groups.values()].map((one) => ({ ...one, forms: [...one.forms].sort(byUnits) }));
  return { groups: list.sort((one, other) => byUnits(one.forms[0], other.forms[0])), lengths, headingLengths };
}

function listsOf({ titles, headings, body }) {
  const documents = [...body.keys()];
  const times = gaps(documents).map((gap, place) => gap * 4 + Math.min(body.get(documents[place]), 4) - 1);
  return [numbers(gaps([...titles])), numbers(gaps([...headings])), numbers(times)];
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

// The files of the index by name, as they are after a passage through JSON. `farFrom` is the length from which the places in texts get a file of
// their own; `within` puts all files into the first.
export function writeIndex(chapters, { stem = (form) => form, shardSize = 20, farFrom = Infinity, synonyms = [], language = 'en', within = false } = {}) {
  const files = {};
  const put = (name, data) => {
    const mark = hash(data);
    files[`${name}.${mark}`] = data;
    return mark;
  };
  const { groups, lengths, headingLengths } = collect(chapters, stem);
  let far = 0;
  const written = groups.map((group) => {
    const [titles, headings, body] = listsOf(group);
    if (body.length < farFrom) return [titles, headings, body].join('|');
    const count = new Set([...group.headings, ...group.body.keys()]).size;
    const text = [titles, headings, far, put(`many-${far}`, body), count].join('|');
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
  const { lists, texts } = putChapters(chapters, put);
  const sizes = (marks, size) => numbers(marks.map((_, place) => Math.min(size, chapters.length - place * size)));
  const bare = Object.fromEntries(Object.entries(files).map(([name, data]) => [name.replace(/\..*$/, ''), data]));
  files.index = {
    v: 2,
    build: hash(files),
    language,
    synonyms,
    titleLengths: numbers(chapters.map(({ title }) => words(title).length)),
    headingLengths: numbers(headingLengths),
    files: within ? bare : {},
    chapters: chapters.length,
    documents: lengths.length,
    sections: numbers(chapters.map(({ sections }) => sections.length)),
    lengths: lengths.map((length) => ALPHABET[Math.min(90, Math.round(4 * Math.log2(length + 1)))]).join(''),
    average: lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1),
    words: firsts.join(' '),
    wordHashes: wordHashes.join(' '),
    lists: sizes(lists, LIST),
    listHashes: lists.join(' '),
    texts: sizes(texts, TEXT),
    textHashes: texts.join(' '),
  };
  return JSON.parse(JSON.stringify(files));
}

const chunks = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_, place) => list.slice(place * size, (place + 1) * size));

function putChapters(chapters, put) {
  const texts = chunks(chapters, TEXT).map((some, number) =>
    put(`text-${number}`, {
      first: number * TEXT,
      chapters: some.map(({ sections }) => ({
        texts: sections.map(({ text }) => text),
        items: sections.flatMap(({ items = [] }, section) => items.map(({ id, line }) => [section, id, line])),
      })),
    }),
  );
  const lists = chunks(chapters, LIST).map((some, number) => {
    const parts = [...new Set(some.map(({ part }) => part).filter(Boolean))];
    const rows = some.map(({ url, title, part, sections }) => [url, title, parts.indexOf(part), sections.slice(1).flatMap(({ anchor, heading }) => [anchor, heading])]);
    return put(`list-${number}`, { parts, chapters: rows });
  });
  return { lists, texts };
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
