// Looks for what could run on a page that others wrote, and for what did run. It never changes a page but by its events.
const TYPES = ['mouseover', 'pointerover', 'mouseenter', 'focus', 'click', 'error', 'load', 'toggle', 'animationstart', 'cuechange'];

// Has whatever an attempt calls tell us. Gives the list of what ran, which grows.
export async function watchRuns(context) {
  const runs = [];
  await context.exposeBinding('tbRan', ({ page }, what) => runs.push(`${page.url()}: ${what}`));
  await context.addInitScript(() => {
    for (const name of ['alert', 'confirm', 'prompt', 'print']) globalThis[name] = () => globalThis.tbRan(name);
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => globalThis.tbRan(`${violatedDirective} ${blockedURI}`));
  });
  context.on('page', (page) => page.on('dialog', (dialog) => runs.push(dialog.message()) && dialog.dismiss()));
  return runs;
}

// Runs in the page. Gives what a browser would run or load there by the markup, then sets off every event that the text of
// the page could wait for.
function look(types) {
  const found = [];
  const addresses = ['href', 'src', 'poster', 'cite', 'action', 'formaction', 'xlink:href', 'data', 'background', 'longdesc', 'srcset', 'srcdoc', 'ping'];
  const fits = (tag, value) => {
    // What is no address leads nowhere.
    if (!URL.canParse(value, document.baseURI)) return true;
    const { protocol } = new URL(value, document.baseURI);
    if (['http:', 'https:', 'mailto:', 'tel:', 'file:'].includes(protocol)) return true;
    return value === 'data:,' || (tag === 'IMG' && /^data:image\/(png|jpeg|gif|webp|avif)[;,]/.test(value));
  };
  // What a page loads comes from where the page does.
  const loads = ['src', 'poster', 'data', 'background', 'longdesc', 'srcset', 'ping'];
  const isElsewhere = (element, name, value) => {
    const isLoaded = element.tagName === 'LINK' && !['canonical', 'alternate'].includes(element.rel);
    if (!loads.includes(name) && !(isLoaded && name === 'href')) return false;
    if (!URL.canParse(value, document.baseURI)) return false;
    const { protocol, host } = new URL(value, document.baseURI);
    return /^https?:$/.test(protocol) && host !== window.location.host;
  };
  const own = (element) => /(^|\/)assets\/[\w.-]+\.js$/.test(element.getAttribute('src') ?? '');
  for (const element of document.querySelectorAll('*')) {
    const { tagName } = element;
    const isOfHead = ['META', 'LINK', 'TITLE', 'FORM'].includes(tagName) && element.closest('.tb-body');
    if (isOfHead || ['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FRAME', 'STYLE'].includes(tagName) || (tagName === 'SCRIPT' && !own(element))) found.push(element.outerHTML);
    for (const { name, value } of element.attributes) {
      const isBad = /^on/i.test(name) || name === 'style' || (addresses.includes(name) && !fits(tagName, value)) || isElsewhere(element, name, value);
      if (isBad) found.push(`<${tagName} ${name}="${value}">`);
    }
  }
  if (globalThis.tickbook && Object.getPrototypeOf(globalThis.tickbook) !== Object.prototype) found.push(`tickbook is ${globalThis.tickbook}`);
  const stay = (event) => event.preventDefault();
  document.addEventListener('click', stay, true);
  for (const element of document.querySelectorAll('.tb-body *:not(button, input, summary, label), .tb-page-head *')) {
    for (const type of types) element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  }
  document.removeEventListener('click', stay, true);
  return found;
}

export const probe = (page) => page.evaluate(look, TYPES);
