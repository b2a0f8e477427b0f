import { test, expect } from '../support/test.mjs';
import { axeFaults } from '../support/axe.mjs';
import { editedBook } from '../support/edited.mjs';
import { expectStill } from '../support/behind.mjs';

const svg = (width, height) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#9cb"/></svg>`;

const CHAPTER = `# Chapter

![A wide diagram](wide.svg "How it goes")

![A small sign](small.svg)

[![A wide diagram in a link](wide.svg)](two.md)

- [ ] A thing with ![a wide diagram in an item](wide.svg)

In a line ![of text](wide.svg) too.

<picture>
<source srcset="dark.svg" media="(prefers-color-scheme: dark)">
<img src="wide.svg" alt="A diagram in two schemes">
</picture>
`;

let book;
test.beforeAll(async () => {
  const files = { 'content/chapter.md': CHAPTER, 'content/two.md': '# Two\n' };
  book = await editedBook({ ...files, 'content/wide.svg': svg(1400, 500), 'content/dark.svg': svg(1400, 500).replace('#9cb', '#246'), 'content/small.svg': svg(200, 100) });
});
test.afterAll(() => book.end());
test.beforeEach(({ page }) => page.goto(`${book.url}chapter.html`));

const picture = (page) => page.getByRole('button', { name: 'A wide diagram', exact: true });
const dialog = (page) => page.getByRole('dialog', { name: 'A wide diagram', exact: true });

test('a picture that is shown smaller than it is opens larger, with its name and caption', async ({ page }) => {
  await expect(picture(page)).toHaveAccessibleDescription('Show larger');
  const before = await picture(page).boundingBox();
  await picture(page).click();
  await expect(dialog(page)).toBeVisible();
  const after = await dialog(page).getByRole('img', { name: 'A wide diagram' }).boundingBox();
  expect(after.width).toBeGreaterThan(before.width * 1.5);
  await expect(dialog(page)).toContainText('How it goes');
});

test('a picture with a source for the dark scheme keeps it, in the text and larger', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'A diagram in two schemes' }).click();
  const shown = page.getByRole('img', { name: 'A diagram in two schemes' });
  await expect(shown).toHaveCount(2);
  for (const one of await shown.all()) {
    await expect.poll(() => one.evaluate((picture) => picture.currentSrc)).toContain('dark.');
  }
});

test('on a phone the picture has its own size, and arrow keys move over it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await picture(page).click();
  const box = await dialog(page).getByRole('img').boundingBox();
  expect(box.width).toBeGreaterThan(700);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => dialog(page).evaluate((one) => one.scrollLeft)).toBeGreaterThan(0);
  await expect(dialog(page).getByRole('button', { name: 'Close' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Tab');
  await expect(dialog(page).getByRole('button', { name: 'Close' })).toBeFocused();
});

const WAYS_OUT = {
  Esc: (page) => page.keyboard.press('Escape'),
  'its button': (page) => dialog(page).getByRole('button', { name: 'Close' }).click(),
  'a click beside the picture': (page) => page.mouse.click(600, 780),
};

for (const [way, leave] of Object.entries(WAYS_OUT)) {
  test(`${way} closes the picture and gives the focus back`, async ({ page }) => {
    await picture(page).focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page)).toBeVisible();
    await leave(page);
    await expect(page.locator('.tb-enlarged')).toHaveCount(0);
    await expect(picture(page)).toBeFocused();
  });
}

test('a click on the large picture itself leaves it open', async ({ page }) => {
  await picture(page).click();
  await dialog(page).getByRole('img').click();
  await expect(dialog(page)).toBeVisible();
});

test('the focus stays with the open picture', async ({ page }) => {
  await picture(page).click();
  for (let presses = 0; presses < 4; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null)).toBe(true);
  }
});

test('a picture in its full size, in a link or in an item is no button', async ({ page }) => {
  await expect(page.getByRole('button', { name: 'A small sign' })).toHaveCount(0);
  await expect(page.getByRole('img', { name: 'A small sign' })).toBeVisible();
  await expect(page.locator('a button, label button')).toHaveCount(0);
  await page.getByRole('link', { name: 'A wide diagram in a link' }).click();
  await expect(page).toHaveURL(`${book.url}two.html`);
});

test('a picture within a line opens larger too', async ({ page }) => {
  await page.getByRole('button', { name: 'of text' }).click();
  await expect(page.getByRole('dialog', { name: 'of text' })).toBeVisible();
});

test('a picture is a button only while the window is too narrow for it', async ({ page }) => {
  const small = page.getByRole('button', { name: 'A small sign' });
  await page.setViewportSize({ width: 190, height: 700 });
  await expect(small).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 700 });
  await expect(small).toHaveCount(0);
  await expect(page.getByRole('img', { name: 'A small sign' })).toBeVisible();
});

test('the button moves nothing when it comes', async ({ browser, page }) => {
  await expect(picture(page)).toBeVisible();
  const sizes = (of) => of.locator('.tb-figure, .tb-body > p').evaluateAll((all) => all.map((one) => [one.offsetWidth, one.offsetHeight]));
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${book.url}chapter.html`);
  expect(await sizes(page)).toEqual(await sizes(plain));
  await context.close();
});

test('axe finds nothing on the open picture', async ({ page }) => {
  await picture(page).click();
  await expect(dialog(page)).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
});

test('the page behind the open picture does not scroll', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 400 });
  await picture(page).click();
  await expect(dialog(page)).toBeVisible();
  await expectStill(page);
});
