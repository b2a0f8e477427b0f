// Opens "On this page" where there is room beside the text and marks the section that is being read.
(function () {
  'use strict';
  if (typeof document === 'undefined') return;

  const details = document.querySelector('[data-tb-toc]');
  if (!details) return;
  const wide = window.matchMedia('(width >= 77.5rem)');

  function fit() {
    details.open = wide.matches;
    details.dataset.tbReady = '';
  }

  function follow() {
    const links = new Map();
    for (const link of details.querySelectorAll('a[href^="#"]')) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    const headings = [...links.keys()];

    function mark() {
      // The section being read is the last whose heading has passed the upper third of the window.
      const line = window.innerHeight / 3;
      const atEnd = window.scrollY > 0 && window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
      // A heading that the plan's filter hides has no box, and so no place on the page.
      const seen = headings.filter((heading) => heading.getClientRects().length > 0);
      const passed = seen.filter((heading) => heading.getBoundingClientRect().top < line);
      const read = atEnd ? seen.at(-1) : passed.at(-1);
      for (const [heading, link] of links) {
        if (heading === read) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
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
    mark();
  }

  wide.addEventListener('change', fit);
  fit();
  follow();
})();
