// A host for books that browsers keep: folders at paths of their own, every request counted. It can be cut off, drop `.html` from addresses as many hosts do, and answer for a path with something else.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { POLICY, TYPES } from './server.mjs';

export async function openHost(folders) {
  const host = { folders, requests: [], dropsEndings: false, answers: new Map() };

  // Gives the file that an address names and its path on the host.
  function fileOf(pathname) {
    const at = Object.keys(folders).filter((prefix) => pathname.startsWith(prefix)).sort((a, b) => b.length - a.length)[0];
    if (at === undefined) return null;
    const below = pathname.slice(at.length);
    return path.join(folders[at], below === '' || below.endsWith('/') ? `${below}index.html` : below);
  }

  async function answer(request, response) {
    const { pathname, search } = new URL(request.url, 'http://localhost');
    const named = decodeURIComponent(pathname);
    host.requests.push(named);
    // Browsers look for it beside files that are no page of ours.
    if (named === '/favicon.ico') return response.writeHead(204).end();
    const other = host.answers.get(named);
    if (other) return other(request, response);
    if (host.dropsEndings && named.endsWith('.html')) {
      return response.writeHead(308, { Location: pathname.replace(/(index)?\.html$/, '') + search }).end();
    }
    const file = fileOf(named);
    const read = (name) => readFile(name).catch(() => null);
    const bytes = file && ((await read(file)) ?? (host.dropsEndings ? await read(`${file}.html`) : null));
    const type = TYPES[path.extname(file ?? '')] ?? (host.dropsEndings ? TYPES['.html'] : 'text/plain');
    const headers = { 'Content-Security-Policy': POLICY, 'Content-Type': type, 'Cache-Control': 'max-age=600', Vary: '*' };
    return response.writeHead(bytes ? 200 : 404, headers).end(bytes ?? 'not here');
  }

  const server = createServer((request, response) => answer(request, response).catch((error) => response.destroy(error)));
  const listen = (port) => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address();

  // Cuts the host off until `start`, so that nothing of it can be reached.
  host.stop = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  host.start = () => listen(port);
  host.url = `http://127.0.0.1:${port}`;
  // The requests since it was last asked.
  host.take = () => host.requests.splice(0);
  return host;
}
