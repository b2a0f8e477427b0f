// A book of chapters that share most of their words, of any size and the same each time: its titles are like "Chapter 9: roadmap in practice".
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const TOPICS = ['roadmap', 'budget', 'hiring', 'incident', 'platform', 'mentoring', 'latency', 'contract', 'security', 'migration', 'feedback', 'planning'];
const VERBS = ['agree on', 'write down', 'measure', 'review', 'compare', 'explain', 'shorten', 'question', 'share', 'plan'];
const THINGS = 'team system budget release metric review queue customer outage owner decision cost growth service incident manager design quarter support database pipeline risk schedule interview founder backlog interface outcome vendor capacity meeting report promise deadline handover threshold rehearsal estimate dependency audit'.split(' ');

// Random numbers by a linear congruence (D. Knuth: The Art of Computer Programming, volume 2).
function* numbers(seed) {
  let state = seed * 2654435761 + 1;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

function chapter(number) {
  const random = numbers(number + 1);
  const pick = (list) => list[Math.floor(random.next().value * list.length)];
  const topic = TOPICS[number % TOPICS.length];
  const sentence = () => `${pick(['Before', 'After', 'During', 'Without'])} the ${pick(THINGS)} of the ${topic}, ${pick(VERBS)} the ${pick(THINGS)} and the ${pick(THINGS)} with case ${Math.floor(random.next().value * 4000)}.`;
  const paragraph = () => Array.from({ length: 6 }, sentence).join(' ');
  const sections = ['Begin', 'Work', 'Look back'].map((name) => `## ${name} with the ${pick(THINGS)}\n\n${paragraph()}\n\n${paragraph()}\n`);
  const items = Array.from({ length: 6 }, () => `- [ ] ${pick(VERBS)} the ${pick(THINGS)} of the ${topic}`);
  return `# Chapter ${number}: ${topic} in practice\n\n${paragraph()}\n\n${sections.join('\n')}\n## Checklist\n\n${items.join('\n')}\n`;
}

// Writes a book of so many chapters into a folder.
export function writeHundred(folder, count) {
  const files = { 'book.toml': '[book]\ntitle = "Practice"\nid = "practice"\n', 'content/index.md': '# Practice\n\nA book.\n' };
  for (let number = 0; number < count; number += 1) files[`content/part-${Math.floor(number / 25)}/chapter-${String(number).padStart(5, '0')}.md`] = chapter(number);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
