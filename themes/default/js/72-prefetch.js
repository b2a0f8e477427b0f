// Has the browser load the next page while the reader is idle. It asks for nothing on a slow line, where data is saved, or from disk.
(function (tickbook) {
  'use strict';

  tickbook.mayPrefetch = (protocol, { saveData, effectiveType = '4g' } = {}) =>
    protocol.startsWith('http') && !saveData && effectiveType === '4g';
  if (typeof document === 'undefined') return;

  const next = document.querySelector('a[rel="next"]');
  if (!next || !tickbook.mayPrefetch(window.location.protocol, navigator.connection)) return;
  window.addEventListener('load', () => {
    (window.requestIdleCallback ?? setTimeout)(() => document.head.append(tickbook.make('link', { rel: 'prefetch', href: next.href })));
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
