// Shared by the scripts of the desk: the section itself, its questions, and the current progress. It never changes a record.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const { page } = tickbook;
  const section = document.querySelector('[data-tb-desk]');
  const dialog = document.querySelector('[data-tb-dialog]');
  if (!section || !dialog) return;
  let settle = null;
  const book = { id: page.book, former: page.former, title: section.dataset.tbBookTitle };

  // A note that is still being typed is part of the progress too.
  function progress() {
    page.saveNotes();
    return page.store.progress();
  }

  // Shows a question and waits for the answer. `lines` become a paragraph, or a list if there are several. Without
  // `yes` there is only a button that closes it. If something would be lost (`careful`) the Enter key keeps it.
  function ask({ title, lines, yes, no = 'Cancel', careful = false }) {
    const [agree, leave] = dialog.querySelectorAll('button');
    const tag = lines.length > 1 ? 'li' : 'p';
    const parts = lines.map((line) => {
      const part = document.createElement(tag);
      part.textContent = line;
      return part;
    });
    dialog.querySelector('h2').textContent = title;
    dialog.querySelector('div').replaceChildren(...(tag === 'li' ? [wrapped(parts)] : parts));
    agree.textContent = yes || '';
    agree.hidden = !yes;
    leave.textContent = no;
    // A question that comes while another is open replaces it, and the other is answered with no.
    answer(false);
    if (!dialog.open) dialog.showModal();
    (yes && !careful ? agree : leave).focus();
    return new Promise((resolve) => {
      settle = resolve;
    });
  }

  // The browser returns the focus to where it was before the question; if it was nowhere it goes to the text.
  function answer(yes) {
    const nowhere = document.activeElement === document.body || dialog.contains(document.activeElement);
    if (settle && !dialog.open && nowhere) document.querySelector('.tb-main').focus({ preventScroll: true });
    settle?.(yes);
    settle = null;
  }

  function wrapped(parts) {
    const list = document.createElement('ul');
    list.append(...parts);
    return list;
  }

  // Shows the result in the group of a control, also to screen readers.
  function tell(control, text) {
    control.closest('.tb-desk-group').querySelector('[data-tb-outcome]').textContent = text;
  }

  // Offers in the bar to undo the last action, with what `undone` does besides, and shows the result there. Returns a function that closes the offer.
  // The bar is far from the controls, so after a question (`focus`) the focus goes to the offer, and from there back.
  function offerUndo(text, list, { done, undone, focus = false } = {}) {
    const close = page.notice(text, ['Undo', () => {
      const words = tickbook.undoneWords(page.store.undo(list));
      page.refresh();
      undone?.();
      done?.();
      page.notice(words, ['Dismiss']);
    }], ['Dismiss', done]);
    if (focus) document.querySelector('[data-tb-notice] button')?.focus();
    return close;
  }

  // Copies a text to the clipboard if the browser allows it; if not, the field with the text is the fallback.
  async function copy(control, text, field, what) {
    try {
      await navigator.clipboard.writeText(text);
      tell(control, `${what} is copied.`);
    } catch {
      field.hidden = false;
      field.value = text;
      field.focus();
      field.select();
      tell(control, `This browser does not let the page copy. ${what} is selected: copy it with the keyboard or the menu.`);
    }
  }

  // The file is made in the browser and never leaves the device.
  function download(name, text, type) {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    // The browser has read the file by then.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  dialog.addEventListener('click', ({ target }) => {
    if (!target.matches('button')) return;
    dialog.close();
    answer(target.value === 'yes');
  });
  // The Escape key closes the dialog too.
  dialog.addEventListener('close', () => {
    if (!dialog.open) answer(false);
  });
  tickbook.desk = { section, book, progress, ask, tell, offerUndo, copy, download };
})((globalThis.tickbook = globalThis.tickbook || {}));
