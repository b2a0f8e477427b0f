// Builds the handbook with the program under test.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

// Gives a new folder below the system's own for such, and the site inside it.
export function buildHandbook() {
  const folder = mkdtempSync(path.join(tmpdir(), 'tickbook-browser-'));
  const site = path.join(folder, 'site');
  execFileSync(process.env.TICKBOOK, ['build', ROOT, '--locked', '--dest', site], { stdio: ['ignore', 'inherit', 'inherit'] });
  return { folder, site };
}
