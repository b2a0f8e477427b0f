// Holds our search over the handbook to a floor, with neither packages nor another search: `node floor.mjs SITE`, where SITE is the built handbook.
import { openOurs } from './ours.mjs';
import { meanReciprocalRank, pageOf, rankOf, readQueries } from './queries.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

// A little below what was measured, so that an edit of the handbook may cost a query or two.
const FLOOR = 0.89;

const site = process.argv[2];
const { search } = openOurs(site);
const isAbsent = ({ kind }) => kind === 'absent';
const queries = readQueries('handbook').filter((query) => !isAbsent(query));
const faults = [];
const ranks = [];
for (const query of queries) {
  const missing = query.pages.filter((page) => !existsSync(join(site, `${page}.html`)));
  if (missing.length) faults.push(`${query.query}: there is no page ${missing.join(', ')}`);
  const { urls: found } = await search(query.query);
  const rank = rankOf(query, found);
  ranks.push(rank);
  console.log(`${rank || '–'}\t${query.query}\t${rank === 1 ? '' : found.slice(0, 3).map(pageOf).join(' ')}`);
}
// An edit of the handbook can bring a word that was judged to be nowhere; then the judgement is what is wrong.
for (const { query } of readQueries('handbook').filter(isAbsent)) {
  const { urls, said } = await search(query);
  if (urls.length && !said) faults.push(`${query}: shown as if the handbook had it; judge it anew if it does`);
}
const mean = meanReciprocalRank(ranks);
console.log(`${queries.length} queries, mean reciprocal rank ${mean.toFixed(3)}, floor ${FLOOR}`);
if (queries.length < 60) faults.push('there are fewer than 60 queries');
if (!(mean >= FLOOR)) faults.push('the mean is below the floor');
if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}
