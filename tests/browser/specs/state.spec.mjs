import { test, expect } from '../support/test.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';

for (const [name, state] of [['In progress', 'doing'], ['Not for me', 'skip'], ['Done', 'done']]) {
  test(`the state "${name}" is there again in a new tab`, async ({ page, context }) => {
    await page.goto(hb.CHAPTER);
    await rd.choose(rd.item(page, 0), name);
    await page.close();
    const later = await context.newPage();
    await later.goto(hb.CHAPTER);
    const panel = await rd.openPanel(rd.item(later, 0));
    await expect(panel.getByRole('radio', { name })).toBeChecked();
    const record = await rd.stored(later, rd.tickKey(await rd.id(rd.item(later, 0))));
    expect(record).toMatchObject({ v: 2, s: state });
  });
}

test('a state that is no tick stands in words beside its item and describes the box', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await rd.choose(rd.item(page, 0), 'In progress');
  await rd.choose(rd.item(page, 1), 'Not for me');
  await expect(rd.labelOf(rd.item(page, 0))).toHaveText('In progress');
  await expect(rd.labelOf(rd.item(page, 1))).toHaveText('Not for me');
  await expect(hb.boxes(page).nth(0)).toHaveAccessibleDescription('In progress');
  await expect(hb.boxes(page).nth(0)).not.toBeChecked();
  await expect(hb.boxes(page).nth(2)).toHaveAccessibleDescription('');
});

test('a click on the box of an item in progress makes it done, a second one open', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const item = rd.item(page, 0);
  await rd.choose(item, 'In progress');
  await hb.boxes(page).first().click();
  await expect(hb.boxes(page).first()).toBeChecked();
  await expect(rd.labelOf(item)).toHaveCount(0);
  await hb.boxes(page).first().click();
  await expect(hb.boxes(page).first()).not.toBeChecked();
  expect(await rd.stored(page, rd.tickKey(await rd.id(item)))).toMatchObject({ s: 'open' });
});

test('what is not for the reader leaves the counts of list, page and navigation', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const total = await hb.boxes(page).count();
  const list = await hb.firstList(page).locator('.tb-box').count();
  await hb.boxes(page).nth(0).check();
  await rd.choose(rd.item(page, 1), 'Not for me');
  await expect(hb.listCount(hb.firstList(page))).toHaveText(`1 of ${list - 1} done, 1 not for me`);
  await expect(hb.pageCount(page)).toHaveText(`1 of ${total - 1} done on this page, 1 not for me`);
  await expect(hb.firstList(page).getByRole('progressbar')).toHaveJSProperty('max', list - 1);
  await expect(hb.navigation(page).locator('[aria-current="page"]')).toContainText(`1/${total - 1}`);
});

test('a list of which nothing is for the reader says so and shows an empty bar', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const boxes = hb.firstList(page).locator('.tb-item');
  const total = await boxes.count();
  for (let place = 0; place < total; place += 1) await rd.choose(boxes.nth(place), 'Not for me');
  await expect(hb.listCount(hb.firstList(page))).toHaveText(`${total} not for me`);
  await expect(hb.firstList(page).getByRole('progressbar')).toHaveJSProperty('position', 0);
});

test('a note is saved while it is typed', async ({ page, context }) => {
  await page.goto(hb.CHAPTER);
  const item = rd.item(page, 0);
  await rd.openPanel(item);
  await rd.noteField(item).pressSequentially('Two lines\nof evidence');
  await expect.poll(async () => (await rd.stored(page, rd.noteKey(await rd.id(item))))?.n).toBe('Two lines\nof evidence');
  const other = await context.newPage();
  await other.goto(hb.CHAPTER);
  await rd.openPanel(rd.item(other, 0));
  await expect(rd.noteField(rd.item(other, 0))).toHaveValue('Two lines\nof evidence');
});

test('a note that was just typed is kept when the reader leaves at once', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await rd.openPanel(rd.item(page, 0));
  await rd.noteField(rd.item(page, 0)).fill('Typed last');
  await page.evaluate(() => window.location.assign('index.html'));
  await page.waitForURL(/index/);
  await page.goto(hb.CHAPTER);
  await rd.openPanel(rd.item(page, 0));
  await expect(rd.noteField(rd.item(page, 0))).toHaveValue('Typed last');
});

test('an emptied note is stored as empty, with its time', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const item = rd.item(page, 0);
  await rd.writeNote(item, 'Away with it');
  await rd.writeNote(item, '');
  expect(await rd.stored(page, rd.noteKey(await rd.id(item)))).toMatchObject({ n: '', t: expect.any(Number) });
  await expect(rd.buttonOf(item)).not.toHaveAccessibleName(/has a note/);
});

test('the button says in words that there is a note, and stays in sight', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const item = rd.item(page, 0);
  const text = (await item.locator(':scope > .tb-text').textContent()).trim();
  await expect(rd.buttonOf(item)).toHaveAccessibleName(`State and note: ${text}`);
  await rd.writeNote(item, 'Here');
  await expect(rd.buttonOf(item)).toHaveAccessibleName(`State and note (has a note): ${text}`);
  await hb.boxes(page).last().focus();
  await page.mouse.move(0, 0);
  await expect(rd.buttonOf(item)).toHaveCSS('opacity', '1');
});

