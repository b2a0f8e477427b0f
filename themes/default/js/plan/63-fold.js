// Folds the parts of the plan, at first those that are finished. While a filter is on, all are unfolded.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.page) return;

  const { page, makeButton } = tickbook;
  const parts = [...document.querySelectorAll('.tb-plan-part')];
  const titleOf = (part) => part.querySelector(':scope > h2').textContent;

  function isFinished(part) {
    const items = [...part.querySelectorAll('.tb-item[data-tick]:not([data-tb-elsewhere])')];
    return items.length > 0 && items.every((item) => ['done', 'skip'].includes(page.store.state(item.dataset.tick)));
  }

  function fold(part, folded) {
    const button = part.querySelector('.tb-fold');
    part.toggleAttribute('data-tb-folded', folded);
    button.setAttribute('aria-expanded', String(!folded));
    button.textContent = folded ? 'Unfold' : 'Fold';
    button.setAttribute('aria-label', `${button.textContent}: ${titleOf(part)}`);
  }

  function addButton(part) {
    const act = () => fold(part, !part.hasAttribute('data-tb-folded'));
    part.querySelector(':scope > .tb-progress').append(makeButton('', { class: 'tb-act tb-fold' }, act));
    fold(part, isFinished(part));
  }

  // What is in a folded part has no place on the page. Returns whether it was.
  function unfold(element) {
    const part = element?.closest('[data-tb-folded]');
    if (part) fold(part, false);
    return Boolean(part);
  }

  function reveal() {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    } catch {
      return;
    }
    if (unfold(target)) target.scrollIntoView();
  }

  if (parts.length > 1) parts.forEach(addButton);
  reveal();
  window.addEventListener('hashchange', reveal);
  tickbook.unfold = unfold;
})((globalThis.tickbook = globalThis.tickbook || {}));
