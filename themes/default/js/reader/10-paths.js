// Decides which items are for other readers than this one, by the path that they chose. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  const MOST = 100;

  // The record of a choice with known fields, or null: anything on this origin may have written it. Without names the
  // reader wants to see everything.
  function checkPaths(value) {
    if (!Number.isSafeInteger(value?.t) || !Array.isArray(value.a)) return null;
    const names = value.a.filter((name) => typeof name === 'string' && /^[\w-]{1,64}$/.test(name));
    const day = /^\d{4}-\d\d-\d\d$/.test(value.d) ? value.d : '';
    return { v: 1, t: value.t, d: day, a: [...new Set(names)].slice(0, MOST) };
  }

  // The record after the reader chose these names. The time is later than the old one's even if a clock was wrong.
  function nextPaths(old, names, now) {
    return { v: 1, t: Math.max(now, (old?.t ?? 0) + 1), d: tickbook.isoDay(now), a: names };
  }

  // Whether an item for these audiences, separated by spaces, is for others than the chosen ones.
  function isElsewhere(audiences, chosen) {
    const names = tickbook.splitIds(audiences);
    return chosen.length > 0 && names.length > 0 && !names.some((name) => chosen.includes(name));
  }

  // The ids of all items for others. `pages` has, for each page, ids by audiences.
  function idsElsewhere(pages, chosen) {
    const groups = Object.values(pages).flatMap((page) => Object.entries(page));
    return new Set(groups.flatMap(([audiences, ids]) => (isElsewhere(audiences, chosen) ? tickbook.splitIds(ids) : [])));
  }

  function othersWords(count, shown) {
    return `${count} item${count === 1 ? '' : 's'} for other paths ${count === 1 ? 'is' : 'are'} ${shown ? 'shown' : 'hidden'}.`;
  }

  const thingsWords = (count) => `See the plan: ${count} thing${count === 1 ? '' : 's'} to do`;

  // `titles` are those of the chosen audiences.
  const pathWords = (titles) => (titles.length ? `Your path: ${titles.join(', ')}` : 'Choose your path');

  Object.assign(tickbook, { checkPaths, nextPaths, isElsewhere, idsElsewhere, othersWords, thingsWords, pathWords });
})((globalThis.tickbook = globalThis.tickbook || {}));
