// Asks for the reader's path, and says how many items are hidden. It never hides an item itself.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined' || !tickbook.watchPaths) return;

  const { page, make, makeButton } = tickbook;
  const { tbRoot } = document.body.dataset;
  const question = document.querySelector('[data-tb-paths]');
  const progress = document.querySelector('[data-tb-progress="page"]');
  const boxes = [...(question?.querySelectorAll('input') ?? [])];
  const things = document.querySelector('[data-tb-things]');
  const line = make('p', { class: 'tb-others' });

  function choose(names) {
    tickbook.choosePaths(names);
    question.open = false;
    question.querySelector('summary').focus();
    page.say(line.hidden ? 'You see the items for everyone.' : line.firstChild.textContent);
  }

  function titles(names) {
    return boxes.filter(({ value }) => names.includes(value)).map((box) => box.parentElement.textContent.trim());
  }

  tickbook.titlesOfPath = titles;

  // What is hidden: of the whole book next to the question, elsewhere of this page.
  function sayOthers(others, areShown) {
    const here = [...others].filter((id) => page.items.has(id)).length;
    const count = question ? others.size : here;
    const toggle = makeButton(areShown ? 'Hide them' : 'Show them', { class: 'tb-link' }, () => {
      tickbook.showOthers(!areShown);
      line.querySelector('button').focus();
    });
    const change = make('a', { href: `${tbRoot}plan.html#tb-paths` }, 'Change my path');
    line.hidden = count === 0;
    line.replaceChildren(tickbook.othersWords(count, areShown), ...(here ? [' ', toggle] : []), ...(question ? [] : [' ', change]));
  }

  function showQuestion(names) {
    for (const box of boxes) box.checked = names.includes(box.value);
    question.querySelector('summary').textContent = tickbook.pathWords(titles(names));
  }

  tickbook.watchPaths(({ others, gone, areShown, names }) => {
    if (question) showQuestion(names);
    sayOthers(others, areShown);
    const { size } = page.items;
    if (progress && size) progress.hidden = [...page.items.keys()].every((id) => gone.has(id));
    const all = Object.values(tickbook.items?.pages ?? {}).flatMap(Object.values).flatMap(tickbook.splitIds);
    if (things) things.textContent = tickbook.thingsWords(all.filter((id) => !gone.has(id)).length);
  });

  const place = question ?? progress ?? document.querySelector('.tb-kind-print h1');
  place?.after(line);
  if (question) {
    const [mine, everything] = question.querySelectorAll('button');
    mine.addEventListener('click', () => choose(boxes.filter((box) => box.checked).map((box) => box.value)));
    everything.addEventListener('click', () => choose([]));
    question.open = !tickbook.readPaths();
    question.hidden = false;
  }
  tickbook.applyPaths();
  // A link to the question opens it; the browser looked for it before it was visible.
  if (question && window.location.hash === '#tb-paths') {
    question.open = true;
    question.scrollIntoView();
  }
})(globalThis.tickbook);
