import { expect, testPlan as test } from '../support/books.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';

const DAY = Date.UTC(2026, 10, 22, 12);
const filter = (page, name) => page.getByRole('group', { name: 'Show' }).getByRole('radio', { name });
const facts = (of) => of.locator(':scope > .tb-facts');
const orphans = (page) => page.getByRole('region', { name: 'No longer in the book' });
const desk = (page) => page.getByRole('region', { name: 'Your progress' });

// Opens the plan with records under the items at these places; `open` are the places' records and notes.
async function planWith(page, { ticks = {}, notes = {}, more = {} } = {}) {
  await page.goto(hb.PLAN);
  const ids = await page.locator('.tb-item').evaluateAll((all) => all.map((item) => item.dataset.tick));
  const entries = { ...more };
  for (const [place, state] of Object.entries(ticks)) entries[rd.tickKey(ids[place])] = { v: 2, s: state, t: DAY, r: 1 };
  for (const [place, note] of Object.entries(notes)) entries[rd.noteKey(ids[place])] = { v: 1, n: note, t: DAY };
  await rd.store(page, entries);
  await page.reload();
  return ids;
}

for (const [name, state] of [['In progress', 'doing'], ['Not for me', 'skip']]) {
  test(`the filter "${name}" shows those items alone`, async ({ page }) => {
    const ids = await planWith(page, { ticks: { 0: state, 1: 'done' } });
    await filter(page, name).check();
    await expect(page.locator('.tb-item:visible')).toHaveCount(1);
    await expect(rd.itemOf(page, ids[0])).toBeVisible();
  });
}

test('the filter for notes shows the items with one', async ({ page }) => {
  const ids = await planWith(page, { notes: { 3: 'Here', 4: '  ' } });
  await filter(page, 'With notes').check();
  await expect(page.locator('.tb-item:visible')).toHaveCount(1);
  await expect(rd.itemOf(page, ids[3])).toBeVisible();
});

test('a filter that leaves nothing says so aloud', async ({ page }) => {
  await page.goto(hb.PLAN);
  await filter(page, 'In progress').check();
  await expect(page.getByRole('status').filter({ hasText: 'Nothing is in progress.' })).toBeVisible();
});

test('a change does not make its item vanish before the filter is chosen anew', async ({ page }) => {
  const ids = await planWith(page, { ticks: { 0: 'doing' } });
  await filter(page, 'In progress').check();
  await hb.boxOf(page, ids[0]).check();
  await expect(rd.itemOf(page, ids[0])).toBeVisible();
  await filter(page, 'All').check();
  await filter(page, 'In progress').check();
  await expect(rd.itemOf(page, ids[0])).toBeHidden();
});

test('at the first visit nothing can be shown as new', async ({ page }) => {
  await page.goto(hb.PLAN);
  await expect(filter(page, 'Open')).toBeVisible();
  await expect(page.getByText('New since my last visit')).toBeHidden();
});

// Makes the last visit one that did not see the item at this place.
async function unseen(page, place) {
  await page.goto(hb.PLAN);
  const key = `tickbook:${hb.BOOK}:seen`;
  const { ids, ...rest } = await rd.stored(page, key);
  const all = ids.split(' ');
  const [id] = all.splice(place, 1);
  await rd.store(page, { [key]: { ...rest, ids: all.join(' ') } });
  return id;
}

test('what the last visit did not show is new, and stays new after a reload', async ({ page }) => {
  const id = await unseen(page, 2);
  for (let visit = 0; visit < 2; visit += 1) {
    await page.reload();
    await filter(page, 'New since my last visit').check();
    await expect(page.locator('.tb-item:visible')).toHaveCount(1);
    await expect(rd.itemOf(page, id)).toBeVisible();
  }
});

test('at the next visit it is new no more', async ({ page, context }) => {
  await unseen(page, 2);
  await page.reload();
  await expect(filter(page, 'New since my last visit')).toBeVisible();
  // A new tab has a session of its own.
  const later = await context.newPage();
  await later.goto(hb.PLAN);
  await filter(later, 'New since my last visit').check();
  await expect(later.getByText('Nothing is new since your last visit.')).toBeVisible();
});

