import jsqr from 'jsqr';
import { expect, testPlan as test } from '../support/books.mjs';
import { test as testHandbook } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';
import { desk, dialog, expectWork, otherDevice, work } from '../support/desk.mjs';

const decode = jsqr.default ?? jsqr;

const linkField = (page) => desk(page).getByRole('textbox', { name: 'Link to this page with your progress' });

// The browser tells of an opened disclosure in a task of its own, and the field is filled then.
async function linkOf(page) {
  await page.getByText('Show the link and the code').click();
  await expect(linkField(page)).toHaveValue(/#tb1\../);
  return linkField(page).inputValue();
}

test('the link brings ticks to another browser, and is gone from its address', async ({ page, browser, baseURL }) => {
  await work(page);
  const link = await linkOf(page);
  expect(link).toContain(`/${hb.PLAN}#tb1.`);
  const other = await otherDevice(browser, baseURL, link);
  await expect(dialog(other)).toContainText('1 item becomes done');
  await expect(dialog(other)).not.toContainText('note');
  expect(other.url()).not.toContain('#');
  await dialog(other).getByRole('button', { name: 'Merge' }).click();
  await expectWork(other);
  await other.reload();
  await expect(dialog(other)).toBeHidden();
  await expectWork(other);
  await other.context().close();
});

test('the link carries notes where the reader asks for it', async ({ page, browser, baseURL }) => {
  await work(page);
  await linkOf(page);
  await desk(page).getByRole('checkbox', { name: 'with my notes' }).check();
  const other = await otherDevice(browser, baseURL, await linkField(page).inputValue());
  await dialog(other).getByRole('button', { name: 'Merge' }).click();
  await expect(other.locator('.tb-note')).toContainText('Zeile eins – “quoted”');
  await other.context().close();
});

// What a camera sees of an element: its pixels on the screen, four bytes each. They come out of the page as one text, since a list of
// a million numbers takes seconds.
async function photograph(page, element) {
  const picture = (await element.screenshot()).toString('base64');
  const { bytes, width, height } = await page.evaluate(async (text) => {
    const png = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([png], { type: 'image/png' }));
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data, width, height } = pen.getImageData(0, 0, image.width, image.height);
    let letters = '';
    for (const byte of data) letters += String.fromCharCode(byte);
    return { bytes: btoa(letters), width, height };
  }, picture);
  return { data: Uint8ClampedArray.from(Buffer.from(bytes, 'base64')), width, height };
}

for (const colorScheme of ['light', 'dark']) {
  test(`a camera reads the link from the code in the ${colorScheme} scheme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await work(page);
    const link = await linkOf(page);
    const { data, width, height } = await photograph(page, desk(page).getByRole('img'));
    expect(decode(data, width, height)?.data).toBe(link);
  });
}

testHandbook('a camera still reads the link where half of the book is done', async ({ page }) => {
  await page.goto(hb.PLAN);
  const ids = await page.locator('.tb-item').evaluateAll((all) => all.map((item) => item.dataset.tick));
  const half = ids.filter((_, place) => place % 2 === 0);
  await rd.store(page, Object.fromEntries(half.map((id, place) => [rd.tickKey(id), { v: 2, s: 'done', t: 1.79e12 + place * 8e7, r: 1 }])));
  await page.reload();
  const link = await linkOf(page);
  const { data, width, height } = await photograph(page, desk(page).getByRole('img'));
  expect(decode(data, width, height)?.data).toBe(link);
});

test('the code is a picture with a name, and says nothing reaches a server', async ({ page }) => {
  await work(page);
  await linkOf(page);
  await expect(desk(page).getByRole('img', { name: 'Code with the link, for the camera of another device' })).toBeVisible();
  await expect(desk(page).getByText('it reaches no server')).toBeVisible();
});

test('the link follows what the reader does while it is shown', async ({ page }) => {
  await page.goto(hb.PLAN);
  const before = await linkOf(page);
  await hb.boxes(page).first().check();
  const field = desk(page).getByRole('textbox', { name: 'Link to this page with your progress' });
  await expect(field).not.toHaveValue(before);
});

test('where the link is too long for a code, the page says so and shows the link alone', async ({ page }) => {
  await page.goto(hb.PLAN);
  const key = rd.noteKey(await rd.id(rd.item(page, 0)));
  await rd.store(page, { [key]: { v: 1, n: 'Much to say. '.repeat(300), t: 5 } });
  await page.reload();
  await linkOf(page);
  await desk(page).getByRole('checkbox', { name: 'with my notes' }).check();
  await expect(desk(page).getByText('The link is too long for a code.')).toBeVisible();
  await expect(desk(page).getByRole('img')).toHaveCount(0);
});

test('a link that was changed or cut is refused with the reason', async ({ page }) => {
  await work(page);
  const link = await linkOf(page);
  await page.goto('about:blank');
  for (const [bad, reason] of [[link.slice(0, -8), /cut short/], [link.replace('#tb1.', '#tb9.'), /newer version/], [`${link.split('.').slice(0, -1).join('.')}.!!`, /./]]) {
    await page.goto(bad);
    await expect(dialog(page)).toHaveAccessibleName('This link cannot be used');
    await expect(dialog(page)).toContainText(reason);
    expect(page.url()).not.toContain('#');
    await dialog(page).getByRole('button', { name: 'Close' }).click();
    await page.goto('about:blank');
  }
});

test('a link that is opened where the plan already is shows its preview', async ({ page, browser, baseURL }) => {
  await work(page);
  const link = await linkOf(page);
  const other = await otherDevice(browser, baseURL);
  await other.evaluate((hash) => { window.location.hash = hash; }, new URL(link).hash);
  await expect(dialog(other)).toContainText('1 item becomes done');
  await dialog(other).getByRole('button', { name: 'Cancel' }).click();
  await expect(other.getByRole('main')).toBeFocused();
  await expect(hb.boxes(other).first()).not.toBeChecked();
  await other.context().close();
});
