import { test, expect, OWN_CONTEXT } from '../support/test.mjs';
import * as se from '../support/search.mjs';
import { cacheNames, edition, expectWorkers, loadNothingAhead, publishedBook, visit, workers } from '../support/kept.mjs';

const CHAPTER = 'part/a%20chapter%20%C3%BC.html';
const kept = {};

async function publish(files = edition('a', 'red')) {
  kept.book = await publishedBook(files);
  return kept.book;
}

test.use(OWN_CONTEXT);
test.beforeEach(({ context }) => loadNothingAhead(context));

// The pages go first: without their host they would complain that it does not answer.
test.afterEach(async ({ context }) => {
  await context.close();
  await kept.book?.end();
  kept.book = undefined;
});

const picture = (page) => page.locator('main img');
const expectPicture = (page) => expect.poll(() => picture(page).evaluate((image) => image.complete && image.naturalWidth)).toBe(8);
const text = (page, address) => page.evaluate(async (to) => (await fetch(to)).text(), address);

test('a book that was visited once can be read, ticked, planned, searched and printed off line', async ({ page, context }) => {
  const { url, host } = await publish();
  await visit(page, url);
  await host.stop();

  await page.getByRole('link', { name: 'Part', exact: true }).first().click();
  await expect(page).toHaveURL(`${url}part/index.html`);
  await page.locator('.tb-cards').getByRole('link', { name: 'A chapter' }).click();
  await expect(page.getByText('Edition a.')).toBeVisible();
  await expectPicture(page);
  await expect(page.locator('.tb-header')).toHaveCSS('position', 'sticky');
  await page.getByRole('checkbox', { name: 'One thing to do' }).check();
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await expect(page.getByRole('checkbox', { name: 'One thing to do' })).toBeChecked();
  await se.button(page).click();
  await se.field(page).fill('edition');
  await expect(se.dialog(page).getByRole('link').first()).toBeVisible();
  await page.goto(`${url}print.html`);
  await expect(page.getByText('Edition a.').first()).toBeVisible();
  const later = await context.newPage();
  await later.goto(url);
  await expectPicture(later);
});

