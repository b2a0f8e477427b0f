// `tickbook serve` for those who write: the place is kept, style sheets come without a reload, faults lead to the editor, and the browser follows who saves.
import path from 'node:path';
import { test, expect } from '../support/served.mjs';
import { axeFaults } from '../support/axe.mjs';

const words = (count) => Array.from({ length: count }, (_, at) => `Word ${at} of many.`).join(' ');
const sections = (from, to) => Array.from({ length: to - from }, (_, at) => `## Section ${from + at}\n\n${words(60)}\n`).join('\n');
const LONG = `# Chapter\n\n<details><summary>One</summary><p>First inside.</p></details>\n\n<details><summary>Two</summary><p>Second inside.</p></details>\n\n${sections(0, 20)}\n- [ ] One thing to do {#thing}\n\n${sections(20, 40)}`;
const WARNED = '# Chapter\n\nText.\n\n[^unused]: Note.\n';
const BROKEN = '# Chapter\n\nA [link](nowhere.md).\n';

const overlay = (page) => page.getByRole('alertdialog');
const badge = (page) => page.getByRole('button', { name: /^\d+ (warning|error)s?/ });
const topOf = (locator) => locator.evaluate((element) => element.getBoundingClientRect().top);

// Resolves when the page hears from the server what happens next. A browser that has only just come is never sent on.
const listening = (page) => page.waitForResponse((response) => response.url().endsWith('/__tickbook/events'));

async function openListening(page, url) {
  const heard = listening(page);
  await page.goto(url);
  await heard;
}

// Marks the document, so that a page that was loaded again can be told from one that was not.
const mark = (page) => page.locator('html').evaluate((html) => html.setAttribute('data-marked', ''));
const expectSameDocument = (page) => expect(page.locator('html')).toHaveAttribute('data-marked', '');
const expectOtherDocument = (page) => expect(page.locator('html')).not.toHaveAttribute('data-marked');

test('the text stays where it is in the window when words come above it', async ({ page, serve }) => {
  const { url, write } = await serve({ 'content/chapter.md': LONG });
  await page.goto(`${url}chapter.html`);
  const heading = page.getByRole('heading', { name: 'Section 25' });
  await heading.evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 90));
  await page.evaluate(() => new Promise((resolve) => { window.requestAnimationFrame(resolve); }));
  const before = await topOf(heading);
  await mark(page);
  write('content/chapter.md', LONG.replace('## Section 3\n', `Many new words. ${words(200)}\n\n## Section 3\n`));
  await expect(page.getByText('Many new words.')).toBeAttached();
  await expect.poll(async () => Math.abs((await topOf(heading)) - before)).toBeLessThan(2);
  await expectOtherDocument(page);
  expect(before).toBeGreaterThan(0);
});

test('what was unfolded and what had the focus outlive a reload', async ({ page, serve }) => {
  const { url, write } = await serve({ 'content/chapter.md': LONG });
  await page.goto(`${url}chapter.html`);
  await page.getByText('Two', { exact: true }).click();
  const box = page.getByRole('checkbox', { name: 'One thing to do' });
  await box.focus();
  write('content/chapter.md', LONG.replace('# Chapter', '# Another title'));
  await expect(page.getByRole('heading', { name: 'Another title' })).toBeAttached();
  await expect(page.getByText('Second inside.')).toBeVisible();
  await expect(page.getByText('First inside.')).toBeHidden();
  await expect(box).toBeFocused();
});

