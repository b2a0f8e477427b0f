// The colours of the theme as numbers: tokens out of the style sheet, mixtures, contrast. It knows nothing of what must hold.
import { readFileSync } from 'node:fs';

const TOKENS = readFileSync(new URL('../../themes/default/css/20-tokens.css', import.meta.url), 'utf8');

const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const encoded = (value) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);
const within = (value) => Math.min(1, Math.max(0, value));

// A colour is three numbers of linear light from 0 to 1.
const parse = (hex) => [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255));

// Gives the tokens that are plain colours in both schemes: { light: Map, dark: Map }.
export function tokens() {
  const schemes = { light: new Map(), dark: new Map() };
  for (const [, name, light, dark] of TOKENS.matchAll(/--tb-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)) {
    schemes.light.set(name, parse(light));
    schemes.dark.set(name, parse(dark));
  }
  return schemes;
}

const TO_CONE = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]];
const TO_LAB = [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]];
const FROM_LAB = [[1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.291485548]];
const FROM_CONE = [[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965], [-0.0041960863, -0.7034186147, 1.707614701]];

const times = (matrix, vector) => matrix.map((row) => row.reduce((sum, factor, at) => sum + factor * vector[at], 0));
const toOklab = (colour) => times(TO_LAB, times(TO_CONE, colour).map(Math.cbrt));
const fromOklab = (lab) => times(FROM_CONE, times(FROM_LAB, lab).map((value) => value ** 3)).map(within);

// What `color-mix(in oklab, first share, second)` is drawn as, in whole steps of a screen.
export function mix(first, share, second) {
  const [one, other] = [toOklab(first), toOklab(second)];
  const mixed = fromOklab(one.map((value, at) => value * share + other[at] * (1 - share)));
  return mixed.map((value) => linear(Math.round(encoded(value) * 255) / 255));
}

const luminance = ([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

// The ratio of WCAG, from 1 to 21.
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
