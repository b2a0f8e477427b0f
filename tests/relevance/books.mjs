// The books of the comparison, built in a temporary folder: the handbook, the user guide, two short books in Japanese and Thai, and the
// documentation that the package fastify ships, as its Markdown files are but for links within it, which do not fit another site.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fastify = fileURLToPath(new URL('node_modules/fastify/docs/', import.meta.url));

// Its files open with the name of the package in HTML and have their titles as second-level headings.
function asChapter(text) {
  const bare = text.replace(/^<h1[^>]*>.*<\/h1>\s*$/gm, '').replace(/<a id="[^"]*"><\/a>\s*$/gm, '');
  const titled = bare.replace(/^##? /m, '# ');
  const unlinked = titled.replace(/!?\[((?:[^[\]]|\[[^[\]]*\])*)\]\((?!https?:)[^)\s]*\)/g, '$1');
  return unlinked.replace(/^(\[[^\]]+\]:\s*)(?!https?:)\S+/gm, '$1https://example.org/');
}

// Copies the book in a folder of the repository: its settings, with a style sheet that they may name, its lock if it has one, and its text.
function copyBook(from, folder) {
  for (const name of ['content', 'book.toml', 'book.lock', 'guide.css']) {
    if (existsSync(join(from, name))) cpSync(join(from, name), join(folder, name), { recursive: true });
  }
}

function copyDocumentation(folder) {
  writeFileSync(join(folder, 'book.toml'), '[book]\ntitle = "Documentation"\n');
  for (const name of readdirSync(fastify, { recursive: true }).map(String).filter((name) => name.endsWith('.md'))) {
    const target = join(folder, 'content', name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, asChapter(readFileSync(join(fastify, name), 'utf8')));
  }
}

// How each book gets into its folder, and its language.
const BOOKS = {
  handbook: { language: 'en', copy: (folder) => copyBook(root, folder) },
  guide: { language: 'en', copy: (folder) => copyBook(join(root, 'docs'), folder) },
  fastify: { language: 'en', copy: copyDocumentation },
  japanese: { language: 'ja', copy: (folder) => copyBook(join(root, 'tests/relevance/books/japanese'), folder) },
  thai: { language: 'th', copy: (folder) => copyBook(join(root, 'tests/relevance/books/thai'), folder) },
};

export const languageOf = (book) => BOOKS[book].language;

// Builds a book with the program that TICKBOOK names, calls `use` with the folder of the site, and removes everything again.
export async function withSite(book, use) {
  const program = process.env.TICKBOOK;
  if (!program) throw new Error('TICKBOOK must name the program; `cargo xtask relevance` does so');
  const folder = mkdtempSync(join(tmpdir(), 'tickbook-relevance-'));
  try {
    BOOKS[book].copy(folder);
    execFileSync(program, ['build', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
    return await use(join(folder, 'public'), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
