import { test, expect } from '../support/books.mjs';
import { LOOKS, axeFaults } from '../support/axe.mjs';
import { allPages } from '../support/pages.mjs';
import * as hb from '../support/handbook.mjs';
import * as se from '../support/search.mjs';

// The pages of the books that show what the handbook does not have.
const SHOWCASE = ['index.html', 'basics/text.html', 'basics/blocks.html', 'basics/lists.html', 'timeline.html', hb.PLAN, hb.PRINT];
const RTL = ['road/first.html', 'road/third.html'];

for (const [look, { media }] of Object.entries(LOOKS)) {
  for (const width of [320, 1280]) {
    test(`axe finds nothing on any page with any rule: ${look}, ${width} pixels`, async ({ page, baseURL, showcase, rtl }) => {
      test.setTimeout(900_000);
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia(media);
      const found = [];
      const note = async (where) => found.push(...(await axeFaults(page)).map((fault) => `${where}: ${fault}`));
      const books = [[baseURL, allPages()], [showcase, SHOWCASE], [rtl, RTL]];
      for (const address of books.flatMap(([root, paths]) => paths.map((path) => root + path))) {
        await page.goto(address);
        await page.locator('main details').evaluateAll((all) => all.forEach((one) => one.toggleAttribute('open', true)));
        await note(address);
      }
      await page.goto(hb.CHAPTER);
      for (const query of ['risk', 'xqzzvkw']) {
        await se.search(page, query);
        await note(`the search for ${query}`);
      }
      expect(found).toEqual([]);
    });
  }
}
