// Counts what is done and puts it into words. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  // The ids of an attribute such as `data-tb-items`, in order and without empty ones.
  function splitIds(text) {
    return (text || '').split(/\s+/).filter(Boolean);
  }

  function countDone(ids, isDone) {
    let done = 0;
    for (const id of ids) if (isDone(id)) done += 1;
    return done;
  }

  function longCount(done, total, where) {
    return `${done} of ${total} done${where ? ` ${where}` : ''}`;
  }

  function shortCount(done, total) {
    return `${done}/${total}`;
  }

  // Several counts over the same items. A change of one item recounts only the groups that hold it,
  // so that a tick on a page of 500 items stays cheap.
  function groupIndex(isDone) {
    const byId = new Map();
    const groups = [];

    function recount(group) {
      const done = countDone(group.ids, isDone);
      if (done === group.done) return;
      group.done = done;
      group.show(done, group.ids.length);
    }

    return {
      add(ids, show) {
        const group = { ids, show, done: -1 };
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

  Object.assign(tickbook, { splitIds, countDone, longCount, shortCount, groupIndex });
})((globalThis.tickbook = globalThis.tickbook || {}));
