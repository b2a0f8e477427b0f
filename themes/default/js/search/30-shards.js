// Reads the files of the index. The program writes them, and only its own numbers and orders are relied upon. It knows neither the page nor how files are loaded.
(function (tickbook) {
  'use strict';

  // The characters from the space to } without those that JSON escapes or that separate lists; index of each by its code.
  const VALUES = new Uint8Array(128);
  for (let code = 32, value = 0; code < 126; code += 1) {
    if (!'"\\|'.includes(String.fromCharCode(code))) VALUES[code] = value++;
  }

  // Calls `each` with every number of a text. Characters from 72 on are digits to the base 19, lowest first, before the last one.
  function eachNumber(text, each) {
    let number = 0;
    let scale = 1;
    for (let place = 0; place < text.length; place += 1) {
      const value = VALUES[text.charCodeAt(place) & 127];
      number += scale * value;
      if (value >= 72) {
        scale *= 19;
        continue;
      }
      each(number);
      number = 0;
      scale = 1;
    }
  }

  function eachSum(text, each) {
    let sum = 0;
    eachNumber(text, (gap) => each((sum += gap)));
  }

  // Calls `each` with the number of a document and the number of occurrences (one to four) of the word.
  function eachBody(text, each) {
    let document = 0;
    eachNumber(text, (number) => {
      document += number >> 2;
      each(document, (number & 3) + 1);
    });
  }

  const split = (text, by) => (text ? text.split(by) : []);

  // The file `index`: data of all documents, and which shard has which forms.
  function openIndex(data) {
    const { documents, chapters, average } = data;
    const starts = new Uint32Array(chapters + 1);
    const chapterOf = new Uint32Array(documents);
    let chapter = 0;
    eachNumber(data.sections, (sections) => {
      starts[chapter + 1] = starts[chapter] + sections;
      chapterOf.fill(chapter, starts[chapter], starts[chapter + 1]);
      chapter += 1;
    });
    const lengths = new Float32Array(documents);
    let document = 0;
    eachNumber(data.lengths, (quarters) => {
      lengths[document++] = (2 ** (quarters / 4) - 1) / (average || 1);
    });
    const firsts = split(data.words, ' ');
    const [words, lists] = [split(data.wordHashes, ' '), split(data.lists, ' ')];

    // The number of the shard in which a form would be.
    function shardOf(form) {
      let [low, high] = [0, firsts.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (firsts[middle] <= form) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    return {
      chapters,
      documents,
      starts,
      chapterOf,
      lengths,
      shards: words.length,
      shardOf,
      wordsFile: (shard) => `words-${shard}.${words[shard]}`,
      listFile: (chapter) => `list-${chapter >> 7}.${lists[chapter >> 7]}`,
    };
  }

  // A file `words-N`. `groupOf` has the place of the group of each form; `forms` has the forms of each group.
  function openWords(data) {
    let first = '';
    const forms = split(data.forms, '~').map((group) => {
      const [head, ...others] = group.split('|');
      const whole = (form) => first.slice(0, VALUES[form.charCodeAt(0) & 127]) + form.slice(1);
      first = whole(head);
      return [first, ...others.map(whole)];
    });
    const groupOf = new Map();
    forms.forEach((group, place) => group.forEach((form) => groupOf.set(form, place)));
    const aliases = new Map(split(data.aliases, '~').map((alias) => alias.split('>')));
    const groups = data.groups.split('~');

    // The group at a place: its forms, and either its three lists or the file that has them and the number of their documents.
    function group(place) {
      const lists = groups[place].split('|');
      const [number, hash, count] = lists;
      const far = lists.length > 3;
      return { forms: forms[place], lists: far ? null : lists, file: far ? `many-${number}.${hash}` : '', count: far ? Number(count) : 0 };
    }

    return { groupOf, aliases, group };
  }

  Object.assign(tickbook, { eachNumber, eachSum, eachBody, openIndex, openWords });
})((globalThis.tickbook = globalThis.tickbook || {}));
