// The search dialog: searches while the reader types, shows the newest answer and opens the chosen result. The results
// are links in lists and the arrow keys move the real focus from one to the next: every screen reader announces a
// focused link and can read on around it, while an option of a listbox can contain neither links nor groups and phones
// have no arrow keys.
(function (tickbook) {
  'use strict';
  if (typeof document === 'undefined') return;

  const dialog = document.querySelector('[data-tb-search]');
  if (!dialog) return;
  const PAUSE = 60;
  const QUIET = 300;
  const PAGE_OF_RESULTS = 8;
  const FAILED = 'The search could not be loaded. Check the connection and type again.';
  const field = dialog.querySelector('.tb-query');
  const status = dialog.querySelector('.tb-search-status');
  const results = dialog.querySelector('.tb-results');

  function add(file) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.onload = () => resolve(script.remove());
      script.onerror = () => reject(new Error(file), script.remove());
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

  const links = () => [...results.querySelectorAll('a')];
  const stops = () => [...results.querySelectorAll('a, button')];

  // Announced when the reader pauses, so that a screen reader does not read the count after every letter.
  function say(text, wait = QUIET) {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      if (status.textContent !== text) status.textContent = text;
    }, wait);
  }

  function moreButton(search) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'tb-small-button';
    button.textContent = 'Show more';
    button.addEventListener('click', () => ask({ query: search.query, limit: search.limit + PAGE_OF_RESULTS, from: search.count }));
    return button;
  }

  function show(search, answer) {
    const { chapters, words, total } = answer;
    const drawn = tickbook.drawResults(chapters, words);
    search.words = words;
    if (total > chapters.length) drawn.push(moreButton(search));
    results.replaceChildren(...drawn);
    shown = search;
    search.count = links().length;
    say(tickbook.statusOf(search.query, answer));
    if (search.from) links()[search.from]?.focus();
    if (follow) open(links()[0], follow);
    follow = null;
  }

  async function ask(search) {
    asked = search;
    say('Searching…', 600);
    try {
      const answer = await searcher.find(search.query, { limit: search.limit });
      if (asked === search) show(search, answer);
    } catch {
      if (asked !== search) return;
      follow = null;
      results.replaceChildren();
      say(FAILED, 0);
    }
  }

  // An empty field searches and announces nothing.
  function onInput() {
    const query = field.value;
    clearTimeout(pause);
    follow = null;
    asked = null;
    if (query.trim() === '') {
      shown = null;
      results.replaceChildren();
      say('', 0);
      return;
    }
    pause = setTimeout(ask, PAUSE, { query, limit: PAGE_OF_RESULTS });
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
    const onThisPage = link.hash && link.href.split('#')[0] === window.location.href.split('#')[0];
    if (onThisPage) tickbook.markWords(shown.words);
    else tickbook.keepFound(link.pathname, shown.words);
  });
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  field.addEventListener('input', onInput);
  // The reader may have typed before this script loaded, and pressed Enter.
  status.textContent = '';
  onInput();
  if (field.value.trim() && tickbook.lastKey === 'Enter') follow = 'here';
  load('index').catch(() => {
    // Shown when the reader searches.
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
