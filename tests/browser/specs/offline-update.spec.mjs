import { test, expect, OWN_CONTEXT } from '../support/test.mjs';
import { cacheNames, edition, expectWorkers, loadNothingAhead, makeBook, publishedBook, settings, visit } from '../support/kept.mjs';

const CHAPTER = 'part/a%20chapter%20%C3%BC.html';
const A = edition('a', 'red');
const B = edition('b', 'blue');
const kept = {};

async function publish(files = A) {
  kept.book = await publishedBook(files);
  return kept.book;
}

test.use(OWN_CONTEXT);
test.beforeEach(({ context }) => loadNothingAhead(context));

test.afterEach(async ({ context }) => {
  await context.close();
  await kept.book?.end();
  kept.other?.end();
  kept.book = kept.other = undefined;
});

// What the page is made of: the edition of its text, of its style sheet and of its picture.
async function parts(page) {
  await expect.poll(() => page.locator('main img').evaluate((image) => image.complete && image.naturalWidth)).toBe(8);
  return page.evaluate(async () => {
    const words = document.querySelector('main').textContent.match(/Edition (\w+)/)[1];
    const style = getComputedStyle(document.documentElement).getPropertyValue('--edition').trim();
    const image = document.querySelector('main img');
    const canvas = new OffscreenCanvas(8, 8).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const [red] = canvas.getImageData(4, 4, 1, 1).data;
    return [words, style, red > 128 ? 'a' : 'b'].join();
  });
}

// Closes the page, as a reader does who leaves, and comes back later: when the browser has taken the new edition over.
async function comeBack(page, context, address, edition) {
  await page.close();
  const next = await context.newPage();
  await expect(async () => {
    await next.goto(address);
    await expect(next.getByText(`Edition ${edition}.`)).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  return next;
}

test('a new edition is fetched beside the old one, which stays whole until its pages are closed', async ({ page, context }) => {
  const { url, host, publish: edit } = await publish();
  await visit(page, url);
  edit(B);
  host.take();
  await page.goto(url + CHAPTER);
  expect(await parts(page)).toBe('a,a,a');
  await expectWorkers(page, 'activated', 'installed', null);

  const later = await context.newPage();
  await later.goto(url);
  expect(await parts(later)).toBe('a,a,a');
  const asked = host.take();
  // What is the same in both editions is not loaded again, and pages of the old one ask for nothing.
  expect(asked).toContain('/book/part/index.html');
  expect(asked.filter((path) => /scheme|\/tickbook\.\w+\.js|favicon/.test(path))).toEqual([]);
  expect(asked.filter((path) => path.endsWith('square.svg'))).toHaveLength(1);

  await later.close();
  const next = await comeBack(page, context, url + CHAPTER, 'b');
  expect(await parts(next)).toBe('b,b,b');
  await expectWorkers(next, 'activated', null, null);
  expect(await cacheNames(next)).toHaveLength(1);
  await host.stop();
  await next.goto(url);
  expect(await parts(next)).toBe('b,b,b');
});

test('a page that is loaded anew while another is open stays in the old edition with it', async ({ page, context }) => {
  const { url, publish: edit } = await publish();
  await visit(page, url);
  const other = await context.newPage();
  edit(B);
  await page.goto(url + CHAPTER);
  await other.goto(url);
  await expectWorkers(page, 'activated', 'installed', null);
  await page.reload();
  expect(await parts(page)).toBe('a,a,a');
  expect(await parts(other)).toBe('a,a,a');
});

test('an edition that is only half on the host is not taken, and no page is of both', async ({ page, context }) => {
  const { url, host, publish: edit } = await publish();
  await visit(page, url);
  edit(B);
  // One page is still the old one's, as where a host answers from several machines.
  host.answers.set('/book/part/index.html', (request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Edition a.</p>'));
  await page.goto(url + CHAPTER);
  await expect.poll(() => host.requests.filter((path) => path === '/book/part/index.html').length).toBeGreaterThan(1);
  await expectWorkers(page, 'activated', null, null);
  for (let visits = 0; visits < 3; visits += 1) {
    await page.reload();
    expect(await parts(page)).toBe('a,a,a');
  }
  host.answers.clear();
  await page.goto(url);
  await expectWorkers(page, 'activated', 'installed', null);
  expect(await parts(await comeBack(page, context, url, 'b'))).toBe('b,b,b');
});

test('many editions on end never mix, whatever the reader does between them', async ({ page, context }) => {
  const { url, publish: edit } = await publish();
  await visit(page, url);
  const other = await context.newPage();
  for (let round = 0; round < 4; round += 1) {
    edit(round % 2 ? A : B);
    for (const [tab, address] of [[page, CHAPTER], [other, ''], [page, ''], [other, CHAPTER]]) {
      await tab.goto(url + address);
      expect(['a,a,a', 'b,b,b']).toContain(await parts(tab));
      await tab.reload();
      expect(['a,a,a', 'b,b,b']).toContain(await parts(tab));
    }
  }
});

test('a build without the option removes the worker and what it kept', async ({ page, context }) => {
  const { url, host, publish: edit } = await publish();
  await visit(page, url);
  edit({ ...B, 'book.toml': settings('Kept', 'additional-css = ["own.css"]\n') });
  await page.goto(url);
  expect(await parts(page)).toBe('a,a,a');
  await expectWorkers(page, 'activated', 'installed', null);
  const next = await comeBack(page, context, url, 'b');
  expect(await parts(next)).toBe('b,b,b');
  await expectWorkers(next, null, null, null);
  expect(await cacheNames(next)).toEqual([]);
  host.take();
  await next.goto(url + CHAPTER);
  expect(host.take()).toContain(`/book/${decodeURIComponent(CHAPTER)}`);
});

test('two books on one host are updated and removed one without the other', async ({ page, context }) => {
  const { host, publish: edit } = await publish();
  const other = makeBook(edition('a', 'red'));
  kept.other = other;
  host.folders['/other/'] = other.site;
  await visit(page, `${host.url}/book/`);
  await visit(page, `${host.url}/other/`);
  expect(await cacheNames(page)).toHaveLength(2);
  edit({ ...B, 'book.toml': settings('Kept', 'additional-css = ["own.css"]\n') });
  await page.goto(`${host.url}/book/`);
  await expectWorkers(page, 'activated', 'installed', null);
  const next = await comeBack(page, context, `${host.url}/book/`, 'b');
  await expect.poll(() => cacheNames(next)).toHaveLength(1);
  await host.stop();
  await next.goto(`${host.url}/other/${CHAPTER}`);
  expect(await parts(next)).toBe('a,a,a');
});
