// How the browser tests run. `cargo xtask test` says where the browser and the program are.
import { defineConfig } from '@playwright/test';

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

for (const name of ['CHROMIUM', 'TICKBOOK']) {
  if (!process.env[name]) throw new Error(`${name} is not set: run these tests with \`cargo xtask test\``);
}

export default defineConfig({
  testMatch: '*.spec.mjs',
  projects: [
    { name: 'specs', testDir: 'specs' },
    // What needs volume rather than variety: `cargo xtask sweep`.
    { name: 'sweep', testDir: 'sweep' },
  ],
  globalSetup: './support/setup.mjs',
  reporter: './support/reporter.mjs',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A test that passes only at its second try tells of a race in the page or in the test.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    actionTimeout: 10_000,
    headless: true,
    // Transitions are drawn frame by frame, which doubles the cost of a tick. Tests of what moves ask for it.
    contextOptions: { reducedMotion: 'reduce' },
    // One page a worker, which Playwright empties between tests: a new process of the browser takes as long as a test. The option is
    // not part of Playwright's documented interface, so package.json names the exact version, and `isolation.spec.mjs` tests that
    // nothing of one test is left for the next.
    _optionContextReuseMode: 'when-possible',
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: process.env.CHROMIUM, args: CHROMIUM_ARGS },
  },
});
