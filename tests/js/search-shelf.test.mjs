// The files of the search index: loaded once each, asked for again after a failure, and anew where a build took them away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load as loadScripts, plain } from './load.mjs';

const { take, openShelf, openFinder } = loadScripts('search/60-shelf.js');

// A server with files { address: [name, data] }; `log` has what was asked of it.
function server(files) {
  const log = [];
  const add = async (address) => {
    log.push(address);
    const file = files[address.split('?')[0]];
    if (!file) throw new Error(`${address} is not there`);
    if (file.length) take(...file);
  };
  return { files, log, add };
}

test('a file is loaded once and gives its data to all who ask', async () => {
  const { add, log } = server({ 'words-0.abc.js': ['words-0', { a: 1 }] });
  const shelf = openShelf(add);
  const both = await Promise.all([shelf.load('words-0.abc'), shelf.load('words-0.abc')]);
  assert.deepEqual(plain(both), [{ a: 1 }, { a: 1 }]);
  await shelf.load('words-0.abc');
  assert.deepEqual(log, ['words-0.abc.js']);
});

test('a file that fails is asked for again', async () => {
  const { files, add } = server({});
  const shelf = openShelf(add);
  await assert.rejects(shelf.load('list-0.abc'));
  files['list-0.abc.js'] = ['list-0', [7]];
  assert.deepEqual(plain(await shelf.load('list-0.abc')), [7]);
});

test('a script that gives nothing is a failure and not a silence', async () => {
  const { add } = server({ 'index.js': [] });
  await assert.rejects(openShelf(add).load('index'));
});

test('data that nobody asked for changes nothing', () => {
  assert.equal(take('words-9', {}), undefined);
});

test('after a renewal the index is asked for past what the browser keeps', async () => {
  const { add, log } = server({ 'index.js': ['index', 1], 'list-0.abc.js': ['list-0', 2] });
  const shelf = openShelf(add, () => 42);
  await shelf.load('index');
  shelf.renew();
  await shelf.load('index');
  await shelf.load('list-0.abc');
  assert.deepEqual(log, ['index.js', 'index.js?again=42', 'list-0.abc.js']);
});

// Looks up one word: the index names the file that has it.
const makeSearcher = (load) => ({
  async find(query) {
    const { file } = await load('index');
    return `${query}: ${await load(file)}`;
  },
});

test('where a newer build has taken the files away, the search starts over once', async () => {
  const { files, add, log } = server({ 'index.js': ['index', { file: 'list-0.old' }] });
  const shelf = openShelf(add, () => 1);
  const find = openFinder(shelf, makeSearcher);
  await shelf.load('index');
  files['index.js'] = ['index', { file: 'list-0.new' }];
  files['list-0.new.js'] = ['list-0', 'found'];
  assert.equal(await find('q'), 'q: found');
  assert.deepEqual(log, ['index.js', 'list-0.old.js', 'index.js?again=1', 'list-0.new.js']);
});

test('where nothing comes at all, the search fails after one more try, and works again later', async () => {
  const { files, add, log } = server({});
  const find = openFinder(openShelf(add, () => 1), makeSearcher);
  await assert.rejects(find('q'));
  assert.deepEqual(log, ['index.js', 'index.js?again=1']);
  files['index.js'] = ['index', { file: 'list-0.new' }];
  files['list-0.new.js'] = ['list-0', 'found'];
  assert.equal(await find('r'), 'r: found');
});

test('searches that fail together start over together', async () => {
  const { files, add } = server({ 'index.js': ['index', { file: 'list-0.old' }] });
  const shelf = openShelf(add, () => 1);
  let made = 0;
  const find = openFinder(shelf, (load) => {
    made += 1;
    return makeSearcher(load);
  });
  await shelf.load('index');
  files['index.js'] = ['index', { file: 'list-0.new' }];
  files['list-0.new.js'] = ['list-0', 'found'];
  assert.deepEqual(plain(await Promise.all([find('a'), find('b')])), ['a: found', 'b: found']);
  assert.equal(made, 2);
});
