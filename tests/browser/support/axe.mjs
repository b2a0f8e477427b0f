// Runs axe on a page with all its rules, those for good practice included.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Gives one line a fault: the rule, what it asks for, and where.
export async function axeFaults(page) {
  await page.evaluate(SOURCE);
  const violations = await page.evaluate(async () => {
    const options = { resultTypes: ['violations'], elementRef: false };
    return (await window.axe.run(document, options)).violations;
  });
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`));
}
