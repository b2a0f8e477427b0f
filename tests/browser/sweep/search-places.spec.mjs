import { test } from '../support/test.mjs';
import { PLACES, expectFound } from '../support/places.mjs';
import * as hb from '../support/handbook.mjs';

for (const where of Object.keys(PLACES)) {
  test(`the search finds and marks ${where}, from a page below a folder`, ({ page }) => expectFound(page, where, hb.OTHER_CHAPTER));
}