test('a page that the reader comes to by herself begins at its top', async ({ page, serve }) => {
  const { url, write } = await serve({ 'content/chapter.md': LONG });
  await page.goto(`${url}chapter.html`);
  await page.evaluate(() => window.scrollTo(0, 2000));
  write('content/chapter.md', LONG.replace('# Chapter', '# Another title'));
  await expect(page.getByRole('heading', { name: 'Another title' })).toBeAttached();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(1500);
  await page.goto(url);
  await page.getByRole('link', { name: 'Another title' }).first().click();
  await expect(page).toHaveURL(/chapter\.html$/);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test('a style sheet that is saved is taken without a reload', async ({ page, serve }) => {
  const css = (colour) => `.tb-main { outline: 3px solid ${colour}; }\n`;
  const { url, write } = await serve({
    'book.toml': '[book]\ntitle = "Small book"\n[output.html]\nadditional-css = ["own.css"]\n',
    'own.css': css('rgb(1, 2, 3)'),
  });
  await page.goto(`${url}chapter.html`);
  const main = page.getByRole('main');
  await expect(main).toHaveCSS('outline-color', 'rgb(1, 2, 3)');
  await mark(page);
  for (const colour of ['rgb(4, 5, 6)', 'rgb(7, 8, 9)']) {
    write('own.css', css(colour));
    await expect(main).toHaveCSS('outline-color', colour);
    await expectSameDocument(page);
    await expect(page.locator('link[href*="own."]')).toHaveCount(1);
  }
  // A chapter after that loads the page again, with the new sheet.
  write('content/chapter.md', '# Chapter\n\nOther words.\n');
  await expect(page.getByText('Other words.')).toBeVisible();
  await expectOtherDocument(page);
  await expect(main).toHaveCSS('outline-color', 'rgb(7, 8, 9)');
});

test('a fault leads to its place in the editor', async ({ page, serve }) => {
  const { url, folder, write } = await serve({ 'book.toml': '[serve]\neditor = "vscode"\n' });
  await page.goto(`${url}chapter.html`);
  write('content/chapter.md', BROKEN);
  const link = overlay(page).getByRole('link', { name: 'content/chapter.md:3:10' });
  await expect(link).toHaveAttribute('href', `vscode://file${path.join(folder, 'content/chapter.md')}:3:10`);
  await expect(overlay(page)).toContainText('error TB0501 there is no chapter `nowhere.md`');
  await expect(overlay(page).locator('pre').first()).toContainText('^^^^^^^^^^ not found');
});

test('what the code of a fault means can be unfolded beside it', async ({ page, serve }) => {
  const { url, write } = await serve();
  await page.goto(`${url}chapter.html`);
  write('content/chapter.md', `${BROKEN}\n[again](gone.md)\n`);
  const meaning = overlay(page).getByText('See [the ladder](ladder.md).');
  await expect(meaning).toBeAttached();
  await expect(meaning).toBeHidden();
  await overlay(page).getByText('What TB0501 means').click();
  await expect(meaning).toBeVisible();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFaults(page), colorScheme).toEqual([]);
  }
});

test('the panel of a fault leaves the page where it is', async ({ page, serve }) => {
  const { url, write } = await serve({ 'content/chapter.md': LONG });
  await openListening(page, `${url}chapter.html`);
  await page.evaluate(() => window.scrollTo(0, 120));
  write('content/index.md', BROKEN);
  await expect(overlay(page).getByRole('button')).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(120);
});

// Opens the note of the item and puts the cursor there.
async function openNote(page) {
  await page.getByRole('button', { name: 'State and note: One thing to do' }).click();
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.focus();
  return note;
}

test('a fault that shows takes no key from a note', async ({ page, serve }) => {
  const { url, write } = await serve();
  await openListening(page, `${url}chapter.html`);
  const note = await openNote(page);
  await page.keyboard.type('One ');
  write('content/index.md', BROKEN);
  await expect(overlay(page)).toBeVisible();
  await page.keyboard.type('and two');
  await expect(note).toHaveValue('One and two');
});

test('a fault that goes takes no key from a note', async ({ page, serve }) => {
  const { url, write } = await serve();
  const whole = '# Small book\n\nWhole.\n';
  write('content/index.md', whole);
  await openListening(page, `${url}chapter.html`);
  await page.locator('.tb-brand').focus();
  write('content/index.md', BROKEN);
  await expect(overlay(page).getByRole('button')).toBeFocused();
  const note = await openNote(page);
  write('content/index.md', whole);
  await expect(overlay(page)).toHaveCount(0);
  await expect(note).toBeFocused();
});

test('a newer page waits until the reader has left the note', async ({ page, serve }) => {
  const { url, write } = await serve();
  await openListening(page, `${url}chapter.html`);
  const note = await openNote(page);
  await page.keyboard.type('One ');
  write('content/chapter.md', '# Newer\n\n- [ ] One thing to do\n');
  await expect(page.getByText('There is a newer page.')).toBeVisible();
  await page.keyboard.type('and two');
  await expect(note).toHaveValue('One and two');
  await note.blur();
  await expect(page.getByRole('heading', { name: 'Newer' })).toBeVisible();
});

