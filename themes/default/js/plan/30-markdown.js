// The reader's progress as Markdown, to be pasted elsewhere. The reader's text is escaped, so it is never markup.
(function (tickbook) {
  'use strict';

  // Underscores within a word have no meaning, so addresses and file names are unchanged.
  function escaped(text) {
    return text.replace(/[\\`*[\]<>~|&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
  }

  const oneLine = (text) => escaped(String(text ?? '').replace(/\s+/g, ' ').trim());

  // At the start of a line some characters begin a heading, a list, a quotation or a rule.
  function lineStart(line) {
    return line.replace(/^(?:[#+=:-]|\d{1,9}(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
  }

  function noteLines(note, indent) {
    const lines = note.trim().split(/\r\n|[\r\n]/).map((line) => escaped(line.trim()));
    return lines.map((line, place) => {
      if (line === '') return '';
      return indent + (place === 0 ? `Note: ${line}` : lineStart(line));
    });
  }

  function suffix(words) {
    return words ? ` (${words})` : '';
  }

  function itemLine({ text, state, t }) {
    const words = oneLine(text) || 'An item whose words are not known';
    const day = tickbook.isoDay(t);
    if (state === 'done') return `- [x] ${words}${suffix(day)}`;
    if (state === 'doing') return `- [ ] ${words}${suffix(day ? `in progress since ${day}` : 'in progress')}`;
    if (state === 'skip') return `- [ ] ~~${words}~~ (not for me)`;
    return `- [ ] ${words}`;
  }

  function itemLines(item) {
    const indent = '  '.repeat(item.depth || 0);
    const note = item.note && item.note.trim() ? noteLines(item.note, `${indent}  `) : [];
    return [indent + itemLine(item), ...note];
  }

  const matches = (item, which) =>
    which === 'all' || (which === 'notes' ? Boolean(item.note && item.note.trim()) : item.state === which);

  // The items to write, in order. An item that does not match is kept if one below it does, to show its context.
  function chosen(items, which) {
    const kept = [];
    let needed = 0;
    for (const item of [...items].reverse()) {
      const depth = item.depth || 0;
      const isParent = depth < needed;
      if (!isParent && !matches(item, which)) continue;
      needed = depth;
      kept.unshift(item);
    }
    return kept;
  }

  function chapterLines(chapter, which) {
    const items = chosen(chapter.items, which);
    if (items.length === 0) return [];
    const title = oneLine(chapter.title);
    const address = chapter.url && chapter.url.replace(/[\s()<>\\]/g, (sign) => encodeURIComponent(sign).replace(/[()]/g, '\\$&'));
    return [`### ${address ? `[${title}](${address})` : title}`, '', ...items.flatMap(itemLines), ''];
  }

  function partLines(part, which) {
    const lines = part.chapters.flatMap((chapter) => chapterLines(chapter, which));
    return lines.length > 0 ? [`## ${oneLine(part.title)}`, '', ...lines] : [];
  }

  // `which` is 'all', a state, or 'notes'. Parts and chapters without a matching item are left out.
  function toMarkdown({ title, saved, parts, orphans = [] }, { which = 'all' } = {}) {
    const day = tickbook.isoDay(saved);
    const gone = chosen(orphans.map((item) => ({ ...item, depth: 0 })), which);
    const lines = [
      `# ${oneLine(title)}`,
      '',
      ...(day ? [`Saved on ${day}.`, ''] : []),
      ...parts.flatMap((part) => partLines(part, which)),
      ...(gone.length > 0 ? ['## No longer in the book', '', ...gone.flatMap(itemLines), ''] : []),
    ];
    return `${lines.join('\n').trimEnd()}\n`;
  }

  Object.assign(tickbook, { toMarkdown });
})((globalThis.tickbook = globalThis.tickbook || {}));
