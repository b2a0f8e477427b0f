// The files of the search index: each is loaded once, and asked for again after a failure or where the searcher wants it anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load as loadScripts, plain } from './load.mjs';

const { take, openShelf } = loadScripts('search/60-shelf.js');

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
  const load = openShelf(add);
  const both = await Promise.all([load('words-0.abc'), load('words-0.abc')]);
  assert.deepEqual(plain(both), [{ a: 1 }, { a: 1 }]);
  await load('words-0.abc');
  assert.deepEqual(log, ['words-0.abc.js']);
});

test('a file that fails is asked for again', async () => {
  const { files, add } = server({});
  const load = openShelf(add);
  await assert.rejects(load('list-0.abc'));
  files['list-0.abc.js'] = ['list-0', [7]];
  assert.deepEqual(plain(await load('list-0.abc')), [7]);
});

test('a script that gives nothing is a failure and not a silence', async () => {
  const { add } = server({ 'index.js': [] });
  await assert.rejects(openShelf(add)('index'));
});

test('data that nobody asked for changes nothing', () => {
  assert.equal(take('words-9', {}), undefined);
});

test('a file that is wanted anew is asked for past what the browser keeps, and is the one that holds from then on', async () => {
  const { files, add, log } = server({ 'index.js': ['index', 1] });
  const load = openShelf(add, () => 42);
  assert.equal(await load('index'), 1);
  files['index.js'] = ['index', 2];
  assert.equal(await load('index', true), 2);
  assert.equal(await load('index'), 2);
  assert.deepEqual(log, ['index.js', 'index.js?again=42']);
});
