// Imports progress from a file or a link: shows the changes, and applies them if the reader agrees. It never merges without a question.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.desk) return;

  const { page, desk } = tickbook;
  const input = desk.section.querySelector('[data-tb-import]');
  const fault = desk.section.querySelector('[data-tb-import-fault]');
  const LARGEST_FILE = 5 * 1024 * 1024;

  // The path of a file if it was chosen later than the one here.
  function laterPath({ paths }) {
    return paths && tickbook.mergeTicks(tickbook.readPaths(), paths) === paths ? paths : null;
  }

  function merge(changes, path) {
    const { undo, failed } = page.store.apply(changes);
    const before = path && tickbook.readPaths();
    if (path) tickbook.writePaths(path);
    page.refresh();
    const count = `${undo.length} ${undo.length === 1 ? 'entry is' : 'entries are'} merged.`;
    const lost = failed ? ` ${failed} could not be stored: this browser has no room or does not let the page store them.` : '';
    desk.offerUndo(count + lost, undo, { focus: true, undone: () => path && tickbook.writePaths(before) });
  }

  // The preview shows the current state; writes of another tab meanwhile are respected when merging.
  async function offer({ progress, dropped }) {
    const { changes, counts } = tickbook.preview(desk.progress(), progress, [...page.items.keys()]);
    const lines = tickbook.previewLines(counts, dropped);
    const path = laterPath(progress);
    if (path) lines.push(tickbook.pathLine(tickbook.titlesOfPath(path.a)));
    const some = path || changes.length > 0;
    const title = some ? 'Merge this progress?' : 'Nothing new';
    if (lines.length === 0) lines.push('There is no progress in it.');
    const agreed = await desk.ask({ title, lines, ...(some ? { yes: 'Merge' } : { no: 'Close' }) });
    if (agreed) merge(changes, path);
  }

  // Reads one byte beyond the limit, to detect a file that is too large.
  const readFile = (file) => file.slice(0, LARGEST_FILE + 1).text();

  input.addEventListener('change', async () => {
    const [file] = input.files;
    if (!file) return;
    fault.textContent = '';
    let text = null;
    try {
      text = await readFile(file);
    } catch {
      fault.textContent = `“${file.name}” cannot be read. Choose it again, or another file.`;
    }
    // The same file may be chosen again, and must then be read again.
    input.value = '';
    if (text === null) return;
    const result = tickbook.readProgress(text, { book: desk.book });
    if (result.ok) await offer(result);
    else fault.textContent = result.reason;
  });

  // The progress is removed from the address at once, so that a reload or a bookmark does not import it again.
  async function takeLink() {
    const fragment = window.location.hash;
    if (!/^#tb\d+\./.test(fragment)) return;
    window.history.replaceState(null, '', window.location.href.split('#')[0]);
    const result = tickbook.decodeLink(fragment, { book: desk.book });
    if (result.ok) await offer(result);
    else await desk.ask({ title: 'This link cannot be used', lines: [result.reason], no: 'Close' });
  }

  window.addEventListener('hashchange', takeLink);
  takeLink();
})((globalThis.tickbook = globalThis.tickbook || {}));
