// The search as a reader meets it: its dialog by its names, and a query that has its answer. It never looks into the scripts of a page.
import { expect } from './test.mjs';

export const button = (page) => page.getByRole('button', { name: 'Search', exact: true });
export const dialog = (page) => page.getByRole('dialog', { name: 'Search' });
export const field = (page) => dialog(page).getByRole('searchbox');
export const status = (page) => dialog(page).getByRole('status');
export const links = (page) => dialog(page).getByRole('link');
export const chapters = (page) => dialog(page).getByRole('heading', { level: 2 });
export const marksNotice = (page) => page.getByRole('button', { name: 'Remove marks' });

// Opens the search by its button and asks for something; the answer is there afterwards.
export async function search(page, query) {
  if (!(await dialog(page).isVisible())) await button(page).click();
  await field(page).fill('');
  await expect(status(page)).toHaveText('');
  await field(page).fill(query);
  await expect(status(page)).toHaveText(/found|No results|Not in the book|Nothing for/);
}

// How many places of the page are marked; null where nothing was marked since the last time that marks were taken away.
export const marked = (page) => page.evaluate(() => CSS.highlights.get('tb-found')?.size ?? null);

// The texts that are marked on the page.
export const markedTexts = (page) =>
  page.evaluate(() => [...(CSS.highlights.get('tb-found') ?? [])].map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset)));

// Where each address was that the page asked for, from now on.
export function requests(page) {
  const paths = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}
