// What holds for every page of the handbook. Each pass opens all of them once, and each test reads what it noted.
import { test, expect } from '../support/test.mjs';
import { allPages } from '../support/pages.mjs';
import { fromDisk, overHttp } from '../support/pass.mjs';
import * as hb from '../support/handbook.mjs';

const KB = 1024;
// These hold the whole book, and nobody comes upon them by a link to a chapter.
const WHOLE_BOOK = [hb.PLAN, hb.PRINT];
const MOST_BYTES = 30 * KB;
// A chapter that is long in itself may have so much more text: one whose own file is larger than this.
const LONG_TEXT = 6.25 * KB;
const MORE_TEXT = 3 * KB;
const MOST_SCRIPT = 12 * KB;
// Pages with tabs load a script for them, which comes on top.
const TABS = /\btabs\.[^/]*\.js$/;
const MOST_TABS = 2 * KB;
// Pages of a book with items for some readers load a script for paths, which comes on top too. They have a longer script before the first
// paint, and more style.
const PATHS = /\bpaths\.[^/]*\.js$/;
const EARLY = /\bearly\.[^/]*\.js$/;
const MOST_PATHS = 3 * KB;
const MORE_EARLY = 0.3 * KB;
// The ids of all items of the book, which all pages share.
const ITEMS = /\/items\.js$/;
const MOST_ITEMS = 6 * KB;
const MOST_REQUESTS = 8;

// The paths of the pages for which something is so.
const where = (pages, isSo) => pages.filter(isSo).map(({ path }) => path);

for (const [name, open, count] of [['over http', overHttp, (all) => all.length], ['from the disk', fromDisk, (all) => all.length - 1]]) {
  test.describe(`every page ${name}`, () => {
    test.describe.configure({ mode: 'default', timeout: 120_000 });
    let pass;
    test.beforeAll(async ({ browser }) => {
      // All pages of a long book at four widths; the limit of the tests is not that of this.
      test.setTimeout(240_000);
      pass = await open(browser);
    });

    test(`says nothing on the console, asks for nothing elsewhere and lacks no file ${name}`, () => {
      expect(pass.pages).toHaveLength(count(allPages()));
      expect(pass.complaints).toEqual([]);
      expect(pass.failed).toEqual([]);
    });

    test(`has its policy and is not held back by it ${name}`, () => {
      expect(where(pass.pages, ({ policies }) => policies !== 1)).toEqual([]);
      expect(pass.held).toEqual([]);
    });

    test(`has its style, its scripts and its controls ${name}`, () => {
      expect(where(pass.pages, ({ isStyled, hasScripts, hasSchemeButton }) => !(isStyled && hasScripts && hasSchemeButton))).toEqual([]);
    });

    test(`has one title ${name}`, () => {
      expect(where(pass.pages, ({ titles }) => titles !== 1)).toEqual([]);
    });

    if (open === fromDisk) return;

    test('has texts and sizes for its pictures', () => {
      expect(pass.pages.flatMap(({ barePictures }) => barePictures)).toEqual([]);
    });

    test('is reached by links from the start page, which never lead out of the folder of the site', () => {
      const links = new Map(pass.pages.map((page) => [page.path, page.links]));
      const host = new URL(pass.root).origin;
      const reached = new Set([hb.START]);
      const strayed = [];
      for (const at of reached) {
        for (const link of links.get(at) ?? []) {
          if (link.startsWith(pass.root)) reached.add(decodeURI(link.slice(pass.root.length)));
          else if (link.startsWith(host)) strayed.push(`${at}: ${link}`);
        }
      }
      expect(strayed).toEqual([]);
      // The page for unknown addresses is the server's to show, so nothing links to it.
      expect([...reached].filter((at) => at.endsWith('.html')).sort()).toEqual(allPages().filter((at) => at !== hb.MISSING));
    });

    test('scrolls neither sideways nor past its foot, from a narrow phone to a tablet', () => {
      const all = pass.pages.flatMap(({ path, measures }) => measures.map((measure) => ({ ...measure, path: `${path} at ${measure.width}` })));
      expect(all.length).toBe(3 * pass.pages.length);
      expect(where(all, ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth), 'sideways').toEqual([]);
      expect(where(all, ({ scrollHeight, foot }) => scrollHeight > foot + 1), 'past the foot').toEqual([]);
    });

    test('is light at its first load', () => {
      const sum = (requests, ending) => requests.filter(({ path }) => ending.test(path)).reduce((total, { bytes }) => total + bytes, 0);
      const pages = pass.pages.filter(({ path }) => !WHOLE_BOOK.includes(path));
      // Otherwise the sums below would be of nothing.
      const asked = ({ path, requests }) => [path, /\.css$/, /\.js$/].every((part) => requests.some((one) => one.path === part || (part instanceof RegExp && part.test(one.path))));
      expect(where(pages, (page) => !asked(page)), 'not asked for').toEqual([]);
      const early = (requests) => (sum(requests, EARLY) ? MORE_EARLY : 0);
      const onTop = (requests) => [TABS, PATHS, ITEMS].reduce((total, ending) => total + sum(requests, ending), 0);
      const mostOf = (requests) => MOST_BYTES + (sum(requests, /\.html$/) > LONG_TEXT ? MORE_TEXT : 0) + onTop(requests) + early(requests);
      expect(where(pages, ({ requests }) => sum(requests, /\.(html|css|js)$/) > mostOf(requests)), 'heavy').toEqual([]);
      expect(where(pages, ({ requests }) => sum(requests, /\.js$/) - onTop(requests) > MOST_SCRIPT + early(requests)), 'heavy scripts').toEqual([]);
      expect(where(pages, ({ requests }) => sum(requests, TABS) > MOST_TABS), 'heavy tabs').toEqual([]);
      expect(where(pages, ({ requests }) => sum(requests, PATHS) > MOST_PATHS), 'heavy paths').toEqual([]);
      expect(where(pages, ({ requests }) => sum(requests, ITEMS) > MOST_ITEMS), 'heavy items').toEqual([]);
      expect(where(pages, ({ requests }) => requests.length > MOST_REQUESTS), 'many requests').toEqual([]);
      expect(where(pages, ({ requests }) => sum(requests, /\.(woff2?|ttf|otf)$/) > 0), 'fonts').toEqual([]);
    });
  });
}
