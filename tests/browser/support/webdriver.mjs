// What the tests of the engines do with a page over WebDriver: open, resize, look, press, point. It never looks into the scripts of a page.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { By, Key, Origin } from 'selenium-webdriver';

const PATIENCE = 10_000;
const HEIGHT = 800;
export const WIDE = 1280;
export const NARROW = 500;

export { Key };

export function readerOf(driver) {
  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

  // Calls a function on the page.
  const ask = (act, ...args) => driver.executeScript(act, ...args);

  // Waits until a function on the page gives this value.
  async function expect(what, expected, act, ...args) {
    let found;
    for (const end = Date.now() + PATIENCE; ; await pause(50)) {
      // The page may be on its way to another one.
      found = await ask(act, ...args).catch(({ message }) => message);
      if (isDeepStrictEqual(found, expected) || Date.now() > end) break;
    }
    assert.deepEqual(found, expected, what);
  }

  // Gives the page this width; the window is wider by its frame.
  async function resize(width, height = HEIGHT) {
    const size = () => ask(() => [window.innerWidth, window.innerHeight]);
    const [from, to] = [await driver.manage().window().getRect(), await size()];
    await driver.manage().window().setRect({ width: from.width - to[0] + width, height: from.height - to[1] + height });
    await expect('the size of the page', [width, height], () => [window.innerWidth, window.innerHeight]);
  }

  async function open(address, width = WIDE) {
    await driver.get(address);
    await resize(width);
  }

  const find = (css) => driver.findElement(By.css(css));
  const click = async (css) => (await find(css)).click();
  const press = (...keys) => driver.actions().sendKeys(...keys).perform();

  // Where the words of an element are, in the middle of the window: the middle of their left edge.
  async function wordsOf(css) {
    return ask((of) => {
      const words = document.querySelector(of);
      words.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { x, y } = words.getBoundingClientRect();
      return { x, y: y + 12 };
    }, css);
  }

  const at = ({ x, y }, right = 0) => ({ x: Math.round(x + right), y: Math.round(y), origin: Origin.VIEWPORT, duration: 50 });

  async function drag(css) {
    const from = await wordsOf(css);
    await driver.actions().move(at(from, 4)).press().move(at(from, 60)).move(at(from, 150)).release().perform();
  }

  async function doubleClick(css) {
    const from = await wordsOf(css);
    await driver.actions().move(at(from, 10)).press().release().press().release().perform();
  }

  async function clickWords(css) {
    await driver.actions().move(at(await wordsOf(css), 10)).press().release().perform();
  }

  // Moves the pointer to the words of an element.
  async function point(css) {
    await driver.actions().move(at(await wordsOf(css), 10)).perform();
  }

  const selected = () => ask(() => window.getSelection().toString().trim());

  // Leaves the page for one of the same site without scripts, and deletes what it stored.
  async function forget(address) {
    await driver.get(address);
    await ask(() => {
      window.localStorage.clear();
      window.sessionStorage.clear();
    });
  }

  return { driver, ask, expect, resize, open, find, click, press, drag, doubleClick, clickWords, point, selected, forget };
}