test('a second tab follows a state and a note at once', async ({ page, context }) => {
  const other = await context.newPage();
  await page.goto(hb.CHAPTER);
  await other.goto(hb.CHAPTER);
  await rd.openPanel(rd.item(other, 0));
  await rd.choose(rd.item(page, 0), 'In progress');
  await rd.writeNote(rd.item(page, 0), 'From the first tab');
  await expect(rd.labelOf(rd.item(other, 0))).toHaveText('In progress');
  await expect(rd.panelOf(rd.item(other, 0)).getByRole('radio', { name: 'In progress' })).toBeChecked();
  await expect(rd.noteField(rd.item(other, 0))).toHaveValue('From the first tab');
});

test('a note that is being typed is not replaced by one from another tab', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await rd.openPanel(rd.item(page, 0));
  await rd.noteField(rd.item(page, 0)).focus();
  // In one go, because what is typed is saved after a short pause.
  const shown = await page.evaluate(([key]) => {
    const field = document.activeElement;
    field.value = 'Mine';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    localStorage.setItem(key, '{"v":1,"n":"Theirs","t":5}');
    window.dispatchEvent(new StorageEvent('storage', { key }));
    return field.value;
  }, [rd.noteKey(await rd.id(rd.item(page, 0)))]);
  expect(shown).toBe('Mine');
  await rd.closePanel(rd.item(page, 0));
  expect(await rd.stored(page, rd.noteKey(await rd.id(rd.item(page, 0))))).toMatchObject({ n: 'Mine' });
});

test('the panel is worked with the keyboard alone, and Escape gives the focus back', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const item = rd.item(page, 0);
  await hb.boxes(page).first().focus();
  await page.keyboard.press('Tab');
  await expect(rd.buttonOf(item)).toBeFocused();
  await expect(rd.buttonOf(item)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Enter');
  await expect(rd.buttonOf(item)).toHaveAttribute('aria-expanded', 'true');
  await expect(rd.panelOf(item).getByRole('radio', { name: 'Open' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(rd.labelOf(item)).toHaveText('In progress');
  await page.keyboard.press('Tab');
  await page.keyboard.type('By hand');
  await page.keyboard.press('Escape');
  await expect(rd.panelOf(item)).toBeHidden();
  await expect(rd.buttonOf(item)).toBeFocused();
  expect(await rd.stored(page, rd.noteKey(await rd.id(item)))).toMatchObject({ n: 'By hand' });
});

test('the panel and its controls have names, and the button names what it opens', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const item = rd.item(page, 0);
  const panel = await rd.openPanel(item);
  await expect(panel).toHaveRole('group');
  await expect(panel).toHaveAccessibleName(/^State and note: \w/);
  await expect(panel.getByRole('group', { name: 'State' }).getByRole('radio')).toHaveCount(4);
  await expect(rd.noteField(item)).toHaveAccessibleDescription('Plain text, kept in this browser.');
  expect(await rd.buttonOf(item).getAttribute('aria-controls')).toBe(await panel.getAttribute('id'));
});

test('the panel says on which day the item came into its state', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const item = rd.item(page, 0);
  await rd.store(page, { [rd.tickKey(await rd.id(item))]: { v: 1, s: 'done', t: Date.UTC(2026, 10, 22, 12) } });
  await page.reload();
  await expect((await rd.openPanel(item)).getByText('Done on 22 November 2026')).toBeVisible();
});

test('a change of state is announced once, with its name and the count', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const total = await hb.firstList(page).locator('.tb-box').count();
  const panel = await rd.openPanel(rd.item(page, 0));
  const heard = await rd.listen(page);
  await panel.getByRole('radio', { name: 'In progress' }).check();
  await expect(page.locator('[data-tb-live]')).toHaveText(`In progress. 0 of ${total} done`);
  expect(await heard()).toHaveLength(1);
});

test('no panel is built before one is opened', async ({ page }) => {
  await page.goto(hb.PLAN);
  await expect(page.locator('.tb-item-button')).toHaveCount(await page.locator('.tb-item').count());
  await expect(page.locator('.tb-panel')).toHaveCount(0);
  await rd.openPanel(rd.item(page, 0));
  await expect(page.locator('.tb-panel')).toHaveCount(1);
});

test('the button rests in sight where a pointer hovers elsewhere', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await page.mouse.move(0, 0);
  await expect(rd.buttonOf(rd.item(page, 2))).toBeVisible();
  await expect(rd.buttonOf(rd.item(page, 2))).toHaveCSS('opacity', '1');
});

