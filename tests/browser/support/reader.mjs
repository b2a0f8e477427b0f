// What a reader does to items beyond ticking them, and what of it the browser keeps. It never looks into the scripts of a page.
import { BOOK } from './handbook.mjs';

export const tickKey = (id) => `tickbook:${BOOK}:tick:${id}`;
export const noteKey = (id) => `tickbook:${BOOK}:note:${id}`;

export const item = (page, place) => page.locator('.tb-item').nth(place);
export const itemOf = (page, id) => page.locator(`.tb-item[data-tick="${id}"]`);
export const panelOf = (of) => of.locator(':scope > .tb-panel');
export const buttonOf = (of) => of.locator(':scope > .tb-item-button');
export const labelOf = (of) => of.locator(':scope > .tb-facts .tb-state');
export const noteField = (of) => panelOf(of).getByRole('textbox', { name: 'Note' });
export const id = (of) => of.getAttribute('data-tick');

export async function openPanel(of) {
  await buttonOf(of).click();
  return panelOf(of);
}

export async function closePanel(of) {
  await panelOf(of).getByRole('button', { name: 'Close' }).click();
}

// Opens the panel, chooses the state by its name and closes the panel again.
export async function choose(of, state) {
  await (await openPanel(of)).getByRole('radio', { name: state }).check();
  await closePanel(of);
}

export async function writeNote(of, text) {
  await openPanel(of);
  await noteField(of).fill(text);
  await closePanel(of);
}

// What is stored under a key, parsed; null where there is nothing.
export const stored = (page, key) => page.evaluate((name) => JSON.parse(window.localStorage.getItem(name)), key);

// Stores values, texts as they are and everything else as JSON.
export async function store(page, entries) {
  const texts = Object.entries(entries).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]);
  await page.evaluate((all) => all.forEach(([key, text]) => window.localStorage.setItem(key, text)), texts);
}

// Naming localStorage throws, as it does where the reader has blocked a site's data.
export const blockStorage = (page) =>
  page.addInitScript(() => {
    const deny = () => {
      throw new DOMException('Access is denied', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: deny, configurable: true });
  });

// From now on nothing more fits into the storage; what is there can be read.
export const fillStorage = (page) =>
  page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('No room is left', 'QuotaExceededError');
    };
  });

// Counts in `window.asked` how often a page asks to keep the store, and answers it so.
export const watchPersist = (page, answer = false) =>
  page.addInitScript((kept) => {
    window.asked = 0;
    Object.assign(navigator.storage, {
      persisted: async () => false,
      persist: async () => {
        window.asked += 1;
        return kept;
      },
    });
  }, answer);

// Gathers what the live region says from now on; `heard` gives it.
export async function listen(page) {
  await page.evaluate(() => {
    window.announcements = [];
    const region = document.querySelector('[data-tb-live]');
    const hear = () => window.announcements.push(region.textContent);
    new MutationObserver(hear).observe(region, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => window.announcements);
}
