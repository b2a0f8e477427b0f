// Starts the browsers that Playwright does not drive here, Firefox and WebKit, each with the WebDriver server that comes with it.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { Builder, Capabilities } from 'selenium-webdriver';

for (const name of ['FIREFOX', 'TICKBOOK']) {
  if (!process.env[name]) throw new Error(`${name} is not set: run these tests with \`cargo xtask engines\``);
}

const STARTS_WITHIN = 30_000;
const SCREEN = '1600x1200x24';

// A port that is free now.
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Gives the first data that a program writes to this stream.
function firstOf(program, stream) {
  return new Promise((resolve, reject) => {
    stream.once('data', (bytes) => resolve(String(bytes).trim()));
    program.once('error', reject);
    program.once('exit', (code) => reject(new Error(`${program.spawnfile} ended with status ${code}`)));
  });
}

// WebKit draws into a window, so it gets a screen of its own that nobody sees.
async function openScreen() {
  const program = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await firstOf(program, program.stdio[3]);
  return { env: { DISPLAY: `:${number}` }, end: () => program.kill() };
}

export const FIREFOX = {
  name: 'Firefox',
  server: (port) => ['geckodriver', ['--host', '127.0.0.1', '--port', port, '--websocket-port', '0']],
  capabilities: { browserName: 'firefox', 'moz:firefoxOptions': { binary: process.env.FIREFOX, args: ['-headless'] } },
  openScreen: async () => ({ env: {}, end() {} }),
};

export const WEBKIT = {
  name: 'WebKit',
  server: (port) => ['WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`]],
  capabilities: { browserName: 'MiniBrowser' },
  openScreen,
};

// Resolves when something listens at the port.
async function listening(url) {
  for (const end = Date.now() + STARTS_WITHIN; ; ) {
    const answer = await fetch(`${url}/status`).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > end) throw new Error(`no WebDriver server answers at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// Gives { driver, end }.
export async function start(engine) {
  const screen = await engine.openScreen();
  const port = await freePort();
  const [program, args] = engine.server(String(port));
  const server = spawn(program, args, { stdio: 'ignore', env: { ...process.env, ...screen.env } });
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([listening(url), new Promise((_, reject) => server.once('error', reject))]);
  const driver = await new Builder().disableEnvironmentOverrides().usingServer(url).withCapabilities(new Capabilities(engine.capabilities)).build();
  const end = async () => {
    await driver.quit();
    server.kill();
    screen.end();
  };
  return { driver, end };
}
