// Progress as Markdown: its lines, and that what the reader wrote stays text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { toMarkdown } = load('10-record.js', '22-words.js', 'plan/02-day.js', 'plan/30-markdown.js');
// Noon where the reader is, so that the day is the same in every zone.
const day = (date) => new Date(2026, 10, date, 12).getTime();
const book = (items, rest = {}) => ({ title: 'Our handbook', saved: day(22), parts: [{ title: 'Role', chapters: [{ title: 'First days', items }] }], ...rest });
const item = (text, state = 'open', rest = {}) => ({ text, state, t: day(20), depth: 0, ...rest });
const lines = (items, which) => toMarkdown(book(items), { which }).split('\n').slice(8, -1);
const line = (one) => lines([one])[0];

test('the whole of a book', () => {
  const parts = [
    { title: 'Role', chapters: [{ title: 'First days', url: 'https://example.org/role/first.html', items: [item('One', 'done'), item('Two', 'doing', { depth: 1 })] }] },
    { title: 'Empty', chapters: [{ title: 'Nothing', items: [] }] },
  ];
  const orphans = [item('Gone', 'skip'), item(null, 'done')];
  assert.equal(toMarkdown({ title: 'Our handbook', saved: day(22), parts, orphans }), `# Our handbook

Saved on 2026-11-22.

## Role

### [First days](https://example.org/role/first.html)

- [x] One (2026-11-20)
  - [ ] Two (in progress since 2026-11-20)

## No longer in the book

- [ ] ~~Gone~~ (not for me)
- [x] An item whose words are not known (2026-11-20)
`);
});

test('each state has its line, with and without a day', () => {
  assert.equal(line(item('A')), '- [ ] A');
  assert.equal(line(item('A', 'done')), '- [x] A (2026-11-20)');
  assert.equal(line(item('A', 'doing')), '- [ ] A (in progress since 2026-11-20)');
  assert.equal(line(item('A', 'skip')), '- [ ] ~~A~~ (not for me)');
  for (const t of [0, undefined, NaN, 9e15]) {
    assert.equal(line(item('A', 'done', { t })), '- [x] A');
    assert.equal(line(item('A', 'doing', { t })), '- [ ] A (in progress)');
  }
});

test('a note stands below its item, its lines indented with it', () => {
  assert.deepEqual(lines([item('A', 'done', { note: 'one\n\n  two\r\nthree\n' })]), ['- [x] A (2026-11-20)', '  Note: one', '', '  two', '  three']);
  assert.deepEqual(lines([item('A'), item('B', 'open', { depth: 2, note: 'x' })]), ['- [ ] A', '    - [ ] B', '      Note: x']);
  assert.deepEqual(lines([item('A', 'open', { note: ' \n ' })]), ['- [ ] A']);
});

test('Markdown and HTML in what was written stay text', () => {
  assert.equal(line(item('<img src=x onerror=alert(1)> & &amp;')), '- [ ] \\<img src=x onerror=alert(1)\\> \\& \\&amp;');
  assert.equal(line(item('**bold** _so_ `code` [a](b) ![c](d) ~~e~~ a|b \\*')), '- [ ] \\*\\*bold\\*\\* \\_so\\_ \\`code\\` \\[a\\](b) !\\[c\\](d) \\~\\~e\\~\\~ a\\|b \\\\\\*');
  assert.equal(line(item('a\n- [x] b', 'skip')), '- [ ] ~~a - \\[x\\] b~~ (not for me)');
});

test('an address and a name with underscores stay as they were written', () => {
  assert.equal(line(item('see https://example.org/a_b_c.html and snake_case')), '- [ ] see https://example.org/a_b_c.html and snake_case');
});

test('no line of a note begins a block of its own', () => {
  const note = ['first', '# head', '- list', '+ list', '* list', '1. one', '12) two', '> quote', '---', '===', '```', '~~~', '| a |', '    code', '[a]: b', ': def', '2026 was'].join('\n');
  assert.deepEqual(lines([item('A', 'open', { note })]).slice(2), [
    '  \\# head', '  \\- list', '  \\+ list', '  \\* list', '  1\\. one', '  12\\) two', '  \\> quote', '  \\---', '  \\===', '  \\`\\`\\`', '  \\~\\~\\~', '  \\| a \\|',
    '  code', '  \\[a\\]: b', '  \\: def', '  2026 was',
  ]);
});

test('a choice leaves out the rest, but for what an item is a part of', () => {
  const items = [
    item('A', 'done'), item('B', 'open', { depth: 1 }), item('C', 'open', { depth: 1, note: 'x' }), item('D', 'done'), item('E', 'skip'), item('F', 'done', { depth: 1 }),
  ];
  const names = (which) => lines(items, which).filter((one) => one.includes('- [')).map((one) => /[A-F](?=\W|$)/.exec(one)[0]).join('');
  assert.equal(names('all'), 'ABCDEF');
  assert.equal(names('open'), 'ABC');
  assert.equal(names('done'), 'ADEF');
  assert.equal(names('notes'), 'AC');
  assert.equal(names('skip'), 'E');
  assert.equal(toMarkdown(book(items), { which: 'doing' }), '# Our handbook\n\nSaved on 2026-11-22.\n');
});

test('parents are kept over several levels and no further than their own list', () => {
  const items = [item('A'), item('B', 'open', { depth: 1 }), item('C', 'done', { depth: 2 }), item('D'), item('E', 'open', { depth: 1 })];
  assert.deepEqual(lines(items, 'done'), ['- [ ] A', '  - [ ] B', '    - [x] C (2026-11-20)']);
});

test('titles and addresses cannot break out of their line', () => {
  const parts = [{ title: 'A\n# B', chapters: [{ title: 'C](evil)', url: 'x y(1)<\n>.html', items: [item('D')] }] }];
  const text = toMarkdown({ title: '<b>T</b>', saved: 0, parts });
  assert.ok(text.startsWith('# \\<b\\>T\\</b\\>\n\n## A # B\n'));
  assert.ok(text.includes('### [C\\](evil)](x%20y\\(1\\)%3C%0A%3E.html)\n'));
});
