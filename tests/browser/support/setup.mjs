// Builds and serves the handbook once for all tests, and takes both away again after them.
import { rmSync } from 'node:fs';
import { buildHandbook } from './build.mjs';
import { serveFolder } from './server.mjs';

export default async function setup() {
  const { folder, site } = buildHandbook();
  const server = await serveFolder(site);
  // The tests run in processes of their own, which inherit the environment.
  process.env.TICKBOOK_TEST_SITE = site;
  process.env.TICKBOOK_TEST_URL = server.url;
  return () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
}
