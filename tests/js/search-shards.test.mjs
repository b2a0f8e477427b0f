// The files of the index are read as they were written: numbers, sections, shards of words, lists in files of their own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';
import { number, writeIndex } from './search-index.mjs';

const { eachNumber, eachSum, eachBody, openIndex, openWords } = load('search/30-shards.js');
const listed = (each, text) => {
  const list = [];
  each(text, (...values) => list.push(values.length > 1 ? values : values[0]));
  return list;
};

test('numbers come back, at the ends of their lengths too', () => {
  const values = [0, 1, 71, 72, 73, 90, 91, 1439, 1440, 1441, 27_431, 27_432, 60_000, 1_000_000, 2 ** 31];
  assert.deepEqual(listed(eachNumber, values.map(number).join('')), values);
  assert.equal(number(71).length, 1);
  assert.equal(number(72).length, 2);
  assert.deepEqual(listed(eachNumber, ''), []);
});

test('the alphabet has no character that JSON escapes or that divides lists', () => {
  const text = Array.from({ length: 2000 }, (_, value) => number(value)).join('');
  assert.equal(JSON.stringify(text).length, text.length + 2);
  assert.doesNotMatch(text, /[~|]/);
});

test('lists are gaps, and bodies say how often', () => {
  assert.deepEqual(listed(eachSum, [3, 1, 200].map(number).join('')), [3, 4, 204]);
  assert.deepEqual(listed(eachBody, [5 * 4 + 3, 1 * 4, 0].map(number).join('')), [[5, 4], [6, 1], [6, 1]]);
});

const section = (text, heading = '', anchor = 'a') => ({ anchor, heading, text });
const chapters = [
  { url: 'a.html', title: 'Walking', part: 'One', sections: [section('Run and ran, running.'), section('Uphill')] },
  { url: 'b.html', title: 'Zoo', part: 'One', sections: [section('Rats run free')] },
];
const stem = (form) => ({ ran: 'run', running: 'run' })[form] ?? form;

test('the index says which sections a chapter has, how long they are and in which shard a form would stand', () => {
  const index = openIndex(writeIndex(chapters, { stem, shardSize: 3 }).index);
  assert.deepEqual([index.chapters, index.documents], [2, 3]);
  assert.deepEqual([...index.starts], [0, 2, 3]);
  assert.deepEqual([...index.titleLengths], [1, 1]);
  assert.deepEqual([...index.headingLengths], [0, 0, 0]);
  assert.ok(index.lengths[0] > index.lengths[2] && index.lengths[2] > index.lengths[1] && index.lengths[1] > 0);
  assert.ok(index.shards > 2);
  assert.equal(index.shardOf(''), 0);
  assert.equal(index.shardOf('\uffff'), index.shards - 1);
});

test('every form is found in its shard, and forms far from their group through an alias', () => {
  const files = writeIndex(chapters, { stem, shardSize: 3 });
  const index = openIndex(files.index);
  const opened = Array.from({ length: index.shards }, (_, shard) => openWords(files[index.wordsFile(shard)]));
  const groupOf = (form) => {
    const shard = opened[index.shardOf(form)];
    const first = shard.aliases.get(form) ?? form;
    const owner = opened[index.shardOf(first)];
    return owner.group(owner.groupOf.get(first));
  };
  assert.equal(opened[index.shardOf('uphill')].groupOf.has('uphill'), true);
  for (const form of ['run', 'ran', 'running']) assert.deepEqual([...groupOf(form).forms], ['ran', 'run', 'running']);
  assert.deepEqual(listed(eachBody, groupOf('run').body), [[0, 3], [2, 1]]);
  assert.deepEqual(listed(eachSum, groupOf('walking').titles), [0]);
  assert.deepEqual(opened.flatMap((shard) => [...shard.aliases.keys()]), ['run', 'running']);
});

test('a group with long lists names the file that has them and how many sections that are', () => {
  const many = Array.from({ length: 30 }, (_, place) => ({ url: `${place}.html`, title: `T${place}`, part: '', sections: [section('often rare'.slice(0, place ? 5 : 10))] }));
  const files = writeIndex(many, { farFrom: 20 });
  const index = openIndex(files.index);
  const shard = openWords(files[index.wordsFile(index.shardOf('often'))]);
  const often = shard.group(shard.groupOf.get('often'));
  assert.equal(often.body, null);
  assert.equal(often.count, 30);
  assert.equal(listed(eachBody, files[often.file]).length, 30);
  assert.equal(shard.group(shard.groupOf.get('rare')).file, '');
});

test('each chapter has its place in a list and its file of texts', () => {
  const many = Array.from({ length: 8 }, (_, place) => ({ url: `${place}.html`, title: `T${place}`, part: '', sections: [section('text')] }));
  const files = writeIndex(many);
  const index = openIndex(files.index);
  many.forEach(({ url }, chapter) => {
    const { file, place } = index.listOf(chapter);
    assert.equal(files[file].chapters[place][0], url);
    const { first, chapters: texts } = files[index.textFile(chapter)];
    assert.equal(texts[chapter - first].texts[0], 'text');
  });
});

test('an index without chapters is an index', () => {
  const files = writeIndex([]);
  const index = openIndex(files.index);
  assert.deepEqual([index.documents, index.shards, index.shardOf('x')], [0, 0, 0]);
});
