// Runs the core of the browser tests in one engine. Each test begins with a site that has stored nothing.
import { rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { buildBook } from '../support/books.mjs';
import { buildHandbook } from '../support/build.mjs';
import { start } from '../support/engines.mjs';
import { serveFolder } from '../support/server.mjs';
import { Key, readerOf } from '../support/webdriver.mjs';
import items from './core/items.mjs';
import layout from './core/layout.mjs';
import menu from './core/menu.mjs';
import places from './core/places.mjs';
import plan from './core/plan.mjs';
import search from './core/search.mjs';
import tabs from './core/tabs.mjs';

const CORE = { ...layout, ...items, ...plan, ...search, ...menu, ...tabs, ...places };
const TIME = 60_000;

export function runCore(engine) {
  describe(engine.name, { concurrency: false }, () => {
    const ends = [];
    let reader;

    before(async () => {
      const handbook = buildHandbook();
      ends.push(() => rmSync(handbook.folder, { recursive: true, force: true }));
      const blocks = buildBook('showcase');
      ends.push(blocks.end);
      const [site, showcase] = await Promise.all([handbook.site, blocks.folder].map((folder) => serveFolder(folder)));
      ends.push(site.close, showcase.close);
      const { driver, end } = await start(engine);
      ends.push(end);
      reader = { ...readerOf(driver), Key, site: site.url, showcase: showcase.url, disk: `${pathToFileURL(handbook.site).href}/` };
    }, { timeout: 2 * TIME });

    after(async () => {
      for (const end of ends.reverse()) await end();
    });

    for (const [title, act] of Object.entries(CORE)) {
      test(title, { timeout: TIME }, async () => {
        for (const place of [reader.site, reader.showcase]) await reader.forget(`${place}robots.txt`);
        await act(reader);
      });
    }
  });
}
