// Serves a folder under / and under /a/b/, with the header that the files for hosts have.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

// A test of the program holds this to its own text.
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
};

// Gives the file that an address names, or null for one outside the folder.
function fileOf(folder, url) {
  const named = decodeURIComponent(new URL(url, 'http://localhost').pathname).replace(/^\/a\/b\//, '/');
  const file = path.join(folder, named.endsWith('/') ? `${named}index.html` : named);
  return file.startsWith(folder + path.sep) ? file : null;
}

// Without a policy, the pages have their own alone.
export async function serveFolder(folder, policy = POLICY) {
  const server = createServer(async (request, response) => {
    const file = fileOf(folder, request.url);
    const bytes = file && (await readFile(file).catch(() => null));
    if (policy) response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Type', (bytes && TYPES[path.extname(file)]) || 'text/plain');
    response.statusCode = bytes ? 200 : 404;
    response.end(bytes || 'not here');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}
