// Makes a calendar of the items with a date that are still to be done. The file is made in the browser and never leaves the device.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.desk || !tickbook.dates) return;

  const { page, desk, dates } = tickbook;
  const button = document.querySelector('[data-tb-calendar]');
  if (!button) return;

  // The address of this page for others: the one that the book gives, or where it is served from; none from a disk.
  function address() {
    const canonical = document.querySelector('link[rel="canonical"]')?.href;
    const { href, protocol } = window.location;
    return canonical || (/^https?:$/.test(protocol) ? href.split('#')[0] : '');
  }

  function entries() {
    const base = address();
    return dates.list().filter(({ due }) => due !== '').map(({ id, due, every, effort }) => ({
      id,
      day: due,
      every,
      text: page.wording(id).text,
      about: [desk.book.title, tickbook.lengthWords(effort)].filter(Boolean).join(', '),
      url: base && `${base}#tb-item-${encodeURIComponent(id)}`,
    }));
  }

  button.addEventListener('click', () => {
    const items = entries();
    if (items.length === 0) {
      desk.tell(button, 'No item has a date yet. Set one with the button at the end of an item.');
      return;
    }
    const now = Date.now();
    const name = tickbook.fileName(page.book, now, 'ics', 'dates');
    desk.download(name, tickbook.toCalendar({ title: desk.book.title, book: page.book, now, items }), 'text/calendar');
    desk.tell(button, `${items.length} ${items.length === 1 ? 'date is' : 'dates are'} downloaded as ${name}. Open the file with your calendar.`);
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
