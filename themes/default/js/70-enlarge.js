// Enlarges pictures that the page shows smaller than they are. Pictures in links still follow the link.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { make, makeButton } = tickbook;

  // A smaller gain is not worth a click.
  const WORTH = 1.25;

  // A picture with sources for other schemes or widths is moved and copied with them.
  const whole = (picture) => picture.closest('picture') ?? picture;

  function open(picture) {
    const name = picture.alt || 'Picture';
    const caption = picture.closest('figure')?.querySelector('figcaption');
    const close = makeButton('Close', { class: 'tb-small-button' }, () => dialog.close());
    const dialog = make('dialog', { class: 'tb-enlarged', 'aria-label': name, tabindex: 0 }, close, whole(picture).cloneNode(true));
    if (caption) dialog.append(make('p', {}, caption.textContent));
    dialog.addEventListener('click', ({ target }) => {
      if (target === dialog) dialog.close();
    });
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    // So that the arrow keys scroll the picture.
    dialog.focus();
  }

  function enlargeable(picture) {
    const button = makeButton('', { class: 'tb-enlarge', title: 'Show larger', 'aria-haspopup': 'dialog' }, () => {
      // Not every browser focuses the button on a click, and the focus must return to it.
      button.focus();
      open(picture);
    });
    // It depends on the width of the window, and a picture may load late.
    new ResizeObserver(() => {
      const width = Number(picture.getAttribute('width')) || picture.naturalWidth;
      const small = width > picture.clientWidth * WORTH;
      if (small === button.isConnected) return;
      const frame = whole(picture);
      (small ? frame : button).replaceWith(small ? button : frame);
      if (small) button.append(frame);
    }).observe(picture);
  }

  for (const picture of document.querySelectorAll('body:not(.tb-kind-print) .tb-body img')) {
    if (!picture.closest('a, button, label, summary')) enlargeable(picture);
  }
})((globalThis.tickbook = globalThis.tickbook || {}));
