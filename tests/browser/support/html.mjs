// Checks the markup of whole sites with html-validate, without a browser.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const RULES = {
  // Every script and style comes from the site itself; whoever could change those could change the pages too.
  'require-sri': ['error', { target: 'crossorigin' }],
  // HTML has long allowed ids that begin with a digit, as those of headings such as "1999" do.
  'valid-id': ['error', { relaxed: true }],
  // A list, such as that of the counts by part, may have a name as well as a landmark may.
  'aria-label-misuse': ['error', { allowAnyNamable: true }],
};

const loader = new StaticConfigLoader({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: RULES,
});

// Looks at the pages below the folder, or at every so many of them. Gives their number, and one line a fault.
export async function htmlFaults(folder, every = 1) {
  const validator = new HtmlValidate(loader);
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.html')).sort();
  const pages = files.filter((_, place) => place % every === 0);
  const faults = [];
  for (const page of pages) {
    const { results } = await validator.validateString(readFileSync(path.join(folder, page), 'utf8'), page);
    for (const { ruleId, message, line, column } of results.flatMap((result) => result.messages)) {
      faults.push(`${page}:${line}:${column}: ${message} (${ruleId})`);
    }
  }
  return { pages: pages.length, faults };
}
