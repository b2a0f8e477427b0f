// The books of attempts in tests/xss: what chapters, files, settings, queries and stores try to run. Builds them, and counts what a
// build refuses by itself. It never judges a page.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ATTEMPTS = fileURLToPath(new URL('../../xss', import.meta.url));
const CHAPTERS = ['raw-html.md', 'links.md', 'blocks.md', 'front-matter.md', 'files.md'];

// The sections of a file: each has a name and one block, with its kind and, for files, a path.
export function attempts(file) {
  const [, ...sections] = readFileSync(path.join(ATTEMPTS, file), 'utf8').split(/^## (?=[^\n]*\n\n````)/m);
  return sections.map((section) => {
    const [, name, kind, , at, text] = /^([^\n]*)\n\n````(\w+)( path=([^\n]*))?\n([\s\S]*?)\n````\s*$/.exec(section);
    return { name: `${file}: ${name}`, kind, at, text };
  });
}

// A file is linked to and shown by a chapter of its own.
function filesOf(attempt, number) {
  if (attempt.kind === 'file') {
    const name = path.basename(attempt.at);
    return { [attempt.at]: attempt.text, [`content/file-${number}.md`]: `# Attempt\n\n[press](${name}) ![a](${name})\n\n<a href="${name}">press</a>\n` };
  }
  const text = /^(---\n|# )/.test(attempt.text) ? attempt.text : `# Attempt ${number}\n\n${attempt.text}`;
  return { [attempt.at ?? `content/attempt-${number}.md`]: `${text}\n` };
}

// The attempts of chapters with the files that each needs.
function chapters() {
  const all = CHAPTERS.flatMap((file) => attempts(file));
  return all.map((attempt, number) => ({ ...attempt, page: `attempt-${number}.html`, files: filesOf(attempt, number) }));
}

// SUMMARY.md with one attempt a line, and the chapters that it names.
function outline() {
  const rows = attempts('outline.md').map((attempt) => ({ ...attempt, line: `- ${attempt.text}` }));
  const words = ['one', 'two', 'three', 'four', 'five'].map((name) => [`content/${name}.md`, `# Chapter ${name}\n\n- [ ] an item\n`]);
  return { rows, words: Object.fromEntries(words) };
}

const write = (folder, files) => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
};

// Builds, and gives the places of errors: a file, and a line of it.
function errors(folder) {
  const { status, stderr } = spawnSync(process.env.TICKBOOK, ['build', folder, '--format', 'short'], { encoding: 'utf8' });
  const faults = stderr.split('\n').filter((line) => /: error\[/.test(line) || /^error\[/.test(line));
  if (status !== 0 && faults.length === 0) throw new Error(`no place in: ${stderr}`);
  return faults;
}

// Builds until nothing is refused any more. What is refused is taken out, because no page comes of it.
function buildAll(folder, parts, put) {
  const refused = [];
  let left = parts;
  for (let round = 0; round < 8; round += 1) {
    put(left);
    const faults = errors(folder);
    if (faults.length === 0) return { accepted: left, refused };
    const met = left.filter((part) => faults.some((fault) => part.isAt(fault)));
    if (met.length === 0) throw new Error(`none of the attempts is at fault: ${faults.join('\n')}`);
    refused.push(...met);
    left = left.filter((part) => !met.includes(part));
  }
  throw new Error('the book does not build');
}

// Gives { folder, refused, accepted, end } of the book of all chapters, or of every nth, in a mode of raw HTML.
export function buildAttempts(mode, every = 1) {
  const book = mkdtempSync(path.join(tmpdir(), 'tickbook-xss-'));
  const settings = readFileSync(path.join(ATTEMPTS, 'book.toml'), 'utf8').replace('"MODE"', `"${mode}"`);
  const parts = chapters().filter((_, place) => place % every === 0).map((part) => ({ ...part, isAt: (fault) => Object.keys(part.files).some((file) => fault.includes(file)) }));
  const done = buildAll(book, parts, (left) => {
    rmSync(path.join(book, 'content'), { recursive: true, force: true });
    const links = left.flatMap(({ files }) => Object.keys(files)).filter((name) => name.endsWith('.md'));
    const listed = links.map((name) => `- [to one](<${name.slice('content/'.length).replace(/[<>%#?]/g, encodeURIComponent)}>)\n- [ ] an item\n`);
    write(book, { 'book.toml': settings, 'content/index.md': `# Start\n\n${listed.join('')}`, ...Object.assign({}, ...left.map(({ files }) => files)) });
  });
  return { ...done, folder: path.join(book, 'public'), end: () => rmSync(book, { recursive: true, force: true }) };
}

// The same of the book with a SUMMARY.md.
export function buildOutline(mode) {
  const book = mkdtempSync(path.join(tmpdir(), 'tickbook-xss-'));
  const { rows, words } = outline();
  let shown = rows;
  const parts = rows.map((row) => ({ ...row, isAt: (fault) => fault.includes(`SUMMARY.md:${shown.indexOf(row) + 3}:`) }));
  const done = buildAll(book, parts, (left) => {
    shown = rows.filter((row) => left.some((part) => part.line === row.line));
    const lines = shown.map(({ line }) => line);
    write(book, { 'book.toml': `[output.html]\nraw-html = "${mode}"\n`, 'content/SUMMARY.md': `# Summary\n\n${lines.join('\n')}\n`, ...words });
  });
  return { ...done, folder: path.join(book, 'public'), end: () => rmSync(book, { recursive: true, force: true }) };
}

// The same of the book whose lock has the attempts, a line each.
export function buildLock() {
  const book = mkdtempSync(path.join(tmpdir(), 'tickbook-xss-'));
  const settings = readFileSync(path.join(ATTEMPTS, 'book.toml'), 'utf8').replace('"MODE"', '"sanitize"');
  const rows = attempts('lock.md');
  const items = rows.map(({ text }) => `- [ ] \`${/text = "([^"]*)/.exec(text)?.[1] ?? 'attempt'}\`\n`);
  let shown = rows;
  const parts = rows.map((row) => ({ ...row, isAt: (fault) => fault.includes(`book.lock:${shown.indexOf(row) + 2}:`) }));
  const done = buildAll(book, parts, (left) => {
    shown = rows.filter((row) => left.some((part) => part.text === row.text));
    const lines = shown.map(({ text }) => `${text}\n`);
    write(book, {
      'book.toml': settings,
      'content/page.md': `# Page\n\n## A heading\n\n${items.join('')}`,
      'book.lock': `version = 3\n${lines.join('')}# end of book.lock\n`,
    });
  });
  return { ...done, folder: path.join(book, 'public'), end: () => rmSync(book, { recursive: true, force: true }) };
}

// Takes the policy out of every page, so that nothing but the pages themselves holds an attempt back.
export function withoutPolicy(folder) {
  for (const name of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html'))) {
    const file = path.join(folder, name);
    const text = readFileSync(file, 'utf8');
    const bare = text.replace(/\n<meta http-equiv="Content-Security-Policy" content="[^"]*">/, '');
    if (bare === text && text.includes('tb-skip')) throw new Error(`${name} has no policy`);
    writeFileSync(file, bare);
  }
}
