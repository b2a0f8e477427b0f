// Walks a page with the Tab key, there and back, and notes of each stop whether all of it can be seen.
import { expect } from './test.mjs';

// Runs in the page: after each Tab, what has the focus and what of it is out of the window or under something that is
// fixed to it. The key is released after the browser has scrolled, so that is when to look.
function watchStops() {
  const RING = 3;
  const walked = { stops: [], elements: [], ended: false };
  window.walked = walked;

  // The nearest thing around an element that stays where it is while the page scrolls.
  function fixture(element) {
    for (let at = element; at; at = at.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return at;
    }
    return null;
  }

  function points({ left, right, top, bottom }) {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    // Inside of rounded corners.
    const inset = Math.min(3, (right - left) / 4, (bottom - top) / 4);
    return [[x, y], [left + inset, top + inset], [right - inset, top + inset], [left + inset, bottom - inset], [right - inset, bottom - inset]];
  }

  function faults(focused) {
    const found = new Set();
    for (const box of focused.getClientRects()) {
      if (box.width === 0 || box.height === 0) continue;
      const own = fixture(focused);
      const ring = own ? 0 : RING;
      // What is taller than the window can never be seen whole.
      const tall = box.height > innerHeight - 120;
      const inside = tall || (box.top >= ring && box.bottom <= innerHeight - ring);
      if (!inside || box.left < -0.5 || box.right > innerWidth + 0.5) found.add('out of the window');
      for (const [x, y] of points(box)) {
        const over = document.elementFromPoint(x, y);
        const cover = over && fixture(over);
        if (!tall && cover && !cover.contains(focused)) found.add(`under ${cover.className || cover.localName}`);
      }
    }
    return [...found];
  }

  window.addEventListener('keyup', ({ key }) => {
    const { stops, elements } = walked;
    const focused = document.activeElement;
    if (key !== 'Tab' || walked.ended) return;
    // At the end of the page some browsers give the focus to their own bar, and others begin again.
    walked.ended = stops.length > 0 && (focused === document.body || focused === walked.edge || elements.includes(focused));
    if (walked.ended || focused === document.body) return;
    elements.push(focused);
    stops.push({
      name: focused.getAttribute('aria-label') || focused.textContent.trim().slice(0, 60) || focused.id,
      tag: focused.localName,
      faults: faults(focused),
    });
  });
}

// The walk there begins before the first thing of the page, and the walk back at the last.
const BEGIN = () => {
  document.body.tabIndex = -1;
  document.body.focus({ preventScroll: true });
  document.body.removeAttribute('tabindex');
};
const TURN = () => {
  const { walked } = window;
  const edge = walked.elements.at(-1);
  Object.assign(walked, { stops: [], elements: [], ended: false, edge });
  edge.focus();
};

async function pressToTheEnd(page, key) {
  for (let round = 0; round < 40; round += 1) {
    for (let presses = 0; presses < 10; presses += 1) await page.keyboard.press(key);
    const { stops, ended } = await page.evaluate(() => ({ stops: window.walked.stops, ended: window.walked.ended }));
    if (ended) return stops;
  }
  throw new Error('the Tab key never leaves the page');
}

// Gives the stops on the way there, and those on the way back, which lack the last, both in the order of the page.
export async function walk(page) {
  await page.evaluate(watchStops);
  await page.evaluate(BEGIN);
  const there = await pressToTheEnd(page, 'Tab');
  await page.evaluate(TURN);
  const back = await pressToTheEnd(page, 'Shift+Tab');
  return { there, back: back.reverse() };
}

export const faultsOf = (stops) => stops.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`));

// Expects it of every stop, and gives the stops.
export async function expectAllInSight(page) {
  const { there, back } = await walk(page);
  expect(faultsOf(there)).toEqual([]);
  expect(faultsOf(back)).toEqual([]);
  expect(back).toEqual(there.slice(0, -1));
  return there;
}
