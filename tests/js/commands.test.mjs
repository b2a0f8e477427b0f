// What a copy of a block of code holds: of a terminal session the commands alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { copied } = load('68-copy.js');

test('of a session the commands are copied, without prompts and output', () => {
  const session = '$ tickbook build\npublic: 3 pages\n# not a command\n\n$ ls public\nindex.html\n';
  assert.equal(copied(session, true), 'tickbook build\nls public');
  assert.equal(copied('anna@host:~/book$ make\nok\n', true), 'make');
  assert.equal(copied('(venv) $ pip list\n', true), 'pip list');
});

test('a command goes on over several lines', () => {
  assert.equal(copied('$ docker run \\\n    -p 80 \\\n    site\nstarted\n', true), 'docker run \\\n    -p 80 \\\n    site');
  assert.equal(copied('$ cat <<END\n> a $ b\n> END\na $ b\n', true), 'cat <<END\na $ b\nEND');
});

test('output that looks like a prompt is no command', () => {
  assert.equal(copied('$ npm run build\n> app@1.0.0 build\n> vite build\n', true), 'npm run build');
  assert.equal(copied('$ git log\nme@example.org wrote $ 5\n(a) costs > 3\n', true), 'git log');
  assert.equal(copied('[me@host dir]$ ls\n', true), 'ls');
});

test('all other code is copied as it is', () => {
  assert.equal(copied('just output\n100% done\n', true), 'just output\n100% done');
  assert.equal(copied('$ echo 1\n1\n', false), '$ echo 1\n1');
  assert.equal(copied('a\n\n', false), 'a\n');
});
