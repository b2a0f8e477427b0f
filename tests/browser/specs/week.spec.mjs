// The list of this week above the plan.
import { expect, testDates as test, testPlan } from '../support/books.mjs';
import * as hb from '../support/handbook.mjs';
import * as rd from '../support/reader.mjs';
import * as wk from '../support/week.mjs';

const DAY = '2027-03-12';
const GOALS = 'Write down what you want to reach';
const TALKS = 'Talk with everyone on the team';
const REPORTS = 'Read the last three reports';

testPlan('a book without efforts and dates gets the next three of the plan', async ({ page }) => {
  await page.goto(hb.PLAN);
  const first = await page.locator('.tb-plan .tb-text').evaluateAll((all) => all.slice(0, 3).map((text) => text.textContent.replace(/\s+/g, ' ').trim()));
  expect(await wk.texts(page, 'Next in the book')).toEqual(first);
  await expect(wk.week(page).getByRole('list')).toHaveCount(1);
  await expect(wk.week(page).getByRole('status').first()).toHaveText('3 next.');
});

test('what is in progress, what is due and what comes next are listed in this order', async ({ page }) => {
  await wk.planOn(page, DAY, { ticks: { talks: ['doing', '2027-03-05'] } });
  await expect(wk.week(page).getByRole('heading', { level: 3 })).toHaveText(['In progress', 'Due', 'Next in the book']);
  expect(await wk.texts(page, 'In progress')).toEqual([TALKS]);
  expect(await wk.texts(page, 'Due')).toEqual([GOALS]);
  expect((await wk.texts(page, 'Next in the book'))[0]).toBe(REPORTS);
  await expect(wk.week(page).getByRole('status').first()).toHaveText('1 in progress, 1 due soon, 3 next.');
});

test('a row says effort and date in words', async ({ page }) => {
  await wk.planOn(page, DAY, { ticks: { talks: ['doing', '2027-03-08'] } });
  await expect(wk.row(page, TALKS)).toContainText('4 h · since 8 March · due in 10 days');
  await expect(wk.row(page, GOALS)).toContainText('1 h · due in 3 days');
});

test('what is overdue says since when', async ({ page }) => {
  await wk.planOn(page, DAY, { ticks: { reports: ['done', '2027-03-01'] } });
  await expect(wk.row(page, GOALS)).toContainText('was due on 8 March');
  await expect(wk.week(page).getByRole('status').first()).toContainText('1 overdue');
});

test('a box of the list is that of the plan', async ({ page }) => {
  await wk.planOn(page, DAY);
  await wk.boxIn(page, REPORTS).check();
  await expect(hb.boxOf(page, 'reports')).toBeChecked();
  expect((await rd.stored(page, rd.tickKey('reports'))).s).toBe('done');
  await hb.boxOf(page, 'reports').uncheck();
  await expect(wk.boxIn(page, REPORTS)).not.toBeChecked();
});

test('a ticked row stays where it is until the plan is opened again', async ({ page }) => {
  await wk.planOn(page, DAY);
  await wk.boxIn(page, REPORTS).check();
  await expect(wk.boxIn(page, REPORTS)).toBeChecked();
  await expect(wk.boxIn(page, REPORTS)).toBeFocused();
  await page.reload();
  await expect(wk.row(page, TALKS).first()).toBeVisible();
  await expect(wk.row(page, REPORTS)).toHaveCount(0);
});

test('a tick is announced with the count of its list', async ({ page }) => {
  await wk.planOn(page, DAY);
  const heard = await rd.listen(page);
  await wk.boxIn(page, REPORTS).check();
  await expect.poll(heard).toContain('1 of 4 done');
});

test('what is put in progress on the plan comes into the list', async ({ page }) => {
  await wk.planOn(page, DAY);
  await rd.choose(rd.itemOf(page, 'feedback'), 'In progress');
  expect(await wk.texts(page, 'In progress')).toEqual(['Ask for feedback']);
});

test('another tab brings the list up to date', async ({ page, context }) => {
  await wk.planOn(page, DAY);
  const other = await context.newPage();
  await other.goto(hb.PLAN);
  await rd.choose(rd.itemOf(other, 'feedback'), 'In progress');
  await expect(wk.group(page, 'In progress')).toContainText('Ask for feedback');
});

