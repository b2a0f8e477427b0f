// The search dialog: searches while the reader types, shows the newest answer and opens the chosen result. The results
// are links in lists and the arrow keys move the real focus from one to the next: every screen reader announces a
// focused link and can read on around it, while an option of a listbox can contain neither links nor groups and phones
// have no arrow keys.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const dialog = document.querySelector('[data-tb-search]');
  if (!dialog) return;
  // How long the search waits for the next letter: less where the answers come at once.
  const PAUSE = 60;
  const SHORT_PAUSE = 10;
  const QUICK = 30;
  const QUIET = 300;
  // When the reader has paused, the passages of the best chapters are loaded from so many files at most; the rest when the list is used.
  const MOST_TEXTS = 2;
  const PAGE_OF_RESULTS = 8;
  const FAILED = 'The search could not be loaded. Check the connection and type again.';
  const field = dialog.querySelector('.tb-query');
  const status = dialog.querySelector('.tb-search-status');
  const results = dialog.querySelector('.tb-results');

  function add(file) {
    return new Promise((resolve, reject) => {
      // The page has asked for the index together with this script.
      const coming = file === 'index.js' ? tickbook.coming : null;
      tickbook.coming = null;
      const script = coming ?? document.createElement('script');
      script.onload = () => resolve(script.remove());
      script.onerror = () => reject(new Error(file), script.remove());
      if (coming) return;
      script.src = dialog.dataset.tbSearchIndex + file;
      document.head.append(script);
    });
  }

  const load = tickbook.openShelf(add);
  const searcher = tickbook.searcher(load);
  // The newest search, the one of the shown results, and an Enter key that waits for results.
  let asked = null;
  let shown = null;
  let follow = null;
  let pause;
  let quiet;
  let rest;
  let took = PAUSE;
  // When the field last changed, and after how long without a change the reader has paused.
  let changed = 0;
  let patience = 0;

  const links = () => [...results.querySelectorAll('a')];
  const stops = () => [...status.querySelectorAll('button'), ...results.querySelectorAll('a, button')];

  function button(className, text, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = className;
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  }

  // Another query in the place of the one in the field.
  function askInstead(query) {
    field.value = query;
    field.focus();
    onInput();
  }

  // Announced when the reader pauses, so that a screen reader does not read the count after every letter. What can be asked instead is a button.
  function say(pieces, wait = QUIET) {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      const text = pieces.map((piece) => piece.text).join('').trim();
      if (status.textContent.trim() === text) return;
      status.replaceChildren(...pieces.map((piece) => (piece.query ? button('tb-link', piece.text, () => askInstead(piece.query)) : piece.text)));
    }, wait);
  }

  const sayText = (text, wait) => say([{ text }], wait);

  const moreButton = (search) =>
    button('tb-small-button', 'Show more', () => ask({ query: search.query, limit: search.limit + PAGE_OF_RESULTS, from: search.groups.length }));

  // Draws a chapter in the place of its group, and keeps the focus on the link that had it.
  function redraw(search, place, chapter) {
    const group = tickbook.drawChapter(chapter, search.wanted);
    const { activeElement } = document;
    const held = search.groups[place].contains(activeElement) ? activeElement.href : '';
    search.groups[place].replaceWith(group);
    search.groups[place] = group;
    search.open.delete(place);
    if (held) [...group.querySelectorAll('a')].find((link) => link.href === held)?.focus({ preventScroll: true });
  }

  // Adds the passages and items of chapters that were shown without them. A file that does not come means that there is a newer build, so the
  // query is asked once more.
  async function fill(search, places) {
    try {
      await Promise.all(places.map(async (place) => {
        const chapter = await search.answer.fill(search.answer.chapters[place]);
        if (shown === search && search.open.has(place)) redraw(search, place, chapter);
      }));
    } catch {
      if (asked === search && !search.again) ask({ query: search.query, limit: search.limit, again: true });
    }
  }

  function fillBest(search) {
    const files = new Set();
    const wanted = [...search.open].filter((place) => {
      const file = search.answer.textOf(search.answer.chapters[place]);
      if (files.size < MOST_TEXTS) files.add(file);
      return files.has(file);
    });
    return fill(search, wanted);
  }

  const fillAll = () => shown?.open.size && fill(shown, [...shown.open]);

  async function show(search, answer) {
    const { chapters, total } = answer;
    const ready = await Promise.all(chapters.map((one) => (answer.isAtHand(one) ? answer.fill(one) : one)));
    if (asked !== search) return;
    search.answer = answer;
    search.wanted = tickbook.wantedOf(answer);
    search.open = new Set(ready.flatMap((one, place) => (one === chapters[place] ? [place] : [])));
    search.groups = ready.map((one) => tickbook.drawChapter(one, search.wanted));
    results.replaceChildren(...search.groups, ...(total > chapters.length ? [moreButton(search)] : []));
    shown = search;
    say(tickbook.statusOf(search.query, answer));
    if (search.from) search.groups[search.from]?.querySelector('a')?.focus();
    if (search.href) links().find((link) => link.href === search.href)?.focus();
    clearTimeout(rest);
    if (search.open.size) rest = setTimeout(fillBest, patience, search);
    if (follow) open(links()[0], follow);
    follow = null;
  }

  async function ask(search) {
    asked = search;
    sayText('Searching…', 600);
    const began = performance.now();
    try {
      const answer = await searcher.find(search.query, { limit: search.limit, again: search.again });
      took = performance.now() - began;
      if (asked === search) await show(search, answer);
    } catch {
      if (asked !== search) return;
      follow = null;
      results.replaceChildren();
      sayText(FAILED, 0);
    }
  }

  // An empty field searches and announces nothing. Without an event there is no next letter to wait for.
  function onInput(event) {
    const query = field.value;
    const now = performance.now();
    patience = tickbook.patienceFor(patience, now - changed, query.length);
    changed = now;
    clearTimeout(pause);
    clearTimeout(rest);
    follow = null;
    asked = null;
    if (query.trim() === '') {
      shown = null;
      results.replaceChildren();
      sayText('', 0);
      return;
    }
    pause = setTimeout(ask, !event ? 0 : took < QUICK ? SHORT_PAUSE : PAUSE, { query, limit: PAGE_OF_RESULTS });
  }

  // Notes in the history of the tab which results were left, so that the way back leads to them.
  function keepPlace(place) {
    window.history.replaceState({ ...window.history.state, tbSearch: place }, '');
  }

  function open(link, how) {
    if (!link) return;
    if (how === 'apart') window.open(link.href, '_blank', 'noopener');
    else link.click();
  }

  // The Enter key opens the first result, and waits for it if there is no answer for the newest words yet.
  function onEnter(event) {
    if (field.value.trim() === '') return;
    const how = event.ctrlKey || event.metaKey ? 'apart' : 'here';
    if (shown && shown === asked && shown.query === field.value) open(links()[0], how);
    else follow = how;
  }

  function move(event) {
    const all = stops();
    const to = tickbook.placeAfter(event.key, all.indexOf(document.activeElement), all.length);
    if (to === null) return;
    event.preventDefault();
    (all[to] ?? field).focus();
    fillAll();
  }

  // A letter typed on a result goes to the field.
  const isTyping = ({ key, ctrlKey, metaKey, altKey }) =>
    !ctrlKey && !metaKey && !altKey && key !== ' ' && (key.length === 1 || key === 'Backspace');

  dialog.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      // In a field of this type the key would first clear it.
      event.preventDefault();
      dialog.close();
    } else if (event.key === 'Enter' && event.target === field) {
      event.preventDefault();
      onEnter(event);
    } else if (isTyping(event) && results.contains(event.target)) {
      field.focus();
    } else {
      move(event);
    }
  });

  // A plain click leaves the page, or scrolls it; with a modifier key it opens elsewhere, and nothing is marked there.
  results.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    dialog.close();
    const found = { query: shown.query, words: shown.answer.words, phrases: shown.answer.phrases };
    // A link to the address of this very page loads it again in its place in the history, and there is no way back.
    if (link.href !== window.location.href) keepPlace({ query: shown.query, limit: shown.limit, href: link.href });
    const onThisPage = link.hash && link.href.split('#')[0] === window.location.href.split('#')[0];
    if (onThisPage) setTimeout(tickbook.markWords, 0, found);
    else tickbook.keepFound(link.pathname, found);
  });
  results.addEventListener('scroll', fillAll);
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  field.addEventListener('input', onInput);
  // A query that came along from the page before is asked when the reader opens the search.
  field.addEventListener('focus', () => {
    if (!shown && !asked && field.value.trim()) onInput();
  });
  // The results from which a reader came back.
  tickbook.returnTo = ({ query, limit, href }) => {
    field.value = query;
    ask({ query, limit, href });
  };
  // The reader may have typed before this script loaded, and pressed Enter.
  status.textContent = '';
  if (dialog.open) onInput();
  if (field.value.trim() && tickbook.lastKey === 'Enter') follow = 'here';
  load('index').catch(() => {
    // Shown when the reader searches.
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
