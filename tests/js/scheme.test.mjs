// The colour scheme: what is applied before the first paint, and the order of the control.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';
import { load } from './load.mjs';

const source = readFileSync(new URL('../../themes/default/js/scheme.js', import.meta.url), 'utf8');

function applied(localStorage) {
  const set = {};
  const window = {};
  Object.defineProperty(window, 'localStorage', { get: localStorage });
  const document = { documentElement: { setAttribute: (name, value) => { set[name] = value; } } };
  vm.runInNewContext(source, { window, document });
  return set['data-tb-scheme'];
}

test('a stored scheme is applied, anything else leaves it to the system', () => {
  const holding = (value) => () => ({ getItem: (key) => (key === 'tickbook:scheme' ? value : null) });
  assert.equal(applied(holding('dark')), 'dark');
  assert.equal(applied(holding('light')), 'light');
  assert.equal(applied(holding(null)), undefined);
  assert.equal(applied(holding('"><script>')), undefined);
  assert.equal(applied(() => { throw new Error('SecurityError'); }), undefined);
  assert.equal(applied(() => null), undefined);
});

test('the control goes round', () => {
  const { nextScheme } = load('50-scheme-button.js');
  assert.equal(nextScheme('system'), 'light');
  assert.equal(nextScheme('light'), 'dark');
  assert.equal(nextScheme('dark'), 'system');
  assert.equal(nextScheme('rubbish'), 'system');
});
