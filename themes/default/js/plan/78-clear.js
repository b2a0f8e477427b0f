// Clears the reader's progress in this book after asking, and can restore it for a minute, also after a reload.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.desk) return;

  const { page, desk } = tickbook;
  const { store } = page;
  const MINUTE = 60_000;
  let timer = null;

  // After the minute the cleared progress is deleted from this browser.
  function forget() {
    clearTimeout(timer);
    timer = null;
    store.removeExtra('cleared');
  }

  function offer(text, undo, left, focus) {
    const close = desk.offerUndo(text, undo, { done: forget, focus });
    clearTimeout(timer);
    timer = setTimeout(() => {
      forget();
      close();
    }, left);
  }

  async function clear(button) {
    const amount = tickbook.amountWords(desk.progress());
    if (!amount) {
      desk.tell(button, 'There is nothing to clear.');
      return;
    }
    const sure = await desk.ask({
      title: 'Clear your progress?',
      lines: [`What you did in “${desk.book.title}” is removed from this browser: ${amount}. You can undo this for a minute.`],
      yes: 'Clear',
      no: 'Keep everything',
      careful: true,
    });
    if (!sure) return;
    const { undo } = store.clear();
    const kept = store.writeExtra('cleared', { v: 1, t: Date.now(), undo });
    page.refresh();
    offer(`Your progress is cleared. You can undo this for a minute${kept ? '' : ', as long as you stay on this page'}.`, undo, MINUTE, true);
  }

  desk.section.querySelector('[data-tb-clear]').addEventListener('click', ({ target }) => clear(target));
  const cleared = tickbook.parseCleared(store.readExtra('cleared'), Date.now());
  if (cleared) offer('Your progress was cleared just now. You can still undo this.', cleared.undo, cleared.left, false);
})((globalThis.tickbook = globalThis.tickbook || {}));
