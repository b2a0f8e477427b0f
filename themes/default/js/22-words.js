// Puts days and changes into words, in the language of the page. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  // The words of the pages are British English; only a language with a region says otherwise.
  const localeOf = (language) => (language === 'en' ? 'en-GB' : language || undefined);

  function dateOf(time) {
    const date = new Date(Number.isFinite(time) && time > 0 ? time : NaN);
    return Number.isNaN(date.getTime()) ? null : date;
  }

  // `month` is 'long' or 'short'. What is no time gives no words.
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

  // The day where the reader is, as machines write it, or an empty text.
  function isoDay(time) {
    const date = dateOf(time);
    if (!date || date.getFullYear() > 9999) return '';
    const two = (number) => String(number).padStart(2, '0');
    return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  }

  const CHANGES = { open: 'Open again since', doing: 'In progress since', done: 'Done on', skip: 'Not for me since' };

  // When the item came into its state, or an empty text where that is not known.
  function changeWords(record, language) {
    const day = dayWords(record?.t, language);
    return day && `${CHANGES[tickbook.stateOf(record)]} ${day}`;
  }

  Object.assign(tickbook, { dayWords, isoDay, changeWords });
})((globalThis.tickbook = globalThis.tickbook || {}));
