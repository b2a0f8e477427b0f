// What a copy of a block of code holds: of a terminal session the commands alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { copied } = load('67-commands.js');

test('of a session the commands are copied, without prompts and output', () => {
  const session = '$ tickbook build\npublic: 3 pages\n# not a command\n\n$ ls public\nindex.html\n';
  assert.equal(copied(session, 'console'), 'tickbook build\nls public');
  assert.equal(copied('anna@host:~/book$ make\nok\n', 'shell-session'), 'make');
  assert.equal(copied('(venv) $ pip list\n', 'console'), 'pip list');
  assert.equal(copied('PS C:\\book> tickbook build\nok\n', 'console'), 'tickbook build');
  assert.equal(copied('# apt install nginx\nReading lists\n', 'console'), 'apt install nginx');
});

test('a command goes on over several lines', () => {
  assert.equal(copied('$ docker run \\\n    -p 80 \\\n    site\nstarted\n', 'console'), 'docker run \\\n    -p 80 \\\n    site');
  assert.equal(copied('$ cat <<END\n> a $ b\n> END\na $ b\n', 'console'), 'cat <<END\na $ b\nEND');
});

test('all other code is copied as it is', () => {
  assert.equal(copied('just output\n100% done\n', 'console'), 'just output\n100% done');
  assert.equal(copied('$ echo 1\n1\n', 'bash'), '$ echo 1\n1');
  assert.equal(copied('a\n\n', ''), 'a\n');
});
