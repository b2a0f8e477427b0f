// Which kept file answers a request: addresses as readers, hosts and players write them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { pathIn, addressIn, fileFor, rangeOf, isImmutable } = load('../worker/10-paths.js');
const ROOT = 'https://host.example/a%20book/';
const FILES = new Map(['index.html', 'part/index.html', 'part/one two.html', 'both', 'both.html', 'x.svg'].map((name) => [name, 'hash']));

test('an address below the book has a path, whatever its spelling and its question', () => {
  assert.equal(pathIn(ROOT, ROOT), '');
  assert.equal(pathIn(ROOT, `${ROOT}part/one%20two.html?a=b#c`), 'part/one two.html');
  assert.equal(pathIn(ROOT, `${ROOT}%C3%BC.html`), 'ü.html');
  assert.equal(pathIn(ROOT, `${ROOT}%c3%bc.html`), 'ü.html');
});

test('an address outside of the book, or one that is no text, has none', () => {
  for (const address of [
    'https://host.example/', 'https://host.example/a%20bookshop/', 'https://other.example/a%20book/', 'http://host.example/a%20book/',
    'https://host.example:8/a%20book/', `${ROOT}../x`, `${ROOT}%ff`, 'about:blank', 'blob:https://host.example/a%20book/1', 'data:,x',
  ]) {
    assert.equal(pathIn(ROOT, address), null, address);
  }
});

test('a path and its address lead to each other', () => {
  for (const path of ['', 'index.html', 'part/one two.html', 'ü/ß?#%.html', "a'(b)!*~.html"]) assert.equal(pathIn(ROOT, addressIn(ROOT, path)), path);
});

test('folders show their index, and endings may be missing', () => {
  const found = (path) => fileFor(path, FILES);
  assert.equal(found(''), 'index.html');
  assert.equal(found('part/'), 'part/index.html');
  assert.equal(found('part/one two.html'), 'part/one two.html');
  assert.equal(found('part/one two'), 'part/one two.html');
  assert.equal(found('both'), 'both');
  for (const path of ['part', 'x', 'nothing.html', 'index.html/', 'part/one two.html.html']) assert.equal(found(path), null, path);
});

test('a player is given the bytes that it asks for, and all where it asks for what is not there', () => {
  const range = (header) => plain(rangeOf(header, 10));
  assert.deepEqual(range('bytes=0-0'), { first: 0, last: 0 });
  assert.deepEqual(range('bytes=2-99'), { first: 2, last: 9 });
  assert.deepEqual(range('bytes=7-'), { first: 7, last: 9 });
  assert.deepEqual(range('bytes=-3'), { first: 7, last: 9 });
  assert.deepEqual(range('bytes=-99'), { first: 0, last: 9 });
  for (const header of [null, '', 'bytes=-', 'bytes=10-', 'bytes=5-2', 'bytes=0-1,3-4', 'lines=0-1', 'bytes=-0']) assert.equal(range(header), null, header);
  assert.equal(rangeOf('bytes=0-', 0), null);
});

test('only names with a hash are the same in every build', () => {
  assert.equal(isImmutable('assets/tickbook.711e720e85.css'), true);
  for (const path of ['assets/logo.svg', 'square.svg', 'part/assets/x.711e720e85.css', 'assets/x.711e720e8.css', 'assets/x.711e720e85']) {
    assert.equal(isImmutable(path), false, path);
  }
});
