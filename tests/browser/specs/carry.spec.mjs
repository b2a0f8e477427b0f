import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, expect } from '../support/test.mjs';
import { editedBook } from '../support/edited.mjs';

for (const [where, rootOf] of [['over http', ({ url }) => url], ['from the disk', ({ folder }) => `${pathToFileURL(folder).href}/`]]) {
  test(`ticks come along when the author gives the book another id, ${where}`, async ({ page }) => {
    const book = await editedBook({ 'content/list.md': '# List\n\n- [ ] Write the plan\n- [ ] Ask the team\n' });
    const list = `${rootOf(book)}list.html`;
    await page.goto(list);
    await page.getByRole('checkbox', { name: 'Write the plan' }).check();
    execFileSync(process.env.TICKBOOK, ['lock', 'book-id', 'large', path.dirname(book.folder)], { stdio: 'ignore' });
    book.edit({ 'book.toml': '[book]\ntitle = "Small book"\nid = "large"\n' });
    await page.goto(list);
    await expect(page.locator('body')).toHaveAttribute('data-tb-former', 'small');
    await expect(page.getByRole('checkbox', { name: 'Write the plan' })).toBeChecked();
    await expect(page.getByRole('checkbox', { name: 'Ask the team' })).not.toBeChecked();
    // What the reader does from now on is kept under the new id, and stays.
    await page.getByRole('checkbox', { name: 'Write the plan' }).uncheck();
    await page.reload();
    await expect(page.getByRole('checkbox', { name: 'Write the plan' })).not.toBeChecked();
    book.end();
  });
}
