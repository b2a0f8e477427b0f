// What the first query of a visit costs: `node first.mjs SITE CHAPTERS QUERY…` prints for each query how many chapters it finds, the time of
// the main thread without reading files, and the size of what is loaded, compressed; it fails where one is over its bar.
import { openOurs } from './ours.mjs';

const MOST_TIME = 150;
const [site, chapters, ...queries] = process.argv.slice(2);
const isLarge = Number(chapters) > 1000;
const mostBytes = isLarge ? 400_000 : 250_000;
const ROUNDS = 5;

async function once(query) {
  const { find, loaded } = openOurs(site);
  const { user, system } = process.cpuUsage();
  const { total } = await find(query, { limit: 8 });
  const used = process.cpuUsage({ user, system });
  const bytes = [...loaded.values()].reduce((sum, size) => sum + size, 0);
  return { total, time: (used.user + used.system) / 1000, bytes, files: loaded.size };
}

const missed = [];
for (const query of queries) {
  await once(query);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await once(query));
  rounds.sort((one, other) => one.time - other.time);
  const { total, time, bytes, files } = rounds[Math.floor(ROUNDS / 2)];
  console.log(`find ${query.padEnd(44)} ${String(total).padStart(6)} chapters ${time.toFixed(1).padStart(7)} ms ${(bytes / 1000).toFixed(1).padStart(7)} kB in ${files} files`);
  if (!total) missed.push(`nothing has ${query}`);
  if (!isLarge && time > MOST_TIME) missed.push(`the first results of ${query} may take ${MOST_TIME} ms`);
  if (bytes > mostBytes) missed.push(`the first results of ${query} may take ${mostBytes / 1000} kB`);
}
if (missed.length) {
  console.error(missed.join('\n'));
  process.exit(1);
}
