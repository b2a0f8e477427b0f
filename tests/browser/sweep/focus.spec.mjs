import { test, expect } from '../support/test.mjs';
import { expectAllInSight } from '../support/focus.mjs';
import * as hb from '../support/handbook.mjs';

test('every stop of the Tab key can be seen whole, there and back, at 390 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(hb.ACTIONS);
  expect((await expectAllInSight(page)).length).toBeGreaterThan(50);
});
