// Decides which tab is shown: by the titles that the reader chose before, and by keys. It never changes the page.
(function (tickbook) {
  'use strict';

  const MOST = 20;
  const LONGEST = 200;

  // The titles chosen so far, the latest first. Any other stored value counts as none.
  function parseChosen(text) {
    try {
      const stored = JSON.parse(text);
      const titles = Array.isArray(stored?.chosen) ? stored.chosen : [];
      return titles.filter((title) => typeof title === 'string' && title.length <= LONGEST).slice(0, MOST);
    } catch {
      return [];
    }
  }

  const packChosen = (chosen) => JSON.stringify({ v: 1, chosen });

  // The titles after the reader chose another one.
  const withChosen = (chosen, title) => [title, ...chosen.filter((one) => one !== title)].slice(0, MOST);

  // The tab to show among those with these titles: the one that was chosen last, or the first.
  function chosenTab(chosen, titles) {
    const title = chosen.find((one) => titles.includes(one));
    return title === undefined ? 0 : titles.indexOf(title);
  }

  // The tab for a key, or -1 if the key is not handled.
  function tabByKey(key, current, count, rightToLeft) {
    const forward = rightToLeft ? 'ArrowLeft' : 'ArrowRight';
    const backward = rightToLeft ? 'ArrowRight' : 'ArrowLeft';
    if (key === forward) return (current + 1) % count;
    if (key === backward) return (current + count - 1) % count;
    if (key === 'Home') return 0;
    if (key === 'End') return count - 1;
    return -1;
  }

  Object.assign(tickbook, { parseChosen, packChosen, withChosen, chosenTab, tabByKey });
})((globalThis.tickbook = globalThis.tickbook || {}));
