// Runs `tickbook serve` on a small book of its own.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const BOOK = {
  'book.toml': '[book]\ntitle = "Small book"\nid = "small"\n',
  'content/index.md': '# Small book\n\nThe first words.\n',
  'content/chapter.md': '# Chapter\n\nWhat it says now.\n\n- [ ] One thing to do\n',
};

// Resolves to { url, folder, write, end }, where `end` gives the exit status after Ctrl-C,
// or to { refusal } where the program ends instead of serving.
export async function serveSmallBook(changes = {}, flags = []) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tickbook-serve-'));
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  for (const [name, text] of Object.entries({ ...BOOK, ...changes })) write(name, text);

  const server = spawn(process.env.TICKBOOK, ['serve', folder, '--port', '0', ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const end = async () => {
    server.kill('SIGINT');
    // A server that does not end by itself must not outlive its test.
    const last = setTimeout(() => server.kill('SIGKILL'), 5000);
    const code = await ended;
    clearTimeout(last);
    rmSync(folder, { recursive: true, force: true });
    return code;
  };

  let said = '';
  const address = new Promise((resolve) => {
    server.stderr.on('data', (bytes) => {
      said += bytes;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (found) resolve(found[0]);
    });
  });
  const url = await Promise.race([address, ended.then(() => null)]);
  if (url) return { url, folder, write, end };
  rmSync(folder, { recursive: true, force: true });
  return { refusal: `ended with status ${await ended}: ${said.trim()}` };
}
