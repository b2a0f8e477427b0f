// Finds the groups of forms for a word of a query. The index has only forms: a missing one is treated as the beginning
// of a word, a typing error, or another ending, in this order. It knows neither the page nor how files are loaded.
(function (tickbook) {
  'use strict';

  const MOST_SHARDS = 3;
  const MOST_FORMS = 50;
  const LONG = 5;
  // A pair of characters is more specific than a letter.
  const isBeginning = (word) => word.length > 1 || word > '\u2fff';

  // The weight of a form for the word; 0 if it does not match.
  const TYPO = (word, form) => (tickbook.isOneTypo(word, form) ? (word[0] === form[0] ? 0.8 : 0.6) : 0);
  const BEGINNING = (word, form) => (form.startsWith(word) ? 0.2 + (0.6 * word.length) / form.length : 0);
  function ENDING(word, form) {
    const shared = tickbook.sharedLength(word, form);
    const fits = shared >= 4 && shared >= word.length * 0.55 && form.length - shared <= 5;
    return fits ? (0.8 * shared) / Math.max(word.length, form.length) : 0;
  }

  // The shards from that of one form to that of another.
  function range(index, from, to) {
    const shards = [];
    for (let shard = index.shardOf(from); shard <= index.shardOf(to); shard += 1) shards.push(shard);
    return shards;
  }

  // `shardAt` returns the promise of an opened shard. Returns { word, groups } with a weight for each group, none if the book has nothing similar.
  function lookups(index, shardAt) {
    // The group of a form in the shard, by itself or as an alias.
    async function groupAt(shard, form) {
      const opened = await shardAt(shard);
      if (opened.groupOf.has(form)) return opened.group(opened.groupOf.get(form));
      const first = opened.aliases.get(form);
      if (first === undefined) return null;
      const other = await shardAt(index.shardOf(first));
      return other.groupOf.has(first) ? other.group(other.groupOf.get(first)) : null;
    }

    // Adds the groups that have a form with a weight above zero, each with its highest weight.
    async function gather(word, shards, weigh, found) {
      const loaded = new Set(shards.slice(0, MOST_SHARDS));
      const forms = [];
      const opened = await Promise.all([...loaded].map(shardAt));
      for (const [place, shard] of [...loaded].entries()) {
        const { groupOf, aliases } = opened[place];
        for (const list of [groupOf, aliases]) {
          for (const form of list.keys()) {
            const weight = weigh(word, form);
            const owner = list === aliases ? index.shardOf(aliases.get(form)) : shard;
            if (weight > 0) forms.push({ form, weight, shard, owner });
          }
        }
      }
      forms.sort((one, other) => other.weight - one.weight);
      for (const { form, weight, shard, owner } of forms.slice(0, MOST_FORMS)) {
        if (!loaded.has(owner) && loaded.size === MOST_SHARDS) continue;
        loaded.add(owner);
        const group = await groupAt(shard, form);
        if (group && !(found.get(group.forms[0])?.weight >= weight)) found.set(group.forms[0], { ...group, weight });
      }
    }

    return async function lookup(word, typing) {
      const found = new Map();
      if (!index.shards) return { word, exact: false, groups: [] };
      const exact = await groupAt(index.shardOf(word), word);
      if (exact) found.set(exact.forms[0], { ...exact, weight: 1 });
      if (typing && isBeginning(word)) await gather(word, range(index, word, `${word}\uffff`), BEGINNING, found);
      if (!found.size && word.length >= LONG) {
        const swapped = word[1] + word[0] + word.slice(2);
        await gather(word, [word, swapped, word.slice(1)].map(index.shardOf), TYPO, found);
      }
      if (!found.size && word.length >= LONG) {
        const stem = word.slice(0, Math.max(4, Math.ceil(word.length * 0.55)));
        await gather(word, range(index, stem, `${stem}\uffff`), ENDING, found);
        const most = Math.max(...[...found.values()].map(({ weight }) => weight));
        for (const [key, { weight }] of found) if (weight < most * 0.85) found.delete(key);
      }
      return { word, exact: Boolean(exact), groups: [...found.values()] };
    };
  }

  tickbook.lookups = lookups;
})((globalThis.tickbook = globalThis.tickbook || {}));
