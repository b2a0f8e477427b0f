// Opens the pages of a book of attempts and gathers what could run or did run there. It judges nothing.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { probe, watchRuns } from './probe.mjs';
import { serveFolder } from './server.mjs';

// Every page, but those that send the reader to another site.
export const pagesOf = (folder) => {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.html'));
  return files.filter((file) => !readFileSync(path.join(folder, file), 'utf8').includes('data-tb-to="http')).sort();
};

export const addressOf = (server, file) => server.url + file.split('/').map(encodeURIComponent).join('/');

// Opens pages of a book and gives what could run or did run there.
export async function open(context, folder, policy, chosen) {
  const server = await serveFolder(folder, policy);
  const runs = await watchRuns(context);
  const page = await context.newPage();
  const found = [];
  for (const file of chosen) {
    await page.goto(addressOf(server, file), { waitUntil: 'domcontentloaded' });
    for (const fault of await probe(page)) found.push(`${file}: ${fault}`);
  }
  await page.close();
  server.close();
  return [...found, ...runs];
}

// The pages of single attempts of these files, which the pages for all chapters hold too.
function pagesFrom(book, ...files) {
  const ours = book.accepted.filter(({ name }) => files.includes(name.split(':')[0]));
  return new Set(ours.map(({ page }) => page));
}

// The pages that hold the texts of all others, and those whose heads, addresses and navigation are attempts.
export function fewOf(book) {
  const left = pagesFrom(book, 'raw-html.md', 'links.md', 'blocks.md');
  return pagesOf(book.folder).filter((file) => !left.has(file) && !/^file-\d+\.html$/.test(file));
}

// What Chromium says of pictures that are not there, and of the page for unknown addresses, which loads its files from where the
// settings say.
export const ALLOWED = /Failed to load resource|404\.html: Refused to (apply style|execute script) from/;

// Files of the site that would run scripts where a browser opens them by themselves.
export const filesThatRun = (book) => readdirSync(book.folder, { recursive: true }).filter((file) => /(^|\/)(page-\d|draw-\d|sheet)\b/.test(file));
