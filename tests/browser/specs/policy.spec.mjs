import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, expect } from '../support/books.mjs';
import { buildBook } from '../support/books.mjs';
import { editedBook } from '../support/edited.mjs';
import { watchPolicy } from '../support/pass.mjs';
import { search, links } from '../support/search.mjs';
import * as hb from '../support/handbook.mjs';

const onDisk = (file, folder = process.env.TICKBOOK_TEST_SITE) => pathToFileURL(path.join(folder, file)).href;

// The style sheet has come, and the scripts have run.
async function expectWhole(page) {
  await expect(page.locator('.tb-header')).toHaveCSS('position', /sticky|fixed|static|relative/);
  expect(await page.evaluate(() => document.styleSheets.length > 0 && [...document.styleSheets].every((sheet) => sheet.ownerNode.sheet))).toBe(true);
  expect(await page.evaluate(() => typeof globalThis.tickbook?.page)).toBe('object');
}

test('a book with formulas, tabs and pictures works from a disk, with search and plan', async ({ page, context }) => {
  const held = await watchPolicy(context);
  const book = buildBook('showcase');
  await page.goto(onDisk('index.html', book.folder));
  await search(page, 'the');
  await expect(links(page).first()).toBeVisible();
  await page.goto(onDisk('plan.html', book.folder));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download a copy' }).click()]);
  expect(download.suggestedFilename()).toContain('progress');
  await page.getByText('Show the link and the code').click();
  await expect(page.getByRole('textbox', { name: 'Link to this page with your progress' })).not.toHaveValue('');
  expect(held).toEqual([]);
  book.end();
});

test('every page over http has both policies and is not held back by either', async ({ page, context, showcase }) => {
  const held = await watchPolicy(context);
  const reached = new Set(['index.html']);
  for (const file of reached) {
    await page.goto(showcase + file, { waitUntil: 'load' });
    const all = await page.locator('a[href]').evaluateAll((found) => found.map((link) => link.href.split('#')[0]));
    for (const link of all.filter((one) => one.startsWith(showcase) && one.endsWith('.html'))) reached.add(link.slice(showcase.length));
  }
  expect(reached.size).toBeGreaterThan(5);
  expect(held).toEqual([]);
});

// The data stands in a script element, which a policy without 'unsafe-inline' must leave alone because it is no script.
test('data for search engines is held back neither over http nor from a disk', async ({ page, context }) => {
  const held = await watchPolicy(context);
  const book = await editedBook({
    'book.toml': '[output.html]\nsite-url = "https://example.org/"\nstructured-data = true\n',
    'content/part/one.md': '# One </script><script>globalThis.pwned = true</script>\n',
  });
  for (const file of ['index.html', 'part/index.html', 'part/one.html']) {
    for (const address of [book.url + file, onDisk(file, book.folder)]) {
      await page.goto(address, { waitUntil: 'load' });
      await expectWhole(page);
      const data = JSON.parse(await page.locator('head > script[type="application/ld+json"]').textContent());
      expect(data['@graph'][0].url, address).toBe(`https://example.org/${file}`);
      expect(await page.evaluate(() => globalThis.pwned)).toBeUndefined();
    }
  }
  expect(held).toEqual([]);
  book.end();
});

// A page that breaks its policy is told of: otherwise the tests above could not fail.
test('the policy of a page from a disk holds back what is inline or elsewhere', async ({ browser }) => {
  const context = await browser.newContext();
  const held = await watchPolicy(context);
  const page = await context.newPage();
  await page.goto(onDisk(hb.CHAPTER));
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.pwned = true';
    document.head.append(script);
    const picture = document.createElement('img');
    picture.src = 'https://example.org/x.png';
    document.body.append(picture);
  });
  await expect.poll(() => held.length).toBe(2);
  expect(await page.evaluate(() => globalThis.pwned)).toBeUndefined();
  await context.close();
});
