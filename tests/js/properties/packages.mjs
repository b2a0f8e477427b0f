// The packages of these tests, from where the browser tests install theirs. It installs nothing.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const require = createRequire(new URL('../../browser/package.json', import.meta.url));

export const fc = require('fast-check');
export const ICAL = require('ical.js');

// The decoder's table has a slip: for version 23 it looks for an alignment pattern at 74, where Annex E of
// ISO/IEC 18004 has 78, so it cannot read that version by whomever it was made. The slip is mended while loading.
function decoder() {
  const source = readFileSync(require.resolve('jsqr'), 'utf8');
  const mended = source.replace('[6, 30, 54, 74, 102]', '[6, 30, 54, 78, 102]');
  const module = { exports: {} };
  vm.runInThisContext(`(function (module, exports) {${mended}\n})`)(module, module.exports);
  return module.exports.default ?? module.exports;
}

export const jsQR = decoder();
