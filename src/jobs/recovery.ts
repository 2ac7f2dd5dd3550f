import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Database } from '../db/database.ts';
import { sendScouts } from './backlog.ts';
import { endReplaced, forgetEnded } from './failing.ts';

const everyMs = 2000;

export interface Recovery {
  stop(): Promise<void>;
}

/**
 * Notices that a job which kept failing is done with, wherever and however that came about, so that cards heal and what waits
 * for the same reason goes on; and tries whether it would. A look finds an empty table nearly always; jobs that succeed pay
 * nothing for it.
 */
export function watchRecovery(db: Database, log: Log): Recovery {
  let looking = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const lookLater = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = endReplaced(db)
        .then(() => forgetEnded(db))
        .then(() => sendScouts(db))
        .catch((error) => log.debug({ error: messageOf(error) }, 'could not look for jobs that recovered'))
        .then(lookLater);
    }, everyMs);
    timer.unref();
  };
  lookLater();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
