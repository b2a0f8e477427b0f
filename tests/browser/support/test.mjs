// The test function of all specs: no page of any test may complain on its console or leave this machine.
import { test as base, expect } from '@playwright/test';

export { expect };

// What the browser itself says where it gives up taking a page over gently, because the next was there sooner. No script
// of ours has a hand in it, and a reader sees the page at once.
const GIVEN_UP = /^InvalidStateError: Transition was aborted because of invalid state/;

// Gathers what goes wrong in any page of the context, whichever test opened it.
export function watch(context) {
  const faults = [];
  const say = (page, text) => faults.push(`${page?.url() ?? 'a page'}: ${text}`);
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) say(message.page(), `${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => {
    const text = String(error.error());
    if (!GIVEN_UP.test(text)) say(error.page(), text);
  });
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const own = ['file:', 'data:', 'blob:'].includes(protocol) || hostname === '127.0.0.1';
    if (!own) faults.push(`a request left the site: ${request.url()}`);
  });
  return faults;
}

// For `test.use` where browsers keep what no other page may meet: each test has a context of its own.
export const OWN_CONTEXT = { _optionContextReuseMode: 'none' };

export const test = base.extend({
  // The site under / of its server.
  baseURL: async ({}, use) => use(process.env.TICKBOOK_TEST_URL),

  // What a page may complain of all the same; nothing, unless a test says otherwise.
  allowed: [/$^/, { option: true }],

  context: async ({ context, allowed }, use) => {
    // What Playwright leaves as the test before has set it.
    await Promise.all([context.setOffline(false), context.clearPermissions()]);
    const faults = watch(context);
    await use(context);
    expect(faults.filter((fault) => !allowed.test(fault)), 'console messages, page errors and foreign requests').toEqual([]);
  },
});
