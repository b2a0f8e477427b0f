// The pages of the handbook that the tests visit, each with what makes it fit, and how to find things on a page.

export const BOOK = 'how-to-become-a-cto';

export const START = 'index.html';
export const PART = 'role/index.html';
export const PART_TITLE = 'The role';
// Has a checklist, a table, a code block and an alert; stands in the middle of its part.
export const CHAPTER = 'role/risk-and-quality.html';
export const CHAPTER_TITLE = 'Risk and quality';
// The first chapter of the part after it, which comes after the part's own page.
export const OTHER_CHAPTER = 'paths/founding-engineer.html';
// Closes with a checklist under a heading of that name.
export const CHECKLIST = 'paths/early-employee.html';
// Has several checklists, items with links and a nested list.
export const ACTIONS = 'action-plan.html';
// Has code blocks wider than a phone.
export const CODE = 'templates.html';
export const TIMELINE = 'timeline.html';
export const PLAN = 'plan.html';
export const PRINT = 'print.html';
export const MISSING = '404.html';

export const boxes = (page) => page.locator('.tb-item > .tb-box');
export const firstList = (page) => page.locator('[data-tb-checklist]').first();
export const listCount = (list) => list.locator(':scope > .tb-progress [data-tb-count]');
export const pageCount = (page) => page.locator('[data-tb-progress="page"] [data-tb-count]');
export const navigation = (page) => page.getByRole('navigation', { name: 'Chapters' });
export const notice = (page) => page.locator('[data-tb-notice]');

// The box of the item with this id, wherever in the book it is shown.
export const boxOf = (page, id) => page.locator(`.tb-item[data-tick="${id}"] > .tb-box`);

export async function idOf(box) {
  return box.locator('xpath=..').getAttribute('data-tick');
}

// What the reader's store holds for ticks, key by key.
export async function storedTicks(page) {
  const entries = await page.evaluate(() => Object.entries(window.localStorage));
  return Object.fromEntries(entries.filter(([key]) => key.includes(':tick:')));
}
