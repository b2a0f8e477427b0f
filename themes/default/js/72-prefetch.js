// Prefetches the next page while the browser is idle. It requests nothing on a slow connection, in data-saving mode, or from disk.
(function (tickbook) {
  'use strict';

  tickbook.mayPrefetch = (protocol, { saveData, effectiveType = '4g' } = {}) =>
    protocol.startsWith('http') && !saveData && effectiveType === '4g';
  if (typeof document === 'undefined') return;

  const next = document.querySelector('a[rel="next"]');
  if (!next || !tickbook.mayPrefetch(window.location.protocol, navigator.connection)) return;
  // If a browser lacks it, the name may refer to an element.
  const idle = window.requestIdleCallback;
  window.addEventListener('load', () => {
    (typeof idle === 'function' ? idle : setTimeout)(() => document.head.append(tickbook.make('link', { rel: 'prefetch', href: next.href })));
  });
})((globalThis.tickbook = globalThis.tickbook || {}));
