// Lists the pages of the built handbook from its folder, so that a sweep misses none.
import { readdirSync } from 'node:fs';

export function allPages() {
  const files = readdirSync(process.env.TICKBOOK_TEST_SITE, { recursive: true });
  return files.map((file) => file.replaceAll('\\', '/')).filter((file) => file.endsWith('.html')).sort();
}
