import { test, expect } from '../support/test.mjs';
import { allPages } from '../support/pages.mjs';
import * as hb from '../support/handbook.mjs';

// The test's own frame fails on any message of the console, which is where the browser reports
// errors of scripts and breaches of the policy that the server sends.
test('every page loads without an error or a breach of the policy, its pictures with text and size', async ({ page }) => {
  const failed = [];
  const bare = [];
  page.on('response', (response) => response.ok() || failed.push(`${response.status()} ${response.url()}`));
  for (const path of allPages()) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
    const pictures = await page.locator('img').evaluateAll((all) => {
      const whole = (image) => image.alt && image.getAttribute('width') && image.getAttribute('height');
      return all.filter((image) => !whole(image)).map((image) => image.src);
    });
    bare.push(...pictures);
  }
  expect(bare, 'pictures without a text or a size').toEqual([]);
  expect(failed).toEqual([]);
});

test('links lead from the start page to every page and never out of the folder of the site', async ({ page, baseURL }) => {
  const root = `${baseURL}a/b/`;
  const reached = new Set([hb.START]);
  const strayed = [];
  for (const path of reached) {
    await page.goto(root + path, { waitUntil: 'domcontentloaded' });
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.href.split('#')[0]));
    for (const link of links) {
      if (link.startsWith(root)) reached.add(decodeURI(link.slice(root.length)));
      else if (link.startsWith(baseURL)) strayed.push(`${path}: ${link}`);
    }
  }
  expect(strayed).toEqual([]);
  // The page for unknown addresses is the server's to show, so nothing links to it.
  expect([...reached].filter((path) => path.endsWith('.html')).sort()).toEqual(
    allPages().filter((path) => path !== hb.MISSING),
  );
});
