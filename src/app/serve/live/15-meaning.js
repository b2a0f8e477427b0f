// Splits the explanation of a code, which is Markdown of paragraphs and fenced examples, into these. Pure: it makes no elements.
(function (live) {
  'use strict';

  // Returns { isCode, text } for each; the lines of a paragraph are joined.
  live.passages = (markdown) => {
    const made = [];
    let fence = '';
    for (const line of markdown.split('\n')) {
      const [marks] = /^`{3,}/.exec(line) ?? [''];
      if (fence ? marks === fence && line === fence : marks) {
        fence = fence ? '' : marks;
        made.push({ isCode: Boolean(fence), lines: [] });
      } else if (!fence && !line.trim()) {
        made.push({ isCode: false, lines: [] });
      } else {
        if (!made.length) made.push({ isCode: false, lines: [] });
        made.at(-1).lines.push(line);
      }
    }
    return made.filter(({ lines }) => lines.length).map(({ isCode, lines }) => ({ isCode, text: lines.join(isCode ? '\n' : ' ') }));
  };
})(globalThis.tickbookLive);
