// The date of a moment in ISO format. It knows neither the page nor the storage.
(function (tickbook) {
  'use strict';

  // In the reader's time zone; an empty text for a time that is none.
  function isoDay(time) {
    const date = new Date(Number.isFinite(time) && time > 0 ? time : NaN);
    const year = date.getFullYear();
    if (!(year <= 9999)) return '';
    const two = (number) => String(number).padStart(2, '0');
    return `${String(year).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  }

  tickbook.isoDay = isoDay;
})((globalThis.tickbook = globalThis.tickbook || {}));
