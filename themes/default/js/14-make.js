// Makes elements for the other scripts. It never inserts them into a page.
(function (tickbook) {
  'use strict';

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // A button with its click handler.
  function makeButton(text, attributes, act) {
    const button = make('button', { type: 'button', ...attributes }, text);
    button.addEventListener('click', act);
    return button;
  }

  Object.assign(tickbook, { make, makeButton });
})((globalThis.tickbook = globalThis.tickbook || {}));
