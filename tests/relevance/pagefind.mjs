// Pagefind over the pages of a built site, by its own indexer and its own script, as a visitor's browser runs it. It measures and never adapts anything.
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Its script asks by `fetch`, which Node does not do for files.
const fetchOther = globalThis.fetch;
globalThis.fetch = async (address, options) => {
  const url = String(address);
  if (!url.startsWith('file:')) return fetchOther(address, options);
  return new Response(readFileSync(fileURLToPath(url.replace(/[?#].*$/, ''))));
};

// Indexes the pages below `site` that bear its attribute, into `folder`, and gives a search: query => { urls, said }, best first. Its answers
// never say that a word is absent.
export async function openPagefind(site, folder, language) {
  const { createIndex, close } = await import('pagefind');
  const { index } = await createIndex({});
  const names = readdirSync(site, { recursive: true }).map(String).filter((name) => name.endsWith('.html')).sort();
  let pages = 0;
  for (const name of names) {
    const content = readFileSync(join(site, name), 'utf8');
    if (!content.includes('data-pagefind-body')) continue;
    const { errors } = await index.addHTMLFile({ url: `/${name.replaceAll('\\', '/')}`, content });
    if (errors.length) throw new Error(`Pagefind cannot index ${name}: ${errors.join('; ')}`);
    pages += 1;
  }
  const { errors } = await index.writeFiles({ outputPath: folder });
  if (errors.length) throw new Error(`Pagefind cannot write its index: ${errors.join('; ')}`);
  await close();
  // Node takes a script for a module by its ending.
  const script = join(folder, 'pagefind.mjs');
  copyFileSync(join(folder, 'pagefind.js'), script);
  const pagefind = await import(pathToFileURL(script).href);
  await pagefind.options({ basePath: `${pathToFileURL(folder).href}/`, baseUrl: '/' });
  await pagefind.init(language);
  const search = async (query) => {
    const { results } = await pagefind.search(query);
    const first = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    return { urls: first.map(({ url }) => url), said: false };
  };
  return { search, pages };
}
