// The state to keep when `tickbook serve` reloads a page: scroll position and open parts. Pure: it reads no page and stores nothing.
(function () {
  'use strict';

  // Numbers each label, so that equal ones are distinct.
  function numbered(labels) {
    const seen = new Map();
    return labels.map((label) => {
      const count = (seen.get(label) ?? 0) + 1;
      seen.set(label, count);
      return `${label}#${count}`;
    });
  }

  // The last of the marks ({ id, top }, top to bottom) at or above the upper edge of the window; null if there is none.
  function anchorOf(marks) {
    return marks.filter(({ id, top }) => id && top <= 1).at(-1) ?? null;
  }

  // The scroll position that puts the mark where it was in the window, or else the old distance from the top. `topOf`
  // returns the distance of a mark from the top of the page, or null.
  function scrollTo({ y, anchor }, topOf) {
    const top = y > 0 && anchor ? topOf(anchor.id) : null;
    return top === null ? y : Math.max(0, top - anchor.top);
  }

  const numberOr0 = (value) => (Number.isFinite(value) ? value : 0);

  // The stored state. It is untrusted: invalid content gives an empty state.
  function read(text) {
    let kept = null;
    try {
      kept = JSON.parse(text);
    } catch {
      // Another script wrote there.
    }
    const pages = kept && typeof kept.pages === 'object' && kept.pages ? kept.pages : {};
    return { coming: typeof kept?.coming === 'string' ? kept.coming : '', pages: new Map(Object.entries(pages)) };
  }

  function placeOf(value) {
    const { y, anchor, open, focus } = value ?? {};
    const isAnchor = typeof anchor?.id === 'string' && Number.isFinite(anchor.top);
    const isOpen = typeof open === 'object' && open;
    return { y: numberOr0(y), anchor: isAnchor ? anchor : null, open: isOpen ? open : {}, focus: typeof focus === 'string' ? focus : '' };
  }

  // The oldest pages are removed first, so that a long day of writing does not fill the store.
  const MOST_PAGES = 50;

  // The stored form of a state in which `page` is at `place`, and the next page to load is `coming`.
  function written({ pages }, page, place, coming) {
    const next = new Map(pages);
    next.delete(page);
    next.set(page, place);
    const last = [...next].slice(-MOST_PAGES);
    return JSON.stringify({ coming, pages: Object.fromEntries(last) });
  }

  // One name for the addresses of a folder and of its index.
  const pageOf = (pathname) => pathname.replace(/\/index\.html$/, '/');

  // An address with the new name of its style sheet; null if it contains none of them.
  function renamed(address, names) {
    const found = names.find(([old]) => address === old || address.endsWith(`/${old}`));
    return found ? address.slice(0, address.length - found[0].length) + found[1] : null;
  }

  globalThis.tickbookLive = { numbered, anchorOf, scrollTo, read, placeOf, written, pageOf, renamed };
})();
