// Stores the last page and section that were read and offers them on the start page. It never follows a path that it has not checked.
(function (tickbook) {
  'use strict';

  // A stored path becomes a link, and anything on this origin may have written it. Only a plain relative path to a page
  // is accepted: no scheme, no host, nothing outside of the book.
  function isPagePath(path) {
    if (typeof path !== 'string' || path.length > 500) return false;
    if (!/^[A-Za-z0-9._~%-][A-Za-z0-9._~%/-]*\.html$/.test(path)) return false;
    return path.split('/').every((part) => {
      const plain = part.replace(/%2e/gi, '.').replace(/%2f|%5c/gi, '/');
      return part !== '' && plain !== '.' && plain !== '..' && !plain.includes('/');
    });
  }

  // Returns { path, title, id, section } or null; the last two are empty if the reader was at the top of the page.
  function parseLast(text) {
    try {
      const last = JSON.parse(text);
      if (!last || !isPagePath(last.path)) return null;
      if (typeof last.title !== 'string' || last.title.trim() === '') return null;
      const [id, section] = typeof last.id === 'string' && typeof last.section === 'string' ? [last.id, last.section] : ['', ''];
      return { path: last.path, title: last.title.slice(0, 200), id, section: section.slice(0, 200) };
    } catch {
      return null;
    }
  }

  tickbook.isPagePath = isPagePath;
  tickbook.parseLast = parseLast;
  if (typeof document === 'undefined') return;

  const { tbBook, tbKind, tbPath, tbTitle, tbRoot } = document.body.dataset;
  const key = `tickbook:${tbBook}:last`;

  function remember() {
    const link = tickbook.sectionRead?.();
    const place = link && { id: decodeURIComponent(link.hash.slice(1)), section: link.textContent };
    window.localStorage.setItem(key, JSON.stringify({ v: 1, path: tbPath, title: tbTitle, ...place, t: Date.now() }));
  }

  function leave() {
    try {
      if (document.visibilityState === 'hidden') remember();
    } catch {
      // The start page then offers the page that was stored before.
    }
  }

  function offer() {
    const place = document.querySelector('[data-tb-continue]');
    const last = parseLast(window.localStorage.getItem(key));
    if (!place || !last) return;
    const link = place.querySelector('a');
    link.href = tbRoot + last.path + (last.id && `#${encodeURIComponent(last.id)}`);
    link.querySelector('span').textContent = last.title;
    if (last.section) link.append(' ', tickbook.make('small', {}, `at “${last.section}”`));
    place.hidden = false;
  }

  try {
    if (tbKind === 'chapter' || tbKind === 'part') {
      remember();
      document.addEventListener('visibilitychange', leave);
    }
    if (tbKind === 'start') offer();
  } catch {
    // Without storage there is no last page; the start page offers the first one anyway.
  }
})((globalThis.tickbook = globalThis.tickbook || {}));