test('a row leads to its item, past a filter that hides it', async ({ page }) => {
  await wk.planOn(page, DAY, { ticks: { month: ['done', '2027-03-05'] } });
  await page.getByRole('group', { name: 'Show' }).getByRole('radio', { name: 'Done' }).check();
  await expect(rd.itemOf(page, 'goals')).toBeHidden();
  await wk.row(page, GOALS).getByRole('link').click();
  await expect(rd.itemOf(page, 'goals')).toBeInViewport();
  await expect(page).toHaveURL(/#tb-item-goals$/);
});

test('a row leads to its item in a folded part, also for a second time', async ({ page }) => {
  await wk.planOn(page, DAY);
  const part = page.locator('.tb-plan-part').filter({ has: rd.itemOf(page, 'goals') });
  for (let turn = 0; turn < 2; turn += 1) {
    await part.getByRole('button', { name: /^Fold/ }).click();
    await expect(rd.itemOf(page, 'goals')).toBeHidden();
    await wk.row(page, GOALS).getByRole('link').click();
    await expect(rd.itemOf(page, 'goals')).toBeInViewport();
  }
});

test('items for other readers are never listed', async ({ page }) => {
  await wk.planOn(page, DAY);
  await page.evaluate(() => {
    const item = document.querySelector('.tb-item[data-tick="goals"]');
    item.setAttribute('data-tb-elsewhere', '');
    item.hidden = true;
    document.dispatchEvent(new CustomEvent('tickbook:paths'));
  });
  await expect(wk.row(page, GOALS)).toHaveCount(0);
  expect((await wk.texts(page, 'Next in the book'))[0]).toBe(TALKS);
});

test('what comes again can be done again, and its next day counts from today', async ({ page }) => {
  await wk.planOn(page, DAY, { ticks: { month: ['done', '2027-02-13'] } });
  await expect(wk.row(page, 'Plan the month')).toContainText('due again tomorrow');
  await wk.row(page, 'Plan the month').getByRole('button', { name: 'Done again: Plan the month' }).click();
  await expect(wk.row(page, 'Plan the month')).toHaveCount(0);
  await expect(wk.terms(page, 'month')).toContainText('due again on 12 April');
  await expect(wk.week(page).getByRole('heading', { name: 'This week' })).toBeFocused();
});

test('a relative date counts from the first tick, and has no day before it', async ({ page }) => {
  await wk.planOn(page, DAY);
  await expect(wk.terms(page, 'goals')).toHaveText('1 h · within 1 week');
  await hb.boxOf(page, 'reports').check();
  await expect(wk.terms(page, 'goals')).toHaveText('1 h · within 1 week · due in 7 days');
  await wk.openSettings(page);
  await expect(page.getByLabel('I started on')).toHaveValue(DAY);
  await expect(wk.week(page).getByText('The day of your first tick.')).toBeVisible();
});

test('the first tick stays the start when that item is ticked anew', async ({ page }) => {
  await wk.planOn(page, '2027-03-01', { ticks: { reports: ['done', '2027-03-01'] } });
  await page.clock.setFixedTime(wk.noon(DAY));
  await page.reload();
  await hb.boxOf(page, 'reports').uncheck();
  await hb.boxOf(page, 'improve').check();
  await expect(wk.terms(page, 'goals')).toContainText('was due on 8 March');
});

test('the day of choosing a path is the start', async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      globalThis.tickbook.readPaths = () => ({ v: 1, t: 5, d: '2027-03-09', a: ['founder'] });
      document.dispatchEvent(new CustomEvent('tickbook:paths'));
    });
  });
  await wk.planOn(page, DAY, { ticks: { reports: ['done', '2027-03-01'] } });
  await expect(wk.terms(page, 'goals')).toContainText('due in 4 days');
  await wk.openSettings(page);
  await expect(wk.week(page).getByText('The day you chose your path.')).toBeVisible();
});

test('the reader can set the day they started, and go back', async ({ page }) => {
  await wk.planOn(page, DAY, { ticks: { reports: ['done', '2027-03-10'] } });
  await wk.openSettings(page);
  await page.getByLabel('I started on').fill('2027-03-01');
  await expect(wk.terms(page, 'goals')).toContainText('was due on 8 March');
  await page.reload();
  await expect(wk.terms(page, 'goals')).toContainText('was due on 8 March');
  await wk.openSettings(page);
  await wk.week(page).getByRole('button', { name: 'Use the day of my path or first tick' }).click();
  await expect(page.getByLabel('I started on')).toBeFocused();
  await expect(wk.terms(page, 'goals')).toContainText('due in 5 days');
});

test('the hours are kept, and what is suggested fits into them', async ({ page }) => {
  await wk.planOn(page, DAY, { dates: { feedback: '2027-06-01' } });
  await wk.openSettings(page);
  await page.getByLabel('Hours a week').fill('1');
  await page.getByLabel('Hours a week').blur();
  await expect(wk.group(page, 'Next in the book')).not.toContainText(TALKS);
  await page.reload();
  expect((await wk.texts(page, 'Next in the book'))[0]).toBe(GOALS);
  await expect(wk.group(page, 'Next in the book')).not.toContainText(TALKS);
  await wk.openSettings(page);
  await expect(page.getByLabel('Hours a week')).toHaveValue('1');
});

testPlan('a book without efforts does not ask for hours', async ({ page }) => {
  await page.goto(hb.PLAN);
  await wk.openSettings(page);
  await expect(page.getByLabel('I started on')).toBeVisible();
  await expect(page.getByLabel('Hours a week')).toBeHidden();
});

test('the list takes the room on the next visit that it needed on this one', async ({ page }) => {
  await wk.planOn(page, DAY, { ticks: { talks: ['doing', '2027-03-05'] } });
  const height = () => page.locator('[data-tb-week-lists]').evaluate((list) => list.getBoundingClientRect().height);
  const before = await height();
  await page.route(/plan\.\w+\.js$/, (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
  await page.goto(hb.PLAN);
  expect(await page.locator('[data-tb-week-lists] *').count()).toBe(0);
  expect(await height()).toBeCloseTo(before, 0);
});

for (const [name, rubbish] of [['no room', '{'], ['a strange room', '{"rows":"x","lines":-1}'], ['a huge room', '{"rows":1e9,"lines":1e9}']]) {
  test(`${name} in the store is that of three rows`, async ({ page }) => {
    await wk.planOn(page, DAY);
    const before = (await page.locator('[data-tb-week-lists]').boundingBox()).height;
    await page.evaluate(([key, text]) => {
      window.addEventListener('pagehide', () => window.localStorage.setItem(key, text));
    }, [`tickbook:${hb.BOOK}:room`, rubbish]);
    await page.route(/plan\.\w+\.js$/, (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
    await page.reload();
    expect((await page.locator('[data-tb-week-lists]').boundingBox()).height).toBeCloseTo(before, 0);
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('there is no list of this week', async ({ page }) => {
    await page.goto(hb.PLAN);
    await expect(page.locator('.tb-week')).toBeHidden();
    await expect(page.locator('.tb-plan .tb-item').first()).toBeVisible();
  });
});
