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

  function listOf(each, text) {
    const list = [];
    each(text, (number) => list.push(number));
    return list;
  }

  // The first number of each of some chunks, from their sizes.
  function firstsOf(sizes) {
    const firsts = [];
    let first = 0;
    eachNumber(sizes, (size) => {
      firsts.push(first);
      first += size;
    });
    return firsts;
  }

  // The place of the last one that is not greater; 0 if there is none.
  function placeIn(firsts, wanted) {
    let [low, high] = [0, firsts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (firsts[middle] <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // The file `index`: data of all documents, which file has which forms, addresses and texts, and the files that it contains itself.
  function openIndex(data) {
    const { documents, chapters, average } = data;
    const starts = new Uint32Array(chapters + 1);
    let chapter = 0;
    eachNumber(data.sections, (sections) => {
      starts[chapter + 1] = starts[chapter] + sections;
      chapter += 1;
    });
    const lengths = new Float32Array(documents);
    let document = 0;
    eachNumber(data.lengths, (quarters) => {
      lengths[document++] = (2 ** (quarters / 4) - 1) / (average || 1);
    });
    const firsts = split(data.words, ' ');
    const hashes = { words: split(data.wordHashes, ' '), list: split(data.listHashes, ' '), text: split(data.textHashes, ' ') };
    const [listFirsts, textFirsts] = [firstsOf(data.lists), firstsOf(data.texts)];
    const fileOf = (kind, number) => `${kind}-${number}.${hashes[kind][number]}`;

    return {
      chapters,
      documents,
      starts,
      lengths,
      titleLengths: listOf(eachNumber, data.titleLengths),
      headingLengths: listOf(eachNumber, data.headingLengths),
      language: data.language,
      synonyms: data.synonyms ?? [],
      files: data.files ?? {},
      shards: firsts.length,
      // The number of the shard in which a form would be.
      shardOf: (form) => placeIn(firsts, form),
      wordsFile: (shard) => fileOf('words', shard),
      // The file with the address and titles of a chapter, and its place there.
      listOf(chapter) {
        const number = placeIn(listFirsts, chapter);
        return { file: fileOf('list', number), place: chapter - listFirsts[number] };
      },
      textFile: (chapter) => fileOf('text', placeIn(textFirsts, chapter)),
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

    // The group at a place: its forms and its three lists, of which the third may be in a file of its own; then there is the number of its documents.
    function group(place) {
      const [titles, headings, body, hash, count] = groups[place].split('|');
      const far = hash !== undefined;
      return { forms: forms[place], titles, headings, body: far ? null : body, file: far ? `many-${body}.${hash}` : '', count: far ? Number(count) : 0 };
    }

    return { groupOf, aliases, group };
  }

  Object.assign(tickbook, { eachNumber, eachSum, eachBody, openIndex, openWords });
})((globalThis.tickbook = globalThis.tickbook || {}));