test('the browser is given the name, the start and the picture of the book', async ({ page }) => {
  const { url } = await publish();
  await page.goto(url + CHAPTER);
  const address = await page.locator('link[rel="manifest"]').evaluate((link) => link.href);
  const manifest = JSON.parse(await text(page, address));
  expect(manifest).toMatchObject({ name: 'Kept', display: 'minimal-ui', lang: 'en', dir: 'ltr' });
  expect(manifest.theme_color).toMatch(/^#[0-9a-f]{6}$/);
  expect(new URL(manifest.start_url, address).href).toBe(`${url}index.html`);
  expect(new URL(manifest.scope, address).href).toBe(url);
  const icon = new URL(manifest.icons[0].src, address).href;
  expect(await text(page, icon)).toContain('<svg');
  const client = await page.context().newCDPSession(page);
  expect((await client.send('Page.getAppManifest')).errors).toEqual([]);
});

test('off line, addresses are found with a question, in other spelling, as a folder, and without their ending', async ({ page }) => {
  const { url, host } = await publish();
  await visit(page, url);
  await host.stop();
  for (const address of [`${CHAPTER}?from=mail#top`, 'part/a%20chapter%20%c3%bc', 'part/%61 chapter ü.html']) {
    await page.goto(url + address);
    await expect(page.getByRole('heading', { level: 1 }), address).toHaveText('A chapter');
    await expectPicture(page);
  }
  await page.goto(`${url}part`);
  await expect(page).toHaveURL(`${url}part/`);
  await page.locator('.tb-cards').getByRole('link', { name: 'A chapter' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A chapter');
});

test.describe('an address that the book does not have', () => {
  test.use({ allowed: /status of 404/ });

  test('shows off line the page for such addresses', async ({ page }) => {
    const { url, host } = await publish({ ...edition('a', 'red', 'offline = true\nsite-url = "https://example.org/book/"') });
    await visit(page, url);
    await host.stop();
    const response = await page.goto(`${url}no/such/page.html`);
    expect(response.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page does not exist');
    await expect(page.locator('.tb-header')).toHaveCSS('position', 'sticky');
    await page.locator('.tb-brand').click();
    await expect(page.getByText('Edition a.')).toBeVisible();
  });
});

test('what is not of the book comes from where it always came', async ({ page, context }) => {
  const { url, host } = await publish();
  host.answers.set('/book/own/tool', (request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(`${request.method} tool`));
  host.answers.set('/other', (request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('another site'));
  await visit(page, url);
  await page.goto(url + CHAPTER);
  const through = (address, options) => page.evaluate(async ([to, how]) => (await fetch(to, how)).text(), [address, options]);
  for (const edition of ['first', 'second']) {
    host.answers.set('/book/own/data', (request, response) => response.end(edition));
    expect(await through(`${url}own/data`)).toBe(edition);
  }
  expect(await through(`${url}own/tool`, { method: 'POST' })).toBe('POST tool');
  expect(await through(`${host.url}/other`)).toBe('another site');
  const other = await context.newPage();
  await other.goto(`${url}own/tool`);
  await expect(other.locator('body')).toHaveText('GET tool');
});

test('a player is given the part of a file that it asks for', async ({ page }) => {
  const { url, host } = await publish({ ...edition('a', 'red'), 'content/same.md': '# Same\n\n[Data](data.txt)\n', 'content/data.txt': '0123456789' });
  await visit(page, url);
  await page.goto(`${url}same.html`);
  await host.stop();
  const parts = await page.evaluate(async () => {
    const ask = async (range) => {
      const response = await fetch('data.txt', { headers: { Range: range } });
      return [response.status, response.headers.get('Content-Range'), await response.text()];
    };
    return Promise.all(['bytes=2-4', 'bytes=7-', 'bytes=-2', 'bytes=20-30'].map(ask));
  });
  expect(parts).toEqual([
    [206, 'bytes 2-4/10', '234'],
    [206, 'bytes 7-9/10', '789'],
    [206, 'bytes 8-9/10', '89'],
    [200, null, '0123456789'],
  ]);
});

test('a host that drops .html and redirects does no harm', async ({ page }) => {
  const { url, host } = await publish();
  host.dropsEndings = true;
  await visit(page, url);
  await host.stop();
  for (const address of [CHAPTER, CHAPTER.replace('.html', '')]) {
    await page.goto(url + address);
    await expect(page.getByText('Edition a.')).toBeVisible();
  }
});

test('an install that breaks off goes on at the next visit where it stopped', async ({ page }) => {
  const { url, host } = await publish();
  host.answers.set('/book/print.html', (request, response) => response.destroy());
  await page.goto(url);
  await expect.poll(() => host.requests.includes('/book/print.html')).toBe(true);
  await expectWorkers(page, null, null, null);
  expect(host.take()).toContain('/book/404.html');
  host.answers.clear();
  await visit(page, `${url}same.html`);
  const asked = host.take();
  expect(asked).toContain('/book/print.html');
  expect(asked).not.toContain('/book/404.html');
});

test('a browser without room shows the book on line as ever and gives the room back', async ({ page, context }) => {
  const { url } = await publish();
  const client = await context.newCDPSession(page);
  await client.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: 30_000 });
  await page.goto(url);
  await expect.poll(() => workers(page)).toEqual([null, null, null]);
  await expect.poll(() => cacheNames(page)).toEqual([]);
  await expect(page.getByText('Edition a.')).toBeVisible();
});

test('two books and another site on one host leave each other alone', async ({ page }) => {
  const { url, host } = await publish();
  await page.goto(url);
  await page.evaluate(async () => {
    for (const name of ['theirs', 'tickbook /other/ 1', 'tickbook /bo']) await (await window.caches.open(name)).put('/x', new Response('x'));
  });
  await visit(page, url);
  const names = await cacheNames(page);
  expect(names).toHaveLength(4);
  expect(names).toEqual(expect.arrayContaining(['theirs', 'tickbook /other/ 1', 'tickbook /bo']));
});
