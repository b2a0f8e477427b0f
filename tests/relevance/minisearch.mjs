// MiniSearch over the sections of a built site's pages, with the options that generators of documentation commonly give it. It measures and
// never adapts anything.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

function plainText(html) {
  const bare = html.replace(/<[^>]*>/g, ' ');
  return bare.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) =>
    name ? (NAMED[name] ?? whole) : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)));
}

// The sections of a page: { title, heading, text }.
function sectionsOf(html) {
  const main = /data-pagefind-body[^>]*>([^]*?)<\/main>/.exec(html)?.[1] ?? '';
  const title = plainText(/<h1[^>]*>([^]*?)<\/h1>/.exec(main)?.[1] ?? '').trim();
  return main.split(/(?=<h[2-6][\s>])/).map((part) => {
    const heading = plainText(/^<h[2-6][^>]*>([^]*?)<\/h[2-6]>/.exec(part)?.[1] ?? '').trim();
    return { title, heading, text: plainText(part) };
  });
}

// Gives a search: query => { urls, said }, the pages with the best first. Its answers never say that a word is absent.
export async function openMiniSearch(site) {
  const { default: MiniSearch } = await import('minisearch');
  const index = new MiniSearch({ fields: ['title', 'heading', 'text'], storeFields: ['url'] });
  const names = readdirSync(site, { recursive: true }).map(String).filter((name) => name.endsWith('.html')).sort();
  let id = 0;
  for (const name of names) {
    const html = readFileSync(join(site, name), 'utf8');
    if (!html.includes('data-pagefind-body')) continue;
    for (const section of sectionsOf(html)) index.add({ ...section, id: (id += 1), url: `/${name.replaceAll('\\', '/')}` });
  }
  const search = async (query) => {
    const found = index.search(query, { fuzzy: 0.2, prefix: true, boost: { title: 4, heading: 2 } });
    return { urls: [...new Set(found.map(({ url }) => url))].slice(0, 10), said: false };
  };
  return { search, sections: id };
}
