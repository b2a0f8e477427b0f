// A small book that an author goes on editing: built, served, edited and built again at the same address, so that
// the reader's browser meets each edition with what it kept of the one before.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveFolder } from './server.mjs';

const BOOK = {
  'book.toml': '[book]\ntitle = "Small book"\nid = "small"\n',
  'content/index.md': '# Small book\n\nThe first words.\n',
};

// Gives { url, folder, edit, end }, where `folder` holds the site; `edit` writes files of the book and builds it again.
export async function editedBook(files) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tickbook-edited-'));
  const edit = (changes) => {
    for (const [name, text] of Object.entries(changes)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    execFileSync(process.env.TICKBOOK, ['build', folder], { stdio: 'ignore' });
  };
  edit({ ...BOOK, ...files });
  const server = await serveFolder(path.join(folder, 'public'));
  const end = () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: server.url, folder: path.join(folder, 'public'), edit, end };
}
