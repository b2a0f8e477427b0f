// A button on each block of code that copies it, and confirms that visually and to screen readers. It never reads the clipboard.
(function (tickbook) {
  'use strict';

  const { make, makeButton } = tickbook;

  // The text to copy: of a terminal session without prompts and output, which a build marks.
  function textOf(code) {
    const copy = code.cloneNode(true);
    for (const part of copy.querySelectorAll('.p')) part.remove();
    return copy.textContent.replace(/\n$/, '');
  }

  async function copy(code, told) {
    try {
      await navigator.clipboard.writeText(textOf(code));
      told.textContent = 'Copied';
    } catch {
      // The page may not write to the clipboard, or the browser has none.
      getSelection().selectAllChildren(code);
      told.textContent = 'Selected. Please copy it.';
    }
    setTimeout(() => told.replaceChildren(), 4000);
  }

  for (const frame of document.querySelectorAll('body:not(.tb-kind-print) .tb-code')) {
    const code = frame.querySelector('code');
    const name = frame.querySelector('[aria-label]')?.getAttribute('aria-label') ?? 'the code';
    const told = make('span', { role: 'status' });
    const button = makeButton('Copy', { class: 'tb-small-button', 'aria-label': `Copy ${name}` }, () => copy(code, told));
    frame.append(make('p', { class: 'tb-copy' }, told, button));
  }
})((globalThis.tickbook = globalThis.tickbook || {}));
