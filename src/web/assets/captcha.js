// Lets the captcha's widget compute in a worker of our own origin, which is all that the page's policy allows.
const widget = document.querySelector('altcha-widget');
globalThis.$altcha.algorithms.set(
  'PBKDF2/SHA-256',
  () => new Worker(widget.dataset.worker, { type: 'module' }),
);