test('rubbish where the last visit is noted counts as a first visit', async ({ page }) => {
  await page.goto(hb.PLAN);
  for (const rubbish of ['{', '7', 'null', '{"ids":7}']) {
    await rd.store(page, { [`tickbook:${hb.BOOK}:seen`]: rubbish });
    await page.reload();
    await expect(filter(page, 'Open'), rubbish).toBeVisible();
    await expect(page.getByText('New since my last visit'), rubbish).toBeHidden();
  }
});

test('each part has a bar with its count in words and a link to it', async ({ page }) => {
  await planWith(page, { ticks: { 0: 'done', 1: 'skip' } });
  const rows = page.getByRole('list', { name: 'Done by part' }).getByRole('listitem');
  expect(await rows.count()).toBe(await page.locator('.tb-plan-part').count());
  const total = await page.locator('.tb-plan-part').first().locator('.tb-item').count();
  await expect(rows.first()).toContainText(`1 of ${total - 1} done, 1 not for me`);
  await expect(rows.first().getByRole('progressbar')).toHaveJSProperty('value', 1);
  await rows.nth(2).getByRole('link').click();
  await expect(page.locator('.tb-plan-part').nth(2).getByRole('heading', { level: 2 })).toBeInViewport();
});

test('the bars of all parts have one length', async ({ page }) => {
  await page.goto(hb.PLAN);
  const bars = page.getByRole('list', { name: 'Done by part' }).getByRole('progressbar');
  const widths = await bars.evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
  expect(widths.length).toBeGreaterThan(2);
  expect(new Set(widths).size).toBe(1);
});

test('the link to a part that a filter hides shows the part', async ({ page }) => {
  await planWith(page, { ticks: { 0: 'done' } });
  await filter(page, 'Done').check();
  await expect(page.locator('.tb-plan-part').nth(2)).toBeHidden();
  await page.getByRole('list', { name: 'Done by part' }).getByRole('link').nth(2).click();
  await expect(filter(page, 'All')).toBeChecked();
  await expect(page.locator('.tb-plan-part').nth(2).getByRole('heading', { level: 2 })).toBeInViewport();
});

test('the day stands beside what is done and what is in progress', async ({ page }) => {
  const ids = await planWith(page, { ticks: { 0: 'done', 1: 'doing' } });
  await expect(facts(rd.itemOf(page, ids[0]))).toHaveText('Done 22 Nov 2026');
  await expect(facts(rd.itemOf(page, ids[0])).locator('time')).toHaveAttribute('datetime', '2026-11-22');
  await expect(facts(rd.itemOf(page, ids[1]))).toHaveText('In progresssince 22 Nov 2026');
  await hb.boxOf(page, ids[0]).uncheck();
  await expect(facts(rd.itemOf(page, ids[0])).locator('time')).toHaveCount(0);
});

test('a time that is none shows no day and breaks nothing', async ({ page }) => {
  const ids = await planWith(page);
  for (const time of [null, -1, 'soon', 9e15]) {
    await rd.store(page, { [rd.tickKey(ids[0])]: { v: 2, s: 'done', t: time } });
    await page.reload();
    await expect(hb.boxOf(page, ids[0]), String(time)).toBeChecked();
    await expect(page.locator('.tb-item time'), String(time)).toHaveCount(0);
  }
});

test('a note stands below its item as text, with its line breaks', async ({ page }) => {
  const ids = await planWith(page, { notes: { 0: 'One <b>line</b>\nand another' } });
  const note = facts(rd.itemOf(page, ids[0])).locator('.tb-note');
  await expect(note).toHaveText('Note: One <b>line</b>\nand another', { useInnerText: true });
  await expect(note.locator('b')).toHaveCount(0);
});

test('a note is edited on the plan through the panel', async ({ page }) => {
  const ids = await planWith(page, { notes: { 0: 'Old' } });
  await rd.writeNote(rd.itemOf(page, ids[0]), 'New');
  await expect(facts(rd.itemOf(page, ids[0])).locator('.tb-note')).toContainText('New');
  await rd.writeNote(rd.itemOf(page, ids[0]), '');
  await expect(page.locator('.tb-note')).toHaveCount(0);
});

