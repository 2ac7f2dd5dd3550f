// The captcha's work is done in a worker from our own origin.
for (const widget of document.querySelectorAll('altcha-widget[data-worker]')) {
  globalThis.$altcha.algorithms.set('PBKDF2/SHA-256', () => new Worker(widget.dataset.worker));
}
