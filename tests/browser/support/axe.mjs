// Runs axe on a page with all its rules, those for good practice included.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Rules that axe leaves out unless they are asked for: the size of targets of WCAG 2.2, and some that are still on trial there.
const MORE = ['target-size', 'css-orientation-lock', 'focus-order-semantics', 'label-content-name-mismatch', 'p-as-heading', 'table-fake-caption', 'td-has-header'];

// The rules that a scheme can break; the others look at what is the same in all.
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

// Ways that a page can look, each with the rules to ask in it.
export const LOOKS = {
  light: { media: { colorScheme: 'light', forcedColors: 'none' } },
  dark: { media: { colorScheme: 'dark', forcedColors: 'none' }, only: OF_COLOURS },
  'forced colours': { media: { colorScheme: 'dark', forcedColors: 'active' }, only: OF_COLOURS },
};

// Gives one line a fault: the rule, what it asks for, and where. The page is looked at from its top, because axe takes what has
// scrolled under the header for too small to be pressed.
export async function axeFaults(page, only) {
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  const rules = only ? { runOnly: { type: 'rule', values: only } } : { rules: Object.fromEntries(MORE.map((rule) => [rule, { enabled: true }])) };
  const violations = await page.evaluate(async (asked) => {
    const options = { resultTypes: ['violations'], elementRef: false, ...asked };
    return (await window.axe.run(document, options)).violations;
  }, rules);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`));
}

// The same in the looks of these names.
export async function axeFaultsIn(page, names) {
  const found = [];
  for (const look of names) {
    const { media, only } = LOOKS[look];
    await page.emulateMedia(media);
    found.push(...(await axeFaults(page, only)).map((fault) => `${look}: ${fault}`));
  }
  return found;
}
