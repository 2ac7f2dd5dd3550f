import { interactiveTimeoutMs, openDatabase } from './database.ts';
import { createKeyring } from './keyring.ts';

/**
 * The places of the database: for clicks, for the portal, and for files that arrive by either, whose statements give up early; and for jobs,
 * which may take their time. No side waits for another's. `patience`: how many times as long as usual.
 */
export function openPlaces(url: string, rootKey: string, patience: number) {
  const keyring = createKeyring(rootKey);
  const interactive = { timeoutMs: patience * interactiveTimeoutMs, keyring };
  const db = openDatabase(url, interactive);
  const portalDb = openDatabase(url, { ...interactive, max: 6 });
  const uploadDb = openDatabase(url, { ...interactive, max: 4 });
  const jobDb = openDatabase(url, { max: 8, timeoutMs: 60_000, keyring });
  return {
    db,
    portalDb,
    uploadDb,
    jobDb,
    async close(): Promise<void> {
      for (const database of [db, portalDb, uploadDb, jobDb]) await database.close();
    },
  };
}