const GONE = {
  [rd.tickKey('gone')]: { v: 2, s: 'done', t: DAY, r: 1, x: 'An item that was left out' },
  [rd.noteKey('gone')]: { v: 1, n: 'My words', t: DAY },
  [rd.tickKey('older')]: { v: 1, s: 'doing', t: DAY },
  [rd.tickKey('open')]: { v: 1, s: 'open', t: DAY },
};

test('what is no longer in the book is listed with its words, day and note', async ({ page }) => {
  await planWith(page, { more: GONE });
  const rows = orphans(page).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('An item that was left out');
  await expect(rows.nth(0)).toContainText('Done 22 Nov 2026');
  await expect(rows.nth(0)).toContainText('My words');
  await expect(rows.nth(1)).toContainText('An item whose words are not known');
  await expect(rows.nth(1)).toContainText('In progress since 22 Nov 2026');
});

test('where nothing is missing from the book the list is not shown', async ({ page }) => {
  await planWith(page);
  await expect(desk(page)).toBeVisible();
  await expect(orphans(page)).toBeHidden();
});

test('an item that is no longer in the book is removed only after asking', async ({ page }) => {
  await planWith(page, { more: GONE });
  const remove = orphans(page).getByRole('button', { name: 'Remove: An item that was left out' });
  await remove.click();
  await expect(page.getByRole('dialog')).toContainText('“An item that was left out”');
  await page.keyboard.press('Escape');
  await expect(remove).toBeFocused();
  await expect(orphans(page).getByRole('listitem')).toHaveCount(2);
  await remove.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(orphans(page).getByRole('listitem')).toHaveCount(1);
  await expect(orphans(page).getByRole('button')).toBeFocused();
  expect(await rd.stored(page, rd.tickKey('gone'))).toBeNull();
  expect(await rd.stored(page, rd.noteKey('gone'))).toBeNull();
  expect(await rd.stored(page, rd.tickKey('older'))).not.toBeNull();
});

test('after the last item is removed the focus goes on to the next heading', async ({ page }) => {
  await planWith(page, { more: { [rd.tickKey('gone')]: GONE[rd.tickKey('gone')] } });
  await orphans(page).getByRole('button').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(orphans(page)).toBeHidden();
  await expect(desk(page).getByRole('heading', { name: 'Your progress' })).toBeFocused();
});

test('the removal of an item can be undone', async ({ page }) => {
  await planWith(page, { more: GONE });
  await orphans(page).getByRole('button').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await hb.notice(page).getByRole('button', { name: 'Undo' }).click();
  await expect(orphans(page).getByRole('listitem')).toHaveCount(2);
  await expect(orphans(page).getByRole('button', { name: 'Remove: An item whose words are not known' })).toBeFocused();
  expect(await rd.stored(page, rd.noteKey('gone'))).toEqual(GONE[rd.noteKey('gone')]);
});

test('paper shows states, days and notes, and no controls', async ({ page }) => {
  const ids = await planWith(page, { ticks: { 0: 'done', 1: 'doing', 2: 'skip' }, notes: { 1: 'On paper too' }, more: GONE });
  await rd.openPanel(rd.itemOf(page, ids[1]));
  await page.emulateMedia({ media: 'print' });
  await expect(facts(rd.itemOf(page, ids[0]))).toBeVisible();
  await expect(rd.labelOf(rd.itemOf(page, ids[1]))).toBeVisible();
  await expect(rd.labelOf(rd.itemOf(page, ids[2]))).toBeVisible();
  await expect(page.locator('.tb-plan .tb-note')).toBeVisible();
  await expect(page.locator('.tb-panel, .tb-item-button, .tb-filter, .tb-overview, .tb-desk').filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
});

test('blank boxes print without anything of the reader, and the next print is as before', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => window.dispatchEvent(new Event('beforeprint'));
  });
  const ids = await planWith(page, { ticks: { 0: 'done', 1: 'doing', 2: 'skip' }, notes: { 0: 'Not on paper' }, more: GONE });
  await desk(page).getByRole('button', { name: 'Print with empty boxes' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(facts(rd.itemOf(page, ids[0]))).toBeHidden();
  await expect(orphans(page)).toBeHidden();
  const tick = (place) => hb.boxOf(page, ids[place]).evaluate((box) => getComputedStyle(box, '::after').content);
  expect([await tick(0), await tick(1), await tick(2), await tick(3)]).toEqual(['none', 'none', 'none', 'none']);
  const line = await rd.itemOf(page, ids[2]).locator(':scope > .tb-text').evaluate((text) => getComputedStyle(text).textDecorationLine);
  expect(line).toBe('none');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(facts(rd.itemOf(page, ids[0]))).toBeVisible();
  expect(await tick(0)).toBe('""');
});

