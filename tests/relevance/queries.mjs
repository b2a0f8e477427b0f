// The judged queries of a book and how a ranking of its pages is scored. It searches nothing itself.
import { readFileSync } from 'node:fs';

// [{ kind, query, pages }], where pages are addresses without their ending, in small letters. Queries of the kind `absent` have none.
export function readQueries(book) {
  const lines = readFileSync(new URL(`${book}.txt`, import.meta.url), 'utf8').split('\n');
  const queries = [];
  let kind = '';
  for (const line of lines.filter((line) => line && !line.startsWith('# '))) {
    const heading = /^\[(.+)\]$/.exec(line);
    if (heading) {
      kind = heading[1];
      continue;
    }
    const [query, pages] = line.split(' => ');
    if (!kind || !pages) throw new Error(`${book}.txt: this is no query with its pages: ${line}`);
    queries.push({ book, kind, query, pages: kind === 'absent' ? [] : pages.split(' ') });
  }
  return queries;
}

// The name of a page in the judgements, from its address.
export const pageOf = (url) => url.replace(/^\//, '').replace(/[#?].*$/, '').replace(/\.html$/, '').toLowerCase();

// Which page of the ranking is the first that answers, from 1; 0 where none of the first ten does.
export function rankOf({ pages }, urls) {
  const place = urls.slice(0, 10).findIndex((url) => pages.includes(pageOf(url)));
  return place + 1;
}

// The mean of 1/rank, where a page that was not found counts nothing.
export function meanReciprocalRank(ranks) {
  return ranks.reduce((sum, rank) => sum + (rank ? 1 / rank : 0), 0) / (ranks.length || 1);
}

// One half of the queries by a hash of their text: constants are chosen on the first, and the second says whether they were chosen too closely.
export function isForTuning({ query }) {
  let hash = 7;
  for (const letter of query) hash = (hash * 31 + letter.codePointAt(0)) >>> 0;
  return ((hash ^ (hash >>> 7)) & 1) === 0;
}
