// The link that transfers the progress to another device, and its QR code. It sends nothing by itself.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.desk) return;

  const { page, desk } = tickbook;
  const details = desk.section.querySelector('[data-tb-send]');
  const field = details.querySelector('#tb-send-link');
  const notesRow = details.querySelector('[data-tb-send-notes]');
  const withNotes = notesRow.querySelector('input');
  const place = details.querySelector('[data-tb-qr]');
  const SVG = 'http://www.w3.org/2000/svg';
  // The empty border that a camera needs around the code, in modules.
  const BORDER = 4;
  // From this many modules a side, a code uses all available space.
  const LARGE = 80;

  function svg(name, attributes) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function drawing(code) {
    const side = code.size + 2 * BORDER;
    const box = `${-BORDER} ${-BORDER} ${side} ${side}`;
    const name = code.size < LARGE ? 'tb-qr-code' : 'tb-qr-code tb-qr-large';
    const picture = svg('svg', { class: name, viewBox: box, role: 'img', 'aria-label': 'Code with the link, for the camera of another device' });
    picture.style.setProperty('--tb-qr-side', side);
    picture.append(
      svg('rect', { class: 'tb-qr-light', x: -BORDER, y: -BORDER, width: side, height: side }),
      svg('path', { class: 'tb-qr-dark', d: tickbook.qrPath(code) }),
    );
    return picture;
  }

  function words(text) {
    const element = document.createElement('p');
    element.textContent = text;
    return element;
  }

  function linkOf(progress) {
    const fragment = tickbook.encodeLink(progress, page.book);
    return fragment && `${window.location.href.split('#')[0]}#${fragment}`;
  }

  function show() {
    if (!details.open) return;
    const { items, notes, dates } = tickbook.toProgress({ book: desk.book, ...desk.progress(), now: Date.now() });
    notesRow.hidden = Object.keys(notes).length === 0;
    const link = linkOf({ items, dates, notes: withNotes.checked ? notes : {} });
    field.value = link || '';
    if (!link) {
      place.replaceChildren(words('This is too much for a link. Download a copy instead, and import it there.'));
      return;
    }
    const code = tickbook.qrCode(link);
    if (!code) {
      place.replaceChildren(words('The link is too long for a code. Copy it, or download a copy instead.'));
      return;
    }
    const large = code.size >= LARGE ? words('Where a camera cannot read a code as large as this, copy the link or download a copy.') : '';
    place.replaceChildren(drawing(code), large);
  }

  details.querySelector('[data-tb-send-disk]').hidden = window.location.protocol !== 'file:';
  details.addEventListener('toggle', show);
  withNotes.addEventListener('change', show);
  field.addEventListener('focus', () => field.select());
  details.querySelector('[data-tb-send-copy]').addEventListener('click', ({ target }) => {
    desk.copy(target, field.value, field, 'The link');
  });
  page.watch(show);
})((globalThis.tickbook = globalThis.tickbook || {}));
