// What helps with reading: the line by which "On this page" goes, what a preview has to say, when the next page may be loaded early.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, plain } from './load.mjs';

const { readingLine, previewOf, mayPrefetch } = load('65-toc.js', '66-preview.js', '72-prefetch.js');

// The sections that are read in turn as a page is scrolled from top to end, by the places of their headings.
function turns(headings, pageHeight, height) {
  const seen = [];
  for (let above = 0; above <= pageHeight - height; above += 1) {
    const line = readingLine(height, above, pageHeight - height - above);
    const read = headings.findLastIndex((place) => place - above < line);
    if (seen.at(-1) !== read) seen.push(read);
  }
  return seen;
}

test('each section has its turn and none comes back', () => {
  assert.deepEqual(turns([500, 1500, 1600, 2500], 4000, 900), [-1, 0, 1, 2, 3]);
});

test('short sections at the end have their turns one by one', () => {
  assert.deepEqual(turns([400, 3200, 3400, 3600, 3800, 3990], 4000, 900), [-1, 0, 1, 2, 3, 4, 5]);
});

test('on a page that hardly scrolls the last section is reached all the same', () => {
  assert.deepEqual(turns([400, 600, 800], 1000, 900), [-1, 0, 1, 2]);
});

test('the line is a third down until the last stretch, and at the end of the window at the end of the page', () => {
  assert.equal(readingLine(900, 0, 5000), 300);
  assert.equal(readingLine(900, 4400, 600), 300);
  assert.equal(readingLine(900, 4999, 1), 899);
  assert.equal(readingLine(900, 5000, 0), 900);
  assert.equal(readingLine(900, 0, 0), 300);
});

const ENTRIES = new Map([
  ['two.html', { title: 'Two', text: 'What two is about.' }],
  ['two.html#hiring', { title: 'Hiring', text: '' }],
  ['bare.html', { title: 'Bare', text: '' }],
]);

const says = (href, words) => plain(previewOf(ENTRIES, href, words));

test('a preview of a page is its title and what it is about', () => {
  assert.deepEqual(says('two.html', 'see there'), ['Two', 'What two is about.']);
  assert.deepEqual(says('two.html', 'Two'), ['Two', 'What two is about.']);
});

test('a preview of a section is its heading and the title of its page', () => {
  assert.deepEqual(says('two.html#hiring', 'Hiring'), ['Hiring', 'Two']);
});

test('a place that is no section has the preview of its page', () => {
  assert.deepEqual(says('two.html#an-item', 'an item'), ['Two', 'What two is about.']);
});

test('there is no preview that says nothing but what the link says', () => {
  assert.equal(says('bare.html', 'The bare page'), null);
  assert.deepEqual(says('bare.html', 'here'), ['Bare', '']);
  assert.equal(says('two.html#hiring', 'hiring, in two'), null);
});

test('an address that the page knows nothing of has no preview', () => {
  assert.equal(says('https://example.net/', 'x'), null);
  assert.equal(says('#here', 'x'), null);
  assert.equal(says('', 'x'), null);
});

test('the next page is loaded early on a good line alone', () => {
  assert.equal(mayPrefetch('https:', undefined), true);
  assert.equal(mayPrefetch('http:', { effectiveType: '4g', saveData: false }), true);
  assert.equal(mayPrefetch('file:', undefined), false);
  assert.equal(mayPrefetch('https:', { saveData: true }), false);
  for (const effectiveType of ['slow-2g', '2g', '3g']) assert.equal(mayPrefetch('https:', { effectiveType }), false);
});
