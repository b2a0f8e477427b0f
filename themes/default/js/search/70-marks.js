// Marks what the search that led to this page found, without changing its elements, and goes from mark to mark, until the reader dismisses them.
// It never stores anything unasked.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const NAME = 'tb-found';
  const CURRENT = 'tb-found-now';
  const KEY = 'tickbook:found';
  const MOST = 1000;
  let notice = null;
  let ranges = [];
  let now = -1;

  function* rangesOf(found) {
    const wanted = tickbook.wantedOf(found);
    for (const root of document.querySelectorAll('.tb-main h1, .tb-body')) {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        for (const { start, end } of tickbook.matches(node.data, wanted)) {
          yield new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
        }
      }
    }
  }

  function clear() {
    if (!notice) return;
    for (const name of [NAME, CURRENT]) CSS.highlights.delete(name);
    const held = notice.contains(document.activeElement);
    notice.remove();
    notice = null;
    ranges = [];
    if (held) document.querySelector('.tb-main').focus({ preventScroll: true });
  }

  // Goes to the next or previous mark: scrolls to it, unfolds what hides it, and says which it is. Reading and tabbing go on from there.
  function go(step) {
    now = tickbook.markAfter(now, step, ranges.length);
    const { startContainer, startOffset } = ranges[now];
    const holder = startContainer.parentElement;
    for (let fold = holder.closest('details:not([open])'); fold; fold = fold.parentElement.closest('details:not([open])')) fold.open = true;
    holder.scrollIntoView({ block: 'center' });
    CSS.highlights.set(CURRENT, new Highlight(ranges[now]));
    document.getSelection().collapse(startContainer, startOffset);
    const text = `Match ${now + 1} of ${ranges.length}`;
    notice.querySelector('span').textContent = text;
    const line = holder.textContent.trim().replace(/\s+/g, ' ').slice(0, 120);
    tickbook.page?.say(`${text}: ${line}`);
  }

  const textOf = (count) => (count === 1 ? '1 match marked' : `${count} matches marked`);

  function showNotice(count) {
    const words = document.createElement('span');
    words.textContent = textOf(count);
    const button = (text, act) => tickbook.makeButton(text, { class: 'tb-small-button' }, act);
    notice = document.createElement('section');
    notice.className = 'tb-marks';
    notice.setAttribute('aria-label', 'Marked matches');
    notice.append(words, ' ', button('Previous', () => go(-1)), button('Next', () => go(1)), button('Remove marks', clear));
    document.querySelector('.tb-shell').after(notice);
    tickbook.page?.say(`${textOf(count)}. The keys N and Shift N go from one to the next, and Escape takes the marks away.`);
  }

  // The last mark before the place that the address names, so that the next one is the first there.
  function beforeTarget() {
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (!target) return -1;
    const first = ranges.findIndex(({ startContainer }) => target.contains(startContainer) || target.compareDocumentPosition(startContainer) & Node.DOCUMENT_POSITION_FOLLOWING);
    return first < 0 ? -1 : first - 1;
  }

  // Browsers without custom highlights show the page as it is.
  function markWords(found) {
    clear();
    if (!globalThis.CSS?.highlights) return;
    for (const range of rangesOf(found)) if (ranges.push(range) === MOST) break;
    if (ranges.length === 0) return;
    now = beforeTarget();
    CSS.highlights.set(NAME, new Highlight(...ranges));
    showNotice(ranges.length);
  }

  function keepFound(path, found) {
    try {
      window.sessionStorage.setItem(KEY, tickbook.packFound(path, found));
    } catch {
      // The next page then has no marks.
    }
  }

  // Marks what the page before handed over, and puts its query into the field for when the search opens again.
  function markFound(text) {
    const found = tickbook.unpackFound(text, window.location.pathname);
    if (!found) return;
    const field = document.querySelector('[data-tb-search] input');
    field.value ||= found.query;
    markWords(found);
  }

  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const isTaken = event.defaultPrevented || event.isComposing || document.querySelector('dialog[open], :popover-open');
    if (!notice || isTaken) return;
    if (key === 'Escape') clear();
    const isFree = !ctrlKey && !metaKey && !altKey && !tickbook.areShortcutsOff() && !target.closest?.(tickbook.TYPED_INTO);
    if (/^n$/i.test(key) && isFree) go(event.shiftKey ? -1 : 1);
  });

  Object.assign(tickbook, { markWords, keepFound, markFound });
})((globalThis.tickbook = globalThis.tickbook || {}));
