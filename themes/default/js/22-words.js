// Formats dates and changes in the language of the page. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  // The words of the pages are British English; only a language tag with a region overrides that.
  const localeOf = (language) => (language === 'en' ? 'en-GB' : language || undefined);

  function dateOf(time) {
    const date = new Date(Number.isFinite(time) && time > 0 ? time : NaN);
    return Number.isNaN(date.getTime()) ? null : date;
  }

  // `month` is 'long' or 'short'. An invalid time gives an empty text.
  function dayWords(time, language, month = 'long') {
    const date = dateOf(time);
    const form = { day: 'numeric', month, year: 'numeric' };
    if (!date) return '';
    try {
      return date.toLocaleDateString(localeOf(language), form);
    } catch {
      // A book may name a language that no browser knows.
      return date.toLocaleDateString(undefined, form);
    }
  }

  const CHANGES = { open: 'Open again since', doing: 'In progress since', done: 'Done on', skip: 'Not for me since' };

  // When the item got its state, or an empty text if that is not known.
  function changeWords(record, language) {
    const day = dayWords(record?.t, language);
    return day && `${CHANGES[tickbook.stateOf(record)]} ${day}`;
  }

  Object.assign(tickbook, { dayWords, changeWords });
})((globalThis.tickbook = globalThis.tickbook || {}));
