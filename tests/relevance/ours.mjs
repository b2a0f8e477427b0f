// The search of a built site, by the scripts of the theme over the files of its index, as a visitor's browser runs them.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';

const scripts = new URL('../../themes/default/js/search/', import.meta.url);
const files = new Map();

// A file as text and its compressed size, read once, so that a second run over the same files measures the scripts alone.
function fileAt(path) {
  if (!files.has(path)) {
    const bytes = readFileSync(path);
    files.set(path, { source: bytes.toString(), size: gzipSync(bytes, { level: 9 }).length });
  }
  return files.get(path);
}

// Gives `search`, query => { urls, said }: the addresses with the best first, and whether the answer says that the book lacks a word of the
// query; `find`, which gives the whole answer; and `loaded`: the sizes by name of the files that it took so far, compressed.
export function openOurs(site) {
  const context = vm.createContext({});
  // The scripts from 60 on are the dialog, which needs a page.
  const engine = readdirSync(scripts).filter((name) => name.endsWith('.js') && name < '60').sort();
  for (const name of engine) vm.runInContext(readFileSync(new URL(name, scripts), 'utf8'), context, { filename: name });
  const { tickbook } = context;
  const loaded = new Map();
  const load = async (name) => {
    const { source, size } = fileAt(join(site, 'assets/search', `${name}.js`));
    loaded.set(name, size);
    let taken;
    tickbook.take = (_, data) => (taken = data);
    vm.runInContext(source, context, { filename: name });
    return taken;
  };
  const { find } = tickbook.searcher(load);
  const search = async (query) => {
    const { chapters, missing } = await find(query, { limit: 10 });
    return { urls: chapters.map(({ url }) => url), said: missing.length > 0 };
  };
  return { search, find, loaded };
}
