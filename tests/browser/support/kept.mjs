// A book that browsers keep, edited and built again while readers have it, on a host of its own.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from './test.mjs';
import { openHost } from './host.mjs';

const svg = (colour) => `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect fill="${colour}" width="8" height="8"/></svg>\n`;

export const settings = (title, more) => `[book]\ntitle = "${title}"\nid = "kept"\n[output.html]\n${more ?? 'offline = true\n'}`;

// Every page names its edition in its text, its picture and the site's style sheet.
export const edition = (name, colour, more) => ({
  'book.toml': settings('Kept', `${more ?? 'offline = true'}\nadditional-css = ["own.css"]\n`),
  'own.css': `.edition-${name} { color: red }\n:root { --edition: ${name} }\n`,
  'content/index.md': `# Kept\n\nEdition ${name}.\n\n![A square](square.svg)\n`,
  'content/square.svg': svg(colour),
  'content/part/index.md': `# Part\n\nEdition ${name}.\n`,
  'content/part/a chapter ü.md': `# A chapter\n\nEdition ${name}.\n\n- [ ] One thing to do\n\n![A square](../square.svg)\n`,
  'content/same.md': '# Same\n\nThe same in every edition.\n',
});

export function makeBook(files) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tickbook-kept-'));
  const edit = (changes) => {
    for (const [name, text] of Object.entries(changes)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    execFileSync(process.env.TICKBOOK, ['build', folder], { stdio: 'ignore' });
  };
  edit(files);
  return { folder, site: path.join(folder, 'public'), edit, end: () => rmSync(folder, { recursive: true, force: true }) };
}

// The book at `/book/` of a host; `publish` puts an edition there as a whole.
export async function publishedBook(files) {
  const book = makeBook(files);
  const host = await openHost({ '/book/': book.site });
  const end = async () => {
    await host.stop();
    book.end();
  };
  return { ...book, host, url: `${host.url}/book/`, publish: book.edit, end };
}

// Which worker of the page's book is in which state, as [active, waiting, installing].
export const workers = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const { active, waiting, installing } = registration ?? {};
    return [active, waiting, installing].map((worker) => worker?.state ?? null);
  });

export const expectWorkers = (page, ...states) => expect.poll(() => workers(page)).toEqual(states);

// Has pages load nothing ahead, as on a slow line. A host may be cut off while they do, which the browser tells its
// console of.
export const loadNothingAhead = (context) =>
  context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { effectiveType: '3g' } }));

// Opens a page and waits until the browser has the whole book.
export async function visit(page, address) {
  await page.goto(address);
  await expectWorkers(page, 'activated', null, null);
}

// The names of all caches of the origin.
export const cacheNames = (page) => page.evaluate(() => window.caches.keys());
