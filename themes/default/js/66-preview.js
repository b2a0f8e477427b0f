// Shows a preview of a link's target while the pointer or the focus is on it, from the page's own data. It waits a
// moment, takes no focus, ignores touch, and closes with Esc.
(function (tickbook) {
  'use strict';

  // The information on a link's target beyond the link text, as a title and a line below it, or null. `entries` has a {
  // title, text } by address. For a section these are its heading and the title of its page.
  tickbook.previewOf = (entries, href, words) => {
    const entry = entries.get(href);
    const page = entries.get(href.split('#')[0]);
    if (!page) return null;
    const says = !entry || entry === page ? [page.title, page.text] : [entry.title, page.title];
    const known = words.toLowerCase();
    return says.every((part) => known.includes(part.toLowerCase())) ? null : says;
  };
  if (typeof document === 'undefined') return;

  const data = document.querySelector('[data-tb-previews]');
  if (!data?.showPopover) return;
  const { make } = tickbook;
  const entries = new Map();
  for (const link of data.content.children) {
    entries.set(link.getAttribute('href'), { title: link.textContent, text: link.title });
  }
  const title = make('strong');
  const text = make('span');
  const box = make('div', { class: 'tb-preview', id: 'tb-preview', role: 'tooltip', popover: 'manual' }, title, text);
  document.querySelector('.tb-main').append(box);
  let timer = null;
  let shown = null;

  function hide() {
    clearTimeout(timer);
    shown?.removeAttribute('aria-describedby');
    shown = null;
    box.hidePopover();
  }

  function show(link) {
    hide();
    const says = tickbook.previewOf(entries, link.getAttribute('href'), link.textContent);
    if (!says) return;
    [title.textContent, text.textContent] = says;
    shown = link;
    link.setAttribute('aria-describedby', box.id);
    box.showPopover();
    // Above the link, or below it if there is no space. CSS could do this, but WebKit then keeps the layout of the page when
    // its window is resized.
    const { top, bottom, left } = link.getBoundingClientRect();
    box.style.left = `${Math.min(left, document.documentElement.clientWidth - box.offsetWidth)}px`;
    box.style.top = `${window.scrollY + (top > box.offsetHeight ? top - box.offsetHeight - 6 : bottom + 6)}px`;
  }

  const linkAt = (target) => target.closest?.('.tb-body a[href]');

  // A preview opened by the focus is open as long as that; the pointer may move to it from its link.
  function point(link, stays) {
    clearTimeout(timer);
    if (link && link !== shown) timer = setTimeout(show, 500, link);
    else if (shown && !link && !stays && shown !== document.activeElement) timer = setTimeout(hide, 250);
  }

  document.addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'mouse') point(linkAt(target), box.contains(target));
  });
  document.documentElement.addEventListener('pointerleave', () => point());
  document.addEventListener('focusin', ({ target }) => {
    if (target.matches(':focus-visible')) point(linkAt(target));
  });
  document.addEventListener('focusout', hide);
  document.addEventListener('pointerdown', hide);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
