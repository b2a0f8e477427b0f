// Every pair of colours that stands on a page can be told apart, in both schemes, those included that axe does not look at.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { contrast, mix, tokens } from './colours.mjs';

const SCHEMES = tokens();
const CODE = [...SCHEMES.light.keys()].filter((name) => name.startsWith('code-'));
const ALERTS = ['note', 'tip', 'important', 'warning', 'caution'];

// Fails with each pair that falls below the ratio, by name.
function holds(least, pairs) {
  const poor = [];
  for (const [scheme, colours] of Object.entries(SCHEMES)) {
    const of = (name) => colours.get(name) ?? assert.fail(`there is no token ${name}`);
    const named = pairs(of);
    assert.ok(named.length > 0);
    for (const [name, front, ground] of named) {
      const ratio = contrast(front, ground);
      if (ratio < least) poor.push(`${name}, ${scheme}: ${ratio.toFixed(2)}`);
    }
  }
  assert.deepEqual(poor, []);
}

const on = (of, fronts, grounds) =>
  fronts.flatMap((front) => grounds.map((ground) => [`${front} on ${ground}`, of(front), of(ground)]));

test('the numbers are those of the specification', () => {
  const [black, white, grey] = [[0, 0, 0], [1, 1, 1], [0.2158605, 0.2158605, 0.2158605]];
  assert.equal(contrast(black, white), 21);
  assert.ok(Math.abs(contrast(grey, white) - 3.95) < 0.01);
  assert.ok(contrast(mix(black, 0.5, white), [0.125, 0.125, 0.125]) < 1.01);
});

test('text is at least 4.5 to 1 on every ground that it stands on', () => {
  holds(4.5, (of) => [
    ...on(of, ['ink', 'soft', 'accent', 'doing', 'warning', 'caution'], ['paper', 'sunk']),
    ...on(of, ['ink', 'accent'], ['tint', 'mark']),
    ...on(of, ['on-accent'], ['accent']),
    ['a pressed button', of('on-accent'), mix(of('accent'), 0.88, of('ink'))],
  ]);
});

test('each kind of token in code is at least 4.5 to 1', () => {
  assert.ok(CODE.length >= 13, `${CODE}`);
  holds(4.5, (of) => on(of, [...CODE, 'ink', 'soft'], ['sunk']));
});

test('every class of the style sheet for code has its token', () => {
  const css = readFileSync(new URL('../../themes/default/css/65-code.css', import.meta.url), 'utf8');
  const classes = [...css.matchAll(/\.tb-code \.(\w) \{ color: var\(--tb-(code-\w)\)/g)];
  assert.deepEqual(classes.map(([, name]) => `code-${name}`).sort(), [...CODE].sort());
  assert.ok(classes.every(([, name, token]) => token === `code-${name}`));
});

test('alerts and remarks can be read on their grounds', () => {
  holds(4.5, (of) => [
    ...ALERTS.flatMap((alert) => {
      const ground = mix(of(alert), 0.08, of('paper'));
      return [alert, 'ink', 'accent', 'soft'].map((front) => [`${front} on ${alert}`, of(front), ground]);
    }),
    ...['ink', 'accent'].map((front) => [`${front} on a warning`, of(front), mix(of('warning'), 0.1, of('paper'))]),
  ]);
});

test('edges of controls and the ring of the focus are at least 3 to 1', () => {
  holds(3, (of) => [
    ...on(of, ['control', 'accent', 'doing'], ['paper', 'sunk']),
    ...on(of, ['accent'], ['tint', 'line', 'mark']),
    ...ALERTS.map((alert) => [`the ring on ${alert}`, of('accent'), mix(of(alert), 0.08, of('paper'))]),
    ['the bar of what is put aside', of('control'), of('paper')],
  ]);
});

test('what is selected stands out and can be read', () => {
  const css = readFileSync(new URL('../../themes/default/css/30-base.css', import.meta.url), 'utf8');
  const [, share] = /::selection \{ background: color-mix\(in oklab, var\(--tb-accent\) (\d+)%, var\(--tb-paper\)\); color: var\(--tb-ink\); \}/.exec(css);
  const ground = (of) => mix(of('accent'), share / 100, of('paper'));
  holds(4.5, (of) => [['what is selected', of('ink'), ground(of)]]);
  holds(1.4, (of) => [['its ground', ground(of), of('paper')], ['its ground in code', ground(of), of('sunk')]]);
});

test('no style sheet gives visited links a colour of their own, and links in text are underlined', () => {
  const css = readFileSync(new URL('../../themes/default/css/30-base.css', import.meta.url), 'utf8');
  assert.doesNotMatch(css, /:visited/);
  assert.doesNotMatch(css.match(/\n  a \{[^}]*\}/)[0], /text-decoration: none/);
});
