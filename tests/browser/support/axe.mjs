// Runs axe on a page with all its rules, those for good practice included.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Rules that axe leaves out unless they are asked for: the size of targets of WCAG 2.2, and some that are still on trial there.
const MORE = ['target-size', 'css-orientation-lock', 'focus-order-semantics', 'label-content-name-mismatch', 'p-as-heading', 'table-fake-caption', 'td-has-header'];

// Gives one line a fault: the rule, what it asks for, and where.
export async function axeFaults(page) {
  await page.evaluate(SOURCE);
  const violations = await page.evaluate(async (more) => {
    const rules = Object.fromEntries(more.map((rule) => [rule, { enabled: true }]));
    const options = { resultTypes: ['violations'], elementRef: false, rules };
    return (await window.axe.run(document, options)).violations;
  }, MORE);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`));
}
