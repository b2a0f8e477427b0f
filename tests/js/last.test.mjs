// The stored page that becomes a link: only a plain relative path inside the book may pass.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { isPagePath, parseLast } = load('40-last.js');

test('pages of a book pass', () => {
  for (const path of ['index.html', 'role/index.html', 'a/b/c-d_e.v2.html', 'caf%C3%A9/x.html', '~me/x.html', 'a..b/c.html']) {
    assert.equal(isPagePath(path), true, path);
  }
});

test('everything else is refused', () => {
  const bad = [
    '', '/x.html', '//evil.example/x.html', 'https://evil.example/x.html', 'javascript:alert(1)//.html',
    'data:text/html,x.html', '../x.html', 'a/../../x.html', 'a/./x.html', '%2e%2e/x.html', '%2E./x.html', 'a//x.html', 'a%2f..%2fx.html', 'a%5cx.html',
    'a\\x.html', 'x.html?y', 'x.html#y', 'x.htm', 'x', 'x.html ', ' x.html', 'x.html\n', 'a b.html', '<b>.html', `${'a'.repeat(600)}.html`,
    null, undefined, 3, ['x.html'], {},
  ];
  for (const path of bad) assert.equal(isPagePath(path), false, String(path));
});

test('a record needs a good path and a title', () => {
  const plain = (value) => value && { ...value };
  assert.deepEqual(plain(parseLast('{"v":1,"path":"a.html","title":"A","t":1}')), { path: 'a.html', title: 'A', id: '', section: '' });
  assert.equal(parseLast('{"path":"../a.html","title":"A"}'), null);
  assert.equal(parseLast('{"path":"a.html","title":" "}'), null);
  assert.equal(parseLast('{"path":"a.html"}'), null);
  for (const rubbish of [null, undefined, '', '{', 'null', '3', '[]']) assert.equal(parseLast(rubbish), null);
});

test('a title of any length is cut', () => {
  assert.equal(parseLast(JSON.stringify({ path: 'a.html', title: 'x'.repeat(999) })).title.length, 200);
});

test('a section needs both its id and its words', () => {
  const placeOf = (rest) => {
    const { id, section } = parseLast(JSON.stringify({ path: 'a.html', title: 'A', ...rest }));
    return [id, section];
  };
  assert.deepEqual(placeOf({ id: 'hiring', section: 'Hiring' }), ['hiring', 'Hiring']);
  assert.deepEqual(placeOf({ id: 'hiring', section: 'x'.repeat(999) }), ['hiring', 'x'.repeat(200)]);
  for (const half of [{ id: 'hiring' }, { section: 'Hiring' }, { id: 7, section: 'Hiring' }, { id: 'hiring', section: {} }]) {
    assert.deepEqual(placeOf(half), ['', '']);
  }
});
