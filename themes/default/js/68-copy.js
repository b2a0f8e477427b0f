// A button on each block of code that copies it, and confirms that visually and to screen readers. It never reads the clipboard.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { make, makeButton, copied } = tickbook;

  const SHOWN = 4000;

  async function copy(code, told) {
    try {
      const language = /(?:^| )language-(\S+)/.exec(code.className)?.[1];
      await navigator.clipboard.writeText(copied(code.textContent, language));
      told.textContent = 'Copied';
    } catch {
      // The page may not write to the clipboard, or the browser has none.
      window.getSelection().selectAllChildren(code);
      told.textContent = 'Selected. Copy it with your keyboard or menu.';
    }
    setTimeout(() => told.replaceChildren(), SHOWN);
  }

  for (const frame of document.querySelectorAll('body:not(.tb-kind-print) .tb-code')) {
    const code = frame.querySelector('code');
    const name = frame.querySelector('[aria-label]')?.getAttribute('aria-label') ?? 'the code';
    const told = make('span', { role: 'status' });
    const attributes = { class: 'tb-small-button', 'aria-label': `Copy ${name}` };
    const button = makeButton('Copy', attributes, () => copy(code, told));
    frame.append(make('p', { class: 'tb-copy' }, told, button));
  }
})((globalThis.tickbook = globalThis.tickbook || {}));