test('my ticks print as they are', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => window.dispatchEvent(new Event('beforeprint'));
  });
  const ids = await planWith(page, { ticks: { 0: 'done' } });
  await desk(page).getByRole('button', { name: 'Print with my ticks' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(facts(rd.itemOf(page, ids[0]))).toBeVisible();
  expect(await hb.boxOf(page, ids[0]).evaluate((box) => getComputedStyle(box, '::after').content)).toBe('""');
});

test('the desk does not scroll sideways on a narrow phone, with long words and right to left', async ({ page }) => {
  const long = 'Wordwithoutanyspaceinit'.repeat(20);
  const more = { ...GONE, [rd.tickKey('gone')]: { v: 2, s: 'done', t: DAY, r: 1, x: long } };
  const ids = await planWith(page, { ticks: { 0: 'doing' }, notes: { 0: long }, more });
  await rd.store(page, { [rd.tickKey(ids[3])]: { v: 2, s: 'done', t: DAY, r: 5, x: long } });
  await page.setViewportSize({ width: 320, height: 700 });
  await page.reload();
  await rd.openPanel(rd.itemOf(page, ids[0]));
  await page.getByText('Show the link and the code').click();
  for (const direction of ['ltr', 'rtl']) {
    const [scroll, client] = await page.evaluate((dir) => {
      document.documentElement.dir = dir;
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    }, direction);
    expect(scroll, direction).toBeLessThanOrEqual(client);
  }
});

for (const [answer, outcome] of [[true, 'This browser keeps your progress until you remove it.'], [false, 'This browser did not agree. Download a copy to be safe.']]) {
  test(`a button asks the browser to keep the progress, and says that it answered ${answer ? 'yes' : 'no'}`, async ({ page }) => {
    await rd.watchPersist(page, answer);
    await page.goto(hb.PLAN);
    await desk(page).getByRole('button', { name: 'Ask the browser to keep it' }).click();
    await expect(desk(page).getByText(outcome)).toBeVisible();
    expect(await page.evaluate(() => window.asked)).toBe(1);
  });
}

test('a browser that keeps the progress already is not asked to', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.storage.persisted = async () => true;
  });
  await page.goto(hb.PLAN);
  await expect(desk(page)).toBeVisible();
  await expect(desk(page).getByRole('heading', { name: 'Keep it in this browser' })).toBeHidden();
});

test('the legend of the filter is on the line of its choices', async ({ page }) => {
  await page.goto(hb.PLAN);
  const legend = await page.getByText('Show', { exact: true }).boundingBox();
  const choice = await page.locator('.tb-filter span', { hasText: 'In progress' }).boundingBox();
  expect(Math.abs(legend.y + legend.height / 2 - choice.y - choice.height / 2)).toBeLessThan(2);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the plan shows no control of the desk, and no dialog', async ({ page }) => {
    await page.goto(hb.PLAN);
    await expect(page.locator('.tb-desk, .tb-orphans, .tb-dialog, .tb-to-desk').filter({ visible: true })).toHaveCount(0);
    await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
    await expect(page.getByRole('list', { name: 'Done by part' })).toBeVisible();
  });
});
