// Compares our search with Pagefind's and MiniSearch's over all books: prints how each ranks every query and how honest it is about words that
// a book lacks, and fails where ours is worse.
import { join } from 'node:path';
import { languageOf, withSite } from './books.mjs';
import { openMiniSearch } from './minisearch.mjs';
import { openOurs } from './ours.mjs';
import { openPagefind } from './pagefind.mjs';
import { isForTuning, meanReciprocalRank, rankOf, readQueries } from './queries.mjs';

const BOOKS = ['handbook', 'guide', 'fastify', 'japanese', 'thai'];
const ENGINES = ['ours', 'pagefind', 'minisearch'];
// How much lower the mean reciprocal rank may be.
const LOWER = 0.02;

const isAbsent = ({ kind }) => kind === 'absent';
const mean = (list, whose) => meanReciprocalRank(list.map((query) => query[whose].rank));
// An answer about a word that the book lacks is honest if it shows nothing or says so.
const isHonest = ({ shown, said }) => said || !shown;
const honesty = (list, whose) => list.filter((query) => isHonest(query[whose])).length / (list.length || 1);

async function compare(book) {
  return withSite(book, async (site, folder) => {
    const pagefind = await openPagefind(site, join(folder, 'pagefind'), languageOf(book));
    const engines = { ours: openOurs(site), pagefind, minisearch: await openMiniSearch(site) };
    if (!pagefind.pages || !engines.minisearch.sections) throw new Error('no page bears data-pagefind-body');
    const judged = [];
    for (const query of readQueries(book)) {
      const answers = {};
      for (const [name, { search }] of Object.entries(engines)) {
        const { urls, said } = await search(query.query);
        answers[name] = { rank: rankOf(query, urls), shown: urls.length, said };
      }
      judged.push({ ...query, ...answers });
    }
    // A search that finds nothing at all was not set up well, and is beaten by anything.
    const found = judged.filter((query) => !isAbsent(query));
    if (languageOf(book) === 'en' && mean(found, 'pagefind') < 0.3) throw new Error('Pagefind finds next to nothing; the comparison would say nothing');
    return judged;
  });
}

const line = (name, list, measure) =>
  console.log(`${name.padEnd(34)}${String(list.length).padStart(8)}${ENGINES.map((whose) => measure(list, whose).toFixed(3).padStart(12)).join('')}`);
const answerOf = (query, whose) => {
  const { rank, shown, said } = query[whose];
  const text = isAbsent(query) ? (isHonest({ shown, said }) ? 'yes' : 'no') : String(rank || '–');
  return text.padStart(10);
};

function report(all) {
  console.log(`\n${ENGINES.map((name) => name.padStart(10)).join('')}  query: the rank of the page that answers, or whether the absence is said`);
  for (const query of all) {
    const wrong = !isAbsent(query) && query.kind !== 'typo' && query.ours.said ? ', said to be absent' : '';
    console.log(`${ENGINES.map((whose) => answerOf(query, whose)).join('')}  ${query.query}  (${query.book}, ${query.kind}${wrong})`);
  }
  const found = all.filter((query) => !isAbsent(query));
  console.log(`\n${'mean reciprocal rank'.padEnd(34)} queries${ENGINES.map((name) => name.padStart(12)).join('')}`);
  for (const book of BOOKS) {
    const list = found.filter((query) => query.book === book);
    line(book, list, mean);
    line('  half on which constants were set', list.filter(isForTuning), mean);
    line('  other half', list.filter((query) => !isForTuning(query)), mean);
  }
  for (const kind of new Set(found.map((query) => query.kind))) line(kind, found.filter((query) => query.kind === kind), mean);
  // Pagefind forgives no typos and leaves labels out, in which the texts of items stand.
  line('all but typos and items', found.filter(({ kind }) => kind !== 'typo' && kind !== 'item'), mean);
  line('all', found, mean);
  line('honest about absence', all.filter(isAbsent), honesty);
}

const all = [];
for (const book of BOOKS) all.push(...(await compare(book)));
report(all);
const worse = BOOKS.filter((book) => {
  const list = all.filter((query) => query.book === book && !isAbsent(query));
  return ENGINES.slice(1).some((other) => mean(list, 'ours') < mean(list, other) - LOWER);
});
if (worse.length) console.error(`\nOurs is more than ${LOWER} lower over: ${worse.join(', ')}`);
process.exit(worse.length ? 1 : 0);
