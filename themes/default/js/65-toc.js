// Opens "On this page" if there is space next to the text, and marks the current section. It scrolls only its own list.
(function (tickbook) {
  'use strict';

  // How far below the top of the window a section counts as current, with so many pixels of the page above the window and below it: a third of the
  // window, and more and more towards the end of the page, so that each of the last sections becomes current.
  tickbook.readingLine = (height, above, below) => {
    const rest = (height * 2) / 3;
    const stretch = Math.min(rest, above + below);
    return height / 3 + (below < stretch ? (rest * (stretch - below)) / stretch : 0);
  };
  if (typeof document === 'undefined') return;

  const details = document.querySelector('[data-tb-toc]');
  if (!details) return;
  const wide = window.matchMedia('(width >= 77.5rem)');
  const links = new Map();
  // The section of the last followed link, and the scroll position then: it is the current one until the page scrolls.
  let chosen = null;
  let marked = null;

  for (const link of details.querySelectorAll('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }

  function place() {
    const { scrollY: above, innerHeight: height } = window;
    const below = document.documentElement.scrollHeight - height - above;
    return { above, below, line: tickbook.readingLine(height, above, below) };
  }

  // The link to the current section, if any. A heading hidden by the plan's filter or a tab has no position.
  function sectionRead() {
    const { above, line } = place();
    if (chosen && Math.abs(above - chosen.above) > 2) chosen = null;
    const passed = (heading) => !heading.closest('[hidden]') && heading.getClientRects()[0]?.top < line;
    return links.get(chosen ? chosen.heading : [...links.keys()].findLast(passed));
  }

  function mark() {
    const link = sectionRead();
    if (link === marked) return;
    marked?.removeAttribute('aria-current');
    link?.setAttribute('aria-current', 'true');
    marked = link;
    if (link) tickbook.reveal(details.parentElement, link);
  }

  function choose() {
    const heading = document.querySelector(':target');
    const { above, below } = place();
    const top = links.has(heading) ? heading.getBoundingClientRect().top : -1;
    // After a reload the scroll position may differ from the target.
    chosen = top >= 0 && top < (below > 2 ? window.innerHeight / 3 : window.innerHeight) ? { heading, above } : null;
    mark();
  }

  function fit() {
    details.open = wide.matches;
    details.dataset.tbReady = '';
    // Reading positions forces a layout, which the browser is about to do anyway.
    if (wide.matches) requestAnimationFrame(mark);
  }

  let waiting = false;
  window.addEventListener('scroll', () => {
    if (waiting || !wide.matches) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }, { passive: true });
  // A click on a link to the current address fires no event.
  details.addEventListener('click', () => requestAnimationFrame(choose));
  details.addEventListener('toggle', mark);
  window.addEventListener('hashchange', choose);
  window.addEventListener('load', choose);
  wide.addEventListener('change', fit);
  tickbook.sectionRead = sectionRead;
  fit();
})((globalThis.tickbook = globalThis.tickbook || {}));
