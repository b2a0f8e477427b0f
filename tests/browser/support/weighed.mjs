// Serves a folder under / and under /a/b/ as a good host does: compressed, what has a hash in its name cached for ever, unknown addresses with the
// site's own page. Every answer is weighed as it goes over the wire.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { POLICY, TYPES } from './server.mjs';

const COMPRESSED = ['.html', '.css', '.js', '.json', '.svg', '.xml', '.txt', '.webmanifest'];
const HASHED = /\.[0-9a-f]{10,32}\.\w+$/;

// Gives { url, requests, close }; a request is { path, bytes, isAhead }: the bytes of the body as sent, and whether the browser loads
// it for a page that the reader may go to next.
// Scripts come `scriptsLater` milliseconds after they are asked for, as on a slow connection; those for which pages wait, of the scheme
// and of the room for this week, come at once.
export async function serveWeighed(folder, { scriptsLater = 0 } = {}) {
  const requests = [];
  const sent = new Map();

  async function load(name) {
    const bytes = await readFile(path.join(folder, name)).catch(() => null);
    const compress = bytes && COMPRESSED.includes(path.extname(name));
    return bytes && { bytes: compress ? gzipSync(bytes, { level: 9 }) : bytes, compress };
  }

  async function found(name) {
    if (!sent.has(name)) sent.set(name, await load(name));
    return sent.get(name);
  }

  const server = createServer(async (request, response) => {
    const named = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).replace(/^\/(a\/b\/)?/, '');
    const name = named === '' || named.endsWith('/') ? `${named}index.html` : named;
    const file = path.normalize(name).startsWith('..') ? null : await found(name);
    const { bytes, compress } = file ?? (await found('404.html'));
    response.statusCode = file ? 200 : 404;
    response.setHeader('Content-Type', TYPES[path.extname(file ? name : '404.html')] ?? 'application/octet-stream');
    response.setHeader('Cache-Control', HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache');
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (compress) response.setHeader('Content-Encoding', 'gzip');
    requests.push({ path: name, bytes: bytes.length, isAhead: request.headers['sec-purpose'] === 'prefetch' });
    const isLate = /^assets\/(?!(scheme|week)\.).*\.js$/.test(name);
    setTimeout(() => response.end(bytes), isLate ? scriptsLater : 0);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, requests, close };
}
