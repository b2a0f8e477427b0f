// Has the browser load the next page while the reader is idle. It asks for nothing on a slow line, where data is saved, or from disk.
(function (tickbook) {
  'use strict';

  tickbook.mayPrefetch = (protocol, { saveData, effectiveType = '4g' } = {}) =>
    protocol.startsWith('http') && !saveData && effectiveType === '4g';
  if (typeof document === 'undefined') return;

  const next = document.querySelector('a[rel="next"]');
  if (!next || !tickbook.mayPrefetch(window.location.protocol, navigator.connection)) return;
  // Where a browser lacks it, the name may be that of an element.
  const idle = window.requestIdleCallback;
  window.addEventListener('load', () => {
    (typeof idle === 'function' ? idle : setTimeout)(() => document.head.append(tickbook.make('link', { rel: 'prefetch', href: next.href })));
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