test('a box is a square with small corners, and in progress is another tone than done', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const look = (place) => hb.boxes(page).nth(place).evaluate((box) => {
    const { borderTopLeftRadius, borderTopColor, width, height } = getComputedStyle(box, '::before');
    return { corner: borderTopLeftRadius, colour: borderTopColor, isSquare: width === height };
  });
  await hb.boxes(page).nth(0).check();
  await rd.choose(rd.item(page, 1), 'In progress');
  await page.mouse.move(0, 0);
  const [done, doing] = [await look(0), await look(1)];
  expect([done.corner, done.isSquare, doing.corner, doing.isSquare]).toEqual(['5px', true, '5px', true]);
  expect(doing.colour).not.toBe(done.colour);
});

test('where nothing hovers, the button is always in sight', async ({ browser, baseURL }) => {
  const phone = await browser.newContext({ viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true });
  const page = await phone.newPage();
  await page.goto(baseURL + hb.CHAPTER);
  await expect(rd.buttonOf(rd.item(page, 2))).toHaveCSS('opacity', '1');
  const { width, height } = await rd.buttonOf(rd.item(page, 2)).boundingBox();
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
  await phone.close();
});

test('with the storage full, states and notes hold on the page and a notice says that they will not last', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  await fillAndChange(page);
  await expect(hb.notice(page)).toContainText('Ticks will not last, nor will notes');
});

test('with the storage blocked, states and notes hold on the page', async ({ page }) => {
  await rd.blockStorage(page);
  await page.goto(hb.CHAPTER);
  await changeItem(page);
});

async function fillAndChange(page) {
  await rd.fillStorage(page);
  await changeItem(page);
}

async function changeItem(page) {
  const item = rd.item(page, 0);
  await rd.choose(item, 'Not for me');
  await rd.writeNote(item, 'Held');
  await expect(rd.labelOf(item)).toHaveText('Not for me');
  await rd.openPanel(item);
  await expect(rd.noteField(item)).toHaveValue('Held');
}

test('rubbish where a state and a note should be counts as open and empty and can be written over', async ({ page }) => {
  await page.goto(hb.ACTIONS);
  const all = ['', 'null', '{', '[]', '{"n":7}', '{"s":{}}', '"x"', '\u0000'];
  for (const [place, rubbish] of all.entries()) {
    const id = await rd.id(rd.item(page, place));
    await rd.store(page, { [rd.tickKey(id)]: rubbish, [rd.noteKey(id)]: rubbish });
  }
  await page.reload();
  for (const [place, rubbish] of all.entries()) {
    await expect((await rd.openPanel(rd.item(page, place))).getByRole('radio', { name: 'Open' }), rubbish).toBeChecked();
    await expect(rd.noteField(rd.item(page, place)), rubbish).toHaveValue('');
    await rd.closePanel(rd.item(page, place));
  }
  const item = rd.item(page, 0);
  await rd.choose(item, 'In progress');
  await rd.writeNote(item, 'Good again');
  await page.reload();
  await expect(rd.labelOf(item)).toHaveText('In progress');
});

test('a state of a later version shows as open and is not rewritten unasked', async ({ page }) => {
  await page.goto(hb.CHAPTER);
  const key = rd.tickKey(await rd.id(rd.item(page, 0)));
  const text = '{"v":9,"s":"waiting","t":5,"r":1}';
  await rd.store(page, { [key]: text });
  await page.reload();
  await expect(hb.boxes(page).first()).not.toBeChecked();
  await rd.openPanel(rd.item(page, 0));
  await rd.closePanel(rd.item(page, 0));
  expect(await page.evaluate((name) => localStorage.getItem(name), key)).toBe(text);
});

test('a tick does not make the browser ask for a permission', async ({ page }) => {
  await rd.watchPersist(page);
  await page.goto(hb.CHAPTER);
  await hb.boxes(page).nth(0).check();
  await hb.boxes(page).nth(1).check();
  expect(await page.evaluate(() => window.asked)).toBe(0);
});

// Stores so many done items that the next tick on the chapter is the twentieth.
async function nineteenDone(page) {
  await page.goto(hb.CHAPTER);
  const done = Array.from({ length: 19 }, (_, n) => [rd.tickKey(`other-${n}`), { v: 1, s: 'done', t: 5 }]);
  await rd.store(page, Object.fromEntries(done));
}

test('at twenty ticks a copy is offered, and the offer leads to the desk', async ({ page }) => {
  await nineteenDone(page);
  await expect(hb.notice(page)).toBeEmpty();
  await hb.boxes(page).first().check();
  await expect(hb.notice(page)).toContainText('You have done 20 things');
  await hb.notice(page).getByRole('link', { name: 'Download a copy' }).click();
  await expect(page).toHaveURL(/plan\.html#tb-save$/);
  await expect(page.getByRole('heading', { name: 'Your progress' })).toBeInViewport();
});

test('an offer that was put off does not come again', async ({ page }) => {
  await nineteenDone(page);
  await hb.boxes(page).nth(0).check();
  await hb.notice(page).getByRole('button', { name: 'Not now' }).click();
  await expect(hb.notice(page)).toBeEmpty();
  await page.reload();
  await hb.boxes(page).nth(1).check();
  await expect(hb.notice(page)).toBeEmpty();
});
