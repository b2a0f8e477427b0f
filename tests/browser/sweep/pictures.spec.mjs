import { test } from '../support/test.mjs';
import { DIAGRAMS, expectSchemes } from '../support/diagrams.mjs';

for (const path of DIAGRAMS) {
  test(`the diagram of ${path} follows the scheme of the system and the choice of the reader`, ({ page }) => expectSchemes(page, path));
}
