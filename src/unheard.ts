import { messageOf, traceOf } from './core/errors.ts';
import type { Log } from './core/log.ts';

/** For the orderly end after an error that nobody has caught. */
const endingMs = 15_000;

/**
 * What no part of the program has heard is logged with all of its causes, and then:
 *
 * - a rejected promise changes nothing. State is in the database, written in transactions that each had their own end;
 *   whoever waited for that promise waits no longer than its own deadline, and everybody else is served as before.
 * - a thrown error may have left something in memory half done: the program ends as on a signal, with status 1, for
 *   whatever watches over it to start it anew. Nothing is lost by that.
 */
export function hearTheUnheard(log: Log, stop: () => Promise<void>): void {
  process.on('unhandledRejection', (error) => {
    log.error({ error: traceOf(error) }, 'a rejection that nobody has handled; the program goes on');
  });
  process.on('uncaughtException', (error) => {
    log.error({ error: traceOf(error) }, 'an error that nobody has caught; the program ends');
    const end = () => process.exit(1);
    setTimeout(end, endingMs).unref();
    stop()
      .catch((fault) => log.error({ error: messageOf(fault) }, 'could not stop cleanly'))
      .finally(end);
  });
}
