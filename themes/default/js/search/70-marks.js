// Marks the words of the search that led to this page, without changing its elements, until the reader dismisses them.
// It never stores anything unasked.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const NAME = 'tb-found';
  const KEY = 'tickbook:found';
  const MOST = 1000;
  let notice = null;

  function* rangesOf(words) {
    const known = new Set(words);
    for (const root of document.querySelectorAll('.tb-main h1, .tb-body')) {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        for (const { word, start, end } of tickbook.places(node.data)) {
          if (known.has(word)) yield new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
        }
      }
    }
  }

  function clear() {
    if (!notice) return;
    CSS.highlights.delete(NAME);
    const held = notice.contains(document.activeElement);
    notice.remove();
    notice = null;
    if (held) document.querySelector('.tb-main').focus({ preventScroll: true });
  }

  function showNotice(count) {
    const text = count === 1 ? '1 match marked' : `${count} matches marked`;
    const words = document.createElement('span');
    const button = document.createElement('button');
    words.textContent = text;
    button.type = 'button';
    button.className = 'tb-small-button';
    button.textContent = 'Remove marks';
    button.addEventListener('click', clear);
    notice = document.createElement('section');
    notice.className = 'tb-marks';
    notice.setAttribute('aria-label', 'Marked matches');
    notice.append(words, ' ', button);
    document.querySelector('.tb-shell').after(notice);
    tickbook.page?.say(`${text}. The Escape key takes the marks away.`);
  }

  // Browsers without custom highlights show the page as it is.
  function markWords(words) {
    clear();
    if (!globalThis.CSS?.highlights) return;
    const ranges = [];
    for (const range of rangesOf(words)) if (ranges.push(range) === MOST) break;
    if (ranges.length === 0) return;
    CSS.highlights.set(NAME, new Highlight(...ranges));
    showNotice(ranges.length);
  }

  function keepFound(path, words) {
    try {
      window.sessionStorage.setItem(KEY, tickbook.packFound(path, words));
    } catch {
      // The next page then has no marks.
    }
  }

  document.addEventListener('keydown', (event) => {
    const isTaken = event.defaultPrevented || event.isComposing || document.querySelector('dialog[open], :popover-open');
    if (event.key === 'Escape' && !isTaken) clear();
  });

  Object.assign(tickbook, {
    markWords,
    keepFound,
    markFound: (found) => markWords(tickbook.unpackFound(found, window.location.pathname)),
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
