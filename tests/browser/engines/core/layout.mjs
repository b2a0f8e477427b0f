// How the page is laid out.
import * as hb from '../../support/handbook.mjs';
import { NARROW, WIDE } from '../../support/webdriver.mjs';

// Which of the two layouts the page has, as [the list of chapters is shown, the menu button is shown, the page scrolls sideways].
const layout = () => {
  const isShown = (css) => document.querySelector(css).checkVisibility();
  const { scrollWidth, clientWidth } = document.documentElement;
  return [isShown('#tb-nav'), isShown('.tb-menu-button'), scrollWidth > clientWidth];
};
const IS_WIDE = [true, false, false];
const IS_NARROW = [false, true, false];

// A link with a preview, and something without. The pointer may be on the link since the test before.
const LINK = '.tb-body a[href*="templates.html"]';
const BESIDE = '.tb-brand';
const isShown = () => document.querySelector('.tb-preview').matches(':popover-open');

// Whether the preview is above its link, on the screen, and does not begin after the link.
const isBeside = (css) => {
  const [link, preview] = [css, '.tb-preview'].map((one) => document.querySelector(one).getBoundingClientRect());
  const gap = link.top - preview.bottom;
  return gap >= 0 && gap < 20 && preview.left <= link.left + 1 && preview.left >= 0 && preview.right <= window.innerWidth;
};

// Which elements hold more than they have room for, in the direction of lines.
const overfull = (css) => [...document.querySelectorAll(css)].filter((one) => one.scrollWidth > one.clientWidth).length;

// Whether a legend is on the line of the first choice.
const isOnLine = (css) => {
  const middle = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return (top + bottom) / 2;
  };
  const choice = document.querySelector(css);
  return Math.abs(middle(choice.querySelector('legend')) - middle(choice.querySelector('label'))) < 3;
};

export default {
  'a wide page shows the chapters beside the text': async ({ site, open, expect }) => {
    await open(site + hb.CHAPTER, WIDE);
    await expect('the layout', IS_WIDE, layout);
  },

  'a narrow page has the chapters in a menu': async ({ site, open, expect }) => {
    await open(site + hb.CHAPTER, NARROW);
    await expect('the layout', IS_NARROW, layout);
  },

  'a window that is made narrow and wide again has the layout of its width': async ({ site, open, resize, expect }) => {
    await open(site + hb.CHAPTER, WIDE);
    await resize(NARROW);
    await expect('the layout', IS_NARROW, layout);
    await resize(WIDE);
    await expect('the layout', IS_WIDE, layout);
  },

  'a preview is shown above its link': async ({ site, open, point, expect }) => {
    await open(site + hb.CHAPTER);
    await point(BESIDE);
    await point(LINK);
    await expect('shown', true, isShown);
    await expect('beside the link', true, isBeside, LINK);
  },

  'a window that is made narrow after a preview has the layout of its width': async ({ site, open, point, resize, expect }) => {
    await open(site + hb.CHAPTER, WIDE);
    await point(BESIDE);
    await point(LINK);
    await expect('shown', true, isShown);
    await point(BESIDE);
    await expect('shown', false, isShown);
    await resize(NARROW);
    await expect('the layout', IS_NARROW, layout);
  },

  'the contents of a page do not scroll sideways': async ({ site, open, expect }) => {
    for (const width of [WIDE, NARROW]) {
      await open(site + hb.CHAPTER, width);
      await expect(`lists that are too wide at ${width} pixels`, 0, overfull, '.tb-toc');
    }
  },

  'the legend of the filter is on the line of its choices': async ({ site, open, expect }) => {
    await open(site + hb.PLAN);
    await expect('on the line', true, isOnLine, '.tb-filter');
  },

  'the legend of the states is on the line of its choices': async ({ site, open, click, expect }) => {
    await open(site + hb.CHAPTER);
    await click('.tb-item-button');
    await expect('on the line', true, isOnLine, '.tb-panel .tb-choice');
  },
};
