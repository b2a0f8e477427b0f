// A button on each block of code that copies it, and confirms that visually and to screen readers. It never reads the clipboard.
(function (tickbook) {
  'use strict';

  // A command of a terminal session: behind `$ `, `user@host:~$ ` or `(venv) $ `, over all lines that end with a backslash;
  // and behind `> `, where a here-document goes on.
  const COMMAND = /^(?:(?:\S*[@)]\S* ?\S*)?\$|(?<=<<[^]*)>) ((?:.*\\\n)*.*)/gm;

  // The text to copy from a block of code: of a session the commands without prompts and output, if there are any.
  tickbook.copied = (text, isSession) =>
    (isSession && Array.from(text.matchAll(COMMAND), (one) => one[1]).join('\n')) || text.replace(/\n$/, '');

  if (typeof document === 'undefined') return;

  const { make, makeButton } = tickbook;

  async function copy(code, told) {
    try {
      await navigator.clipboard.writeText(tickbook.copied(code.textContent, /console|session/.test(code.className)));
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
