// The books of tests/sites that show what the handbook does not, and the user guide: built and served for the specs that ask for them.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from './test.mjs';
import { serveFolder } from './server.mjs';

export { expect };

const SITES = fileURLToPath(new URL('../../sites', import.meta.url));
const GUIDE = fileURLToPath(new URL('../../../docs', import.meta.url));

// Builds a copy of the book, because a build writes its lock beside it. Gives { folder, end }.
export function buildBook(name) {
  const book = mkdtempSync(path.join(tmpdir(), `tickbook-${name}-`));
  cpSync(name === 'guide' ? GUIDE : path.join(SITES, name), book, { recursive: true });
  execFileSync(process.env.TICKBOOK, ['build', book], { stdio: 'ignore' });
  return { folder: path.join(book, 'public'), end: () => rmSync(book, { recursive: true, force: true }) };
}

const served = (name) => [
  async ({}, use) => {
    const { folder, end } = buildBook(name);
    const server = await serveFolder(folder);
    await use(server.url);
    server.close();
    end();
  },
  { scope: 'worker' },
];

// `showcase`, `rtl` and `look` are the addresses of those three books, each built when a test first asks for it.
export const test = base.extend({ showcase: served('showcase'), rtl: served('rtl'), look: served('look') });

// For tests of the plan page, which take the short book of that name for the handbook: its plan loads in a third of the time.
export const testPlan = base.extend({ plan: served('plan'), baseURL: async ({ plan }, use) => use(plan) });
