// Loads the theme's classic scripts the way a page does, one shared global, but without a document. It never changes what they do.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const folder = new URL('../../themes/default/js/', import.meta.url);

// Gives the `tickbook` object that the named scripts fill.
export function load(...names) {
  const context = vm.createContext({});
  for (const name of names) {
    vm.runInContext(readFileSync(new URL(name, folder), 'utf8'), context, { filename: name });
  }
  return vm.runInContext('globalThis.tickbook', context);
}

// A Storage that counts its reads and can be told to refuse writes.
export function fakeStorage(entries = {}) {
  const map = new Map(Object.entries(entries));
  const fake = {
    reads: 0,
    refuse: false,
    map,
    getItem(key) {
      fake.reads += 1;
      return map.has(key) ? map.get(key) : null;
    },
    setItem(key, value) {
      if (fake.refuse) throw new Error('QuotaExceededError');
      map.set(key, String(value));
    },
  };
  return fake;
}
