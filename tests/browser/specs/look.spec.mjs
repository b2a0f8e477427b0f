// A book with a look of its own: logo, colour, links and announcement, from settings alone.
import { test, expect } from '../support/books.mjs';
import { axeFaultsIn } from '../support/axe.mjs';
import { OWN_CONTEXT } from '../support/test.mjs';

const banner = (page) => page.getByRole('complementary', { name: 'Announcement' });
const dismiss = (page) => banner(page).getByRole('button', { name: 'Dismiss the announcement' });

test('an announcement that was dismissed stays away on every page', async ({ page, look }) => {
  await page.goto(look);
  await expect(banner(page)).toContainText('The office moves in March. Read more');
  await dismiss(page).click();
  await expect(banner(page)).toHaveCount(0);
  await page.goto(`${look}work.html`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
});

test('after an announcement the focus is at the top of the page', async ({ page, look }) => {
  await page.goto(look);
  await dismiss(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.tb-brand')).toBeFocused();
});

test('another announcement is shown to a reader who dismissed the last one', async ({ page, look }) => {
  await page.goto(look);
  await page.evaluate(() => window.localStorage.setItem(`tickbook:${document.body.dataset.tbBook}:banner`, 'another'));
  await page.reload();
  await expect(banner(page)).toBeVisible();
});

for (const [day, isShown] of [['2099-12-31', true], ['2100-01-01', false]]) {
  test(`an announcement until the end of 2099 is ${isShown ? 'shown' : 'gone'} on ${day}`, async ({ page, look }) => {
    await page.addInitScript((now) => {
      const Real = Date;
      window.Date = class extends Real {
        constructor(...given) {
          super(...(given.length ? given : [now]));
        }
      };
    }, `${day}T12:00:00`);
    await page.goto(look);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(banner(page)).toHaveCount(isShown ? 1 : 0);
  });
}

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false, ...OWN_CONTEXT });

  test('an announcement is shown and has no button that does nothing', async ({ page, look }) => {
    await page.goto(look);
    await expect(banner(page)).toBeVisible();
    await expect(banner(page).locator('button')).toBeHidden();
  });
});

test('one of two logos is shown, by the scheme of the reader', async ({ page, look }) => {
  for (const [scheme, shown, hidden] of [['light', '.tb-logo-light', '.tb-logo-dark'], ['dark', '.tb-logo-dark', '.tb-logo-light']]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(look);
    await expect(page.locator(shown)).toBeVisible();
    await expect(page.locator(hidden)).toBeHidden();
  }
  await page.getByRole('button', { name: /Colour scheme/ }).click();
  await expect(page.locator('html')).toHaveAttribute('data-tb-scheme', 'light');
  await expect(page.locator('.tb-logo-light')).toBeVisible();
});

for (const [width, place] of [[390, 'the menu'], [1280, 'the bar']]) {
  test(`links to other sites are in ${place} at ${width} pixels`, async ({ page, look }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(look);
    if (width === 390) await page.getByRole('button', { name: 'Menu' }).click();
    await expect(page.getByRole('link', { name: 'Status' })).toHaveCount(1);
    await expect(page.getByRole('link', { name: 'Status' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Ask in the chat' })).toBeVisible();
  });

  test(`axe finds nothing with an accent of the book at ${width} pixels`, async ({ page, look }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const file of ['index.html', 'work.html', 'plan.html']) {
      await page.goto(look + file);
      expect(await axeFaultsIn(page, ['light', 'dark', 'forced colours']), file).toEqual([]);
    }
  });

  test(`no page is wider than ${width} pixels with a look`, async ({ page, look }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${look}work.html`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
