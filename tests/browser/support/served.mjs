// The test function of specs about `tickbook serve`: `serve(changes, flags)` starts it on a small book, and it ends with the test.
import { test as base, expect } from './test.mjs';
import { serveSmallBook } from './serve.mjs';

export { expect };

export const test = base.extend({
  serve: async ({ context }, use) => {
    const ends = [];
    await use(async (changes, flags) => {
      const server = await serveSmallBook(changes, flags);
      expect(server.refusal, 'what serve said instead of serving').toBeUndefined();
      ends.push(server.end);
      return server;
    });
    // The pages go first: without their server they would complain that it does not answer. They go with their context,
    // because Chromium often never answers when a page that is on its way to another one is closed by itself, and of a
    // context with such a page now and then. So a test ends with what shows that the last page is there.
    await context.close();
    for (const end of ends) expect(await end(), 'exit status after Ctrl-C').toBe(0);
  },
});
