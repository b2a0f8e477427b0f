// Copies for the reader: the file that can be imported again, and Markdown. It never changes a record.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.desk) return;

  const { page, desk } = tickbook;
  const find = (name) => desk.section.querySelector(`[data-tb-${name}]`);

  function depthOf(element) {
    let depth = 0;
    for (let above = element.parentElement.closest('.tb-item'); above; above = above.parentElement.closest('.tb-item')) depth += 1;
    return depth;
  }

  function itemOf(element) {
    const id = element.dataset.tick;
    const record = page.store.record(id);
    return { text: page.wording(id).text, state: page.store.state(id), t: record?.t, note: page.store.note(id), depth: depthOf(element) };
  }

  function chapterOf(section, partTitle) {
    const link = section.querySelector(':scope > h3 a') || section.closest('.tb-plan-part').querySelector(':scope > h2 a');
    const named = section.querySelector(':scope > h3 a');
    const items = [...section.querySelectorAll('.tb-item[data-tick]')].filter((item) => page.items.has(item.dataset.tick) && !item.hasAttribute('data-tb-elsewhere'));
    return { title: named ? named.textContent : partTitle, url: link.href, items: items.map(itemOf) };
  }

  function parts() {
    return [...document.querySelectorAll('.tb-plan-part')].map((part) => {
      const title = part.querySelector(':scope > h2').textContent;
      return { title, chapters: [...part.querySelectorAll('.tb-plan-chapter')].map((chapter) => chapterOf(chapter, title)) };
    });
  }

  function markdown() {
    page.saveNotes();
    const orphans = desk.orphans().map(({ text, state, tick, note }) => ({ text, state, t: tick?.t, note, depth: 0 }));
    return tickbook.toMarkdown({ title: desk.book.title, saved: Date.now(), parts: parts(), orphans }, {});
  }

  find('download').addEventListener('click', ({ target }) => {
    const now = Date.now();
    const text = JSON.stringify(tickbook.toProgress({ book: desk.book, ...desk.progress(), paths: tickbook.readPaths?.(), now }), null, 1);
    const name = tickbook.fileName(page.book, now, 'json');
    desk.download(name, `${text}\n`, 'application/json');
    desk.tell(target, `The copy is downloaded as ${name}.`);
  });
  find('markdown-copy').addEventListener('click', ({ target }) => {
    desk.copy(target, markdown(), find('markdown-text'), 'Your progress');
  });
  find('markdown-file').addEventListener('click', ({ target }) => {
    const name = tickbook.fileName(page.book, Date.now(), 'md');
    desk.download(name, markdown(), 'text/markdown');
    desk.tell(target, `Your progress is downloaded as ${name}.`);
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
