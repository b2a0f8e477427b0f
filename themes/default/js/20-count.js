// Counts the states of items and puts the counts into words. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  // The ids in a text, in order and without empty ones.
  function splitIds(text) {
    return (text || '').split(/\s+/).filter(Boolean);
  }

  // Items that are not for the reader are left out of the total: they are neither done nor to be done.
  function countStates(ids, stateOf) {
    const counts = { open: 0, doing: 0, done: 0, skip: 0, total: 0 };
    for (const id of ids) counts[stateOf(id)] += 1;
    counts.total = ids.length - counts.skip;
    return counts;
  }

  function longCount({ done, skip, total }, where) {
    const skipped = skip ? `${skip} not for me` : '';
    const place = where ? ` ${where}` : '';
    if (total === 0 && skip) return skipped + place;
    return `${done} of ${total} done${place}${skip ? `, ${skipped}` : ''}`;
  }

  // A list without any item for the reader has no count.
  function shortCount({ done, total }) {
    return total === 0 ? '–' : `${done}/${total}`;
  }

  // Several counts over the same items. A change of one item recounts only the groups that contain it, so that a tick
  // on a page of 500 items is cheap.
  function groupIndex(stateOf) {
    const byId = new Map();
    const groups = [];

    function recount(group) {
      const counts = countStates(group.ids, stateOf);
      const same = group.counts && Object.keys(counts).every((state) => counts[state] === group.counts[state]);
      if (same) return;
      group.counts = counts;
      group.show(counts);
    }

    return {
      groups,
      add(ids, show) {
        const group = { ids, show, counts: null };
        groups.push(group);
        for (const id of ids) {
          if (!byId.has(id)) byId.set(id, []);
          byId.get(id).push(group);
        }
        recount(group);
        return group;
      },
      changed(id) {
        for (const group of byId.get(id) || []) recount(group);
      },
      all() {
        groups.forEach(recount);
      },
      has(id) {
        return byId.has(id);
      },
    };
  }

  Object.assign(tickbook, { splitIds, countStates, longCount, shortCount, groupIndex });
})((globalThis.tickbook = globalThis.tickbook || {}));
