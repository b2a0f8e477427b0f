// Compares our search with Pagefind's over both books: prints how each ranks every query, and fails where ours is worse.
import { join } from 'node:path';
import { withSite } from './books.mjs';
import { openOurs } from './ours.mjs';
import { isForTuning, meanReciprocalRank, rankOf, readQueries } from './queries.mjs';
import { openTheirs } from './theirs.mjs';

const BOOKS = ['handbook', 'fastify'];
// How much lower the mean reciprocal rank may be.
const LOWER = 0.02;

const rank = (place) => (place ? String(place) : '–').padStart(4);
const mean = (list, whose) => meanReciprocalRank(list.map((query) => query[whose]));

async function compare(book) {
  return withSite(book, async (site, folder) => {
    const ours = openOurs(site);
    const theirs = await openTheirs(site, join(folder, 'pagefind'));
    const judged = [];
    for (const query of readQueries(book)) {
      const found = await ours.search(query.query);
      judged.push({ ...query, ours: rankOf(query, found), theirs: rankOf(query, await theirs.search(query.query)) });
    }
    console.log(`\n${book}: ${theirs.pages} pages in their index`);
    if (!theirs.pages) throw new Error('no page bears data-pagefind-body');
    // A search that finds nothing at all was not set up well, and is beaten by anything.
    if (mean(judged, 'theirs') < 0.3) throw new Error('Pagefind finds next to nothing; the comparison would say nothing');
    return judged;
  });
}

function line(name, list) {
  const [ours, theirs] = [mean(list, 'ours'), mean(list, 'theirs')];
  console.log(`${name.padEnd(34)}${String(list.length).padStart(8)}${ours.toFixed(3).padStart(8)}${theirs.toFixed(3).padStart(10)}${(ours - theirs).toFixed(3).padStart(12)}`);
}

function report(all) {
  console.log('\nours theirs  query');
  for (const { ours, theirs, book, kind, query } of all) console.log(`${rank(ours)}   ${rank(theirs)}  ${query}  (${book}, ${kind})`);
  console.log(`\n${'mean reciprocal rank'.padEnd(34)} queries    ours  Pagefind  difference`);
  for (const book of BOOKS) {
    const list = all.filter((query) => query.book === book);
    line(book, list);
    line('  half on which constants were set', list.filter(isForTuning));
    line('  other half', list.filter((query) => !isForTuning(query)));
  }
  for (const kind of new Set(all.map((query) => query.kind))) line(kind, all.filter((query) => query.kind === kind));
  // Pagefind forgives no typos and leaves labels out, in which the texts of items stand.
  line('all but typos and items', all.filter(({ kind }) => kind !== 'typo' && kind !== 'item'));
  line('all', all);
}

const all = [];
for (const book of BOOKS) all.push(...(await compare(book)));
report(all);
const worse = BOOKS.filter((book) => {
  const list = all.filter((query) => query.book === book);
  return mean(list, 'ours') < mean(list, 'theirs') - LOWER;
});
if (worse.length) console.error(`\nOurs is more than ${LOWER} lower over: ${worse.join(', ')}`);
process.exit(worse.length ? 1 : 0);
