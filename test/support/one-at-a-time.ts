/**
 * A connection answers one statement at a time. Whoever asks one for the next before the last has answered is served in turn all the
 * same, but the driver will refuse that: here the run fails, in whatever test it was.
 */
const queued = /^Calling client\.query\(\) when the client is already executing a query/;
/** Files share their process: it is listened to once. */
const listening = Symbol.for('satu-pintu.one-at-a-time');

if (!(listening in globalThis)) {
  Object.assign(globalThis, { [listening]: true });
  process.on('warning', ({ message, stack = '' }) => {
    // What tests ask for themselves is no matter of the product's.
    // Nor is what the worker's library asks of a session that was cut: it stops listening where it can.
    const isLibrary = /graphile-worker\/dist\/main\.js/.test(stack);
    if (queued.test(message) && !isLibrary && /\/(?:src|dist)\//.test(stack))
      throw new Error(`${message}\n${stack}`);
  });
}