test('a list of faults that changes keeps the focus', async ({ page, serve }) => {
  const { url, write } = await serve();
  await openListening(page, `${url}chapter.html`);
  write('content/index.md', BROKEN);
  await overlay(page).getByText('What TB0501 means').focus();
  write('content/index.md', `${BROKEN}\n[again](gone.md)\n`);
  await expect(overlay(page)).toContainText('gone.md');
  await expect(overlay(page).getByRole('region')).toBeFocused();
});

test('without an editor the place is plain text', async ({ page, serve }) => {
  const { url, write } = await serve();
  await page.goto(`${url}chapter.html`);
  write('content/chapter.md', BROKEN);
  await expect(overlay(page)).toContainText('content/chapter.md:3:10');
  await expect(overlay(page).getByRole('link')).toHaveCount(0);
});

test('a warning is a badge that opens, closes with Esc and goes when it is mended', async ({ page, serve }) => {
  const { url, write } = await serve({ 'content/chapter.md': WARNED });
  await page.goto(`${url}chapter.html`);
  await expect(badge(page)).toHaveText('1 warning');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFaults(page), colorScheme).toEqual([]);
  }
  await badge(page).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'The book has warnings' });
  await expect(dialog).toContainText('content/chapter.md:5:1');
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFaults(page), colorScheme).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(badge(page)).toBeFocused();
  write('content/chapter.md', '# Chapter\n\nText.\n');
  await expect(badge(page)).toHaveCount(0);
});

test('a fault that was dismissed stays as a badge until it is mended', async ({ page, serve }) => {
  const { url, write } = await serve();
  await page.goto(`${url}chapter.html`);
  write('content/chapter.md', BROKEN);
  await expect(overlay(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(badge(page)).toHaveText('1 error');
  await badge(page).click();
  await expect(overlay(page)).toContainText('nowhere.md');
  write('content/chapter.md', '# Chapter\n\nAll is well.\n');
  await expect(page.getByText('All is well.')).toBeVisible();
  await expect(badge(page)).toHaveCount(0);
});

test('with --follow the browser goes to the chapter that was saved, and back to where it was', async ({ page, serve }) => {
  const { url, write } = await serve({ 'content/chapter.md': LONG }, ['--follow']);
  await openListening(page, `${url}chapter.html`);
  await page.evaluate(() => window.scrollTo(0, 2000));
  const place = await page.evaluate(() => window.scrollY);
  const heard = listening(page);
  write('content/index.md', '# Small book\n\nThe second words.\n');
  await expect(page.getByText('The second words.')).toBeVisible();
  await expect(page).toHaveURL(`${url}index.html`);
  await heard;
  write('content/chapter.md', `${LONG}\nThe last word.\n`);
  await expect(page).toHaveURL(`${url}chapter.html`);
  await expect(page.getByText('The last word.')).toBeAttached();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(place);
});

test('without --follow the browser stays where it is', async ({ page, serve }) => {
  const { url, write } = await serve();
  await page.goto(`${url}chapter.html`);
  await mark(page);
  write('content/index.md', '# Small book\n\nThe second words.\n');
  await expectOtherDocument(page);
  await expect(page).toHaveURL(`${url}chapter.html`);
});

test('a page that is opened later is not sent on to what was saved before', async ({ page, context, serve }) => {
  const { url, write } = await serve({}, ['--follow']);
  await openListening(page, url);
  write('content/chapter.md', '# Chapter\n\nSaved.\n');
  await expect(page).toHaveURL(`${url}chapter.html`);
  const later = await context.newPage();
  await openListening(later, url);
  await expect(later.getByText('The first words.')).toBeVisible();
  write('content/index.md', '# Small book\n\nThe second words.\n');
  await expect(later.getByText('The second words.')).toBeVisible();
  await expect(later).toHaveURL(url);
});

test('a draft says so at its head, in both schemes and on a phone', async ({ page, serve }) => {
  const draft = '---\ndraft: true\n---\n# Idea\n\nNot yet.\n';
  const { url } = await serve({ 'content/idea.md': draft }, ['--drafts']);
  const ribbon = page.getByText('Draft: left out of the published book');
  await page.goto(`${url}chapter.html`);
  await expect(ribbon).toHaveCount(0);
  await page.goto(`${url}idea.html`);
  for (const [colorScheme, width] of [['light', 1280], ['dark', 390]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await expect(ribbon).toBeInViewport({ ratio: 1 });
    expect(await axeFaults(page), colorScheme).toEqual([]);
  }
});
