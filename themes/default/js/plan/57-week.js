// Chooses what a reader does this week, and puts it into words. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  const SOON = 7;
  const SUGGESTED = 3;
  // More rows would make a second plan of the list.
  const MOST = 5;
  const HOURS = 100;

  // Earlier days first, and what has none last. Sorting keeps the author's order among equals.
  const byDay = (one, other) => (one.due || '~').localeCompare(other.due || '~', 'en');

  // The hours a week that the reader set, or null: anything on this origin may have written them.
  function hoursOf(value) {
    const hours = Number(value?.hours);
    return hours > 0 && hours <= HOURS ? hours : null;
  }

  const minutesOf = ({ effort }) => tickbook.minutesOf(effort) ?? 0;

  // Up to three open items, in the author's order, that fit the minutes that are left. An item without an effort always fits.
  function suggestions(items, minutes) {
    const chosen = [];
    let left = minutes;
    for (const item of items) {
      if (chosen.length === SUGGESTED) break;
      if (minutesOf(item) > left) continue;
      left -= minutesOf(item);
      chosen.push(item);
    }
    return chosen;
  }

  // Whether an item is due within seven days, or was.
  const isDueSoon = ({ due }, today) => due !== '' && tickbook.daysBetween(today, due) <= SOON;

  // The groups of the list. Items are { id, state, effort, due } in the author's order: their effort as authors write it, and
  // the day they are due; either may be empty. `more` says how many of each group are left out.
  function weekOf(items, { today, hours }) {
    const isSoon = (item) => isDueSoon(item, today);
    const doing = items.filter(({ state }) => state === 'doing').sort(byDay);
    const due = items.filter((item) => ['open', 'done'].includes(item.state) && isSoon(item)).sort(byDay);
    const rest = items.filter((item) => item.state === 'open' && !isSoon(item));
    const taken = [...doing, ...due].reduce((sum, item) => sum + minutesOf(item), 0);
    const minutes = hours === null ? Infinity : hours * 60 - taken;
    const next = suggestions(rest, minutes);
    const cut = (all) => all.slice(0, MOST);
    return {
      doing: cut(doing),
      due: cut(due),
      next,
      more: { doing: doing.length - cut(doing).length, due: due.length - cut(due).length },
      overdue: due.filter((item) => item.due < today).length,
      left: rest.length,
    };
  }

  // "1 in progress, 2 overdue, 1 due soon, 3 next", or why there is nothing.
  function weekWords({ doing, due, next, more, overdue, left }) {
    const soon = due.length + more.due - overdue;
    const parts = [
      [doing.length + more.doing, 'in progress'],
      [overdue, 'overdue'],
      [soon, 'due soon'],
      [next.length, 'next'],
    ].filter(([number]) => number > 0);
    if (parts.length > 0) return `${parts.map(([number, word]) => `${number} ${word}`).join(', ')}.`;
    return left > 0 ? 'Nothing is due, and no hours are left.' : 'Nothing is left to do.';
  }

  // "2 h · in progress since 12 March · due in 3 days".
  function rowWords({ effort, state, since, due }, { today, language }) {
    const isAgain = state === 'done' && due !== '';
    const started = state === 'doing' && since ? `since ${tickbook.dayName(since, today, language)}` : '';
    const when = due ? tickbook.dueWords(due, { today, language, again: isAgain }) : '';
    return [tickbook.lengthWords(effort), started, when].filter(Boolean).join(' · ');
  }

  // How much room the list takes: rows, and lines for headings and for what is left out.
  function roomOf({ doing, due, next, more }) {
    const groups = [doing, due, next].filter((group) => group.length > 0);
    const lines = groups.length + [more.doing, more.due].filter((number) => number > 0).length;
    return { rows: groups.reduce((sum, group) => sum + group.length, 0), lines };
  }

  Object.assign(tickbook, { hoursOf, isDueSoon, weekOf, weekWords, rowWords, roomOf });
})((globalThis.tickbook = globalThis.tickbook || {}));
