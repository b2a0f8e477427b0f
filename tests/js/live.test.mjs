// What a page of `tickbook serve` keeps over a reload and how it finds it again; how it reads what a code means.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { test } from 'node:test';
import { plain } from './load.mjs';

const context = vm.createContext({});
for (const name of ['10-place.js', '15-meaning.js']) {
  vm.runInContext(readFileSync(new URL(`../../src/app/serve/live/${name}`, import.meta.url), 'utf8'), context);
}
const live = vm.runInContext('globalThis.tickbookLive', context);

test('equal labels are told apart by their number', () => {
  assert.deepEqual(plain(live.numbered(['Why', 'How', 'Why', ''])), ['Why#1', 'How#1', 'Why#2', '#1']);
});

test('the anchor is the last mark at the upper edge or above it', () => {
  const marks = [{ id: 'a', top: -900 }, { id: 'b', top: -20 }, { id: '', top: -3 }, { id: 'c', top: 40 }];
  assert.deepEqual(plain(live.anchorOf(marks)), { id: 'b', top: -20 });
  assert.equal(live.anchorOf([{ id: 'a', top: 5 }]), null);
  assert.equal(live.anchorOf([]), null);
});

test('the text stays where it was in the window although the page has grown above it', () => {
  const kept = { y: 900, anchor: { id: 'b', top: -20 } };
  assert.equal(live.scrollTo(kept, () => 1380), 1400);
  assert.equal(live.scrollTo(kept, () => null), 900, 'a mark that is gone');
  assert.equal(live.scrollTo({ y: 900, anchor: null }, () => 5), 900);
  assert.equal(live.scrollTo({ y: 0, anchor: { id: 'b', top: 0 } }, () => 700), 0, 'the top stays the top');
  assert.equal(live.scrollTo({ y: 10, anchor: { id: 'b', top: 30 } }, () => 5), 0);
});

test('what is stored is read again, page by page, and the oldest pages go', () => {
  let text = null;
  for (let page = 0; page < 60; page += 1) text = live.written(live.read(text), `/${page}.html`, { y: page }, '/next.html');
  const note = live.read(text);
  assert.equal(note.coming, '/next.html');
  assert.equal(note.pages.size, 50);
  assert.equal(note.pages.has('/9.html'), false);
  assert.deepEqual(plain(note.pages.get('/59.html')), { y: 59 });
});

test('nothing that is stored is trusted', () => {
  for (const text of [null, '', '{', '7', 'null', '[]', '{"pages":7,"coming":{}}', '{"pages":null}']) {
    const note = live.read(text);
    assert.equal(note.coming, '', text);
    assert.equal(note.pages.size, 0, text);
  }
  const empty = { y: 0, anchor: null, open: {}, focus: '' };
  for (const place of [undefined, null, 7, { y: 'far', anchor: 'x', open: 1, focus: {} }, { anchor: { id: 1, top: 2 } }]) {
    assert.deepEqual(plain(live.placeOf(place)), empty);
  }
});

test('a folder and its index are one page', () => {
  assert.equal(live.pageOf('/part/index.html'), '/part/');
  assert.equal(live.pageOf('/index.html'), '/');
  assert.equal(live.pageOf('/part/one.html'), '/part/one.html');
});

test('only addresses of a style sheet that was renamed get a new name', () => {
  const names = [['s.1.css', 's.2.css']];
  assert.equal(live.renamed('../assets/s.1.css', names), '../assets/s.2.css');
  assert.equal(live.renamed('s.1.css', names), 's.2.css');
  assert.equal(live.renamed('assets/as.1.css', names), null);
  assert.equal(live.renamed('assets/s.1.css?x', names), null);
});

test('what a code means is cut into paragraphs and examples', () => {
  const markdown = 'One\nline.\n\n````md path=a.md\n# A\n\n```\ncode\n```\n````\nAfter.\n\n\nThe cure.\n';
  assert.deepEqual(plain(live.passages(markdown)), [
    { isCode: false, text: 'One line.' },
    { isCode: true, text: '# A\n\n```\ncode\n```' },
    { isCode: false, text: 'After.' },
    { isCode: false, text: 'The cure.' },
  ]);
  assert.deepEqual(plain(live.passages('')), []);
  assert.deepEqual(plain(live.passages('```md\nnever closed')), [{ isCode: true, text: 'never closed' }]);
});
