// Loads the theme's classic scripts the way a page does, one shared global, but without a document. It never changes what they do.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const folder = new URL('../../themes/default/js/', import.meta.url);

// Gives the `tickbook` object that the named scripts fill.
export function load(...names) {
  const context = vm.createContext({ TextEncoder, TextDecoder, URL });
  for (const name of names) {
    vm.runInContext(readFileSync(new URL(name, folder), 'utf8'), context, { filename: name });
  }
  return vm.runInContext('globalThis.tickbook', context);
}

// What a script made, as plain values of this realm, for assert.deepEqual. What JSON has no word for is lost.
export const plain = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

// A Storage that counts its reads and can be told to refuse writes, or all writes but the next few.
export function fakeStorage(entries = {}) {
  const map = new Map(Object.entries(entries));
  const fake = {
    reads: 0,
    refuse: false,
    writesLeft: Infinity,
    map,
    get length() {
      return map.size;
    },
    key(place) {
      return [...map.keys()][place] ?? null;
    },
    getItem(key) {
      fake.reads += 1;
      return map.has(key) ? map.get(key) : null;
    },
    setItem(key, value) {
      if (fake.refuse || fake.writesLeft === 0) throw new Error('QuotaExceededError');
      fake.writesLeft -= 1;
      map.set(key, String(value));
    },
    removeItem(key) {
      map.delete(key);
    },
  };
  return fake;
}
