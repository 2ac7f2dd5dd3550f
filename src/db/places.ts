import { interactiveTimeoutMs, openDatabase } from './database.ts';
import { createKeyring } from './keyring.ts';

/** How many connections each of them has. */
export const places = { clicks: 10, portal: 6, files: 4, jobs: 8 };

/**
 * The places of the database: for clicks, for the portal, and for files that arrive by either, whose statements give up early; and for jobs,
 * which may take their time. No side waits for another's. `patience`: how many times as long as usual.
 */
export function openPlaces(url: string, rootKey: string, patience: number) {
  const keyring = createKeyring(rootKey);
  const interactive = { timeoutMs: patience * interactiveTimeoutMs, keyring };
  const db = openDatabase(url, { ...interactive, max: places.clicks });
  const portalDb = openDatabase(url, { ...interactive, max: places.portal });
  const uploadDb = openDatabase(url, { ...interactive, max: places.files });
  const jobDb = openDatabase(url, { max: places.jobs, timeoutMs: 60_000, keyring });
  return {
    db,
    portalDb,
    uploadDb,
    jobDb,
    /**
     * Has the keys read, and made where there are none, by the session that then serves the first click; where the database is
     * too slow for a click, by one of the jobs, which wait for it.
     */
    ready: () => keyring.ready(db.query).catch(() => keyring.ready(jobDb.query)),
    async close(): Promise<void> {
      for (const database of [db, portalDb, uploadDb, jobDb]) await database.close();
    },
  };
}
