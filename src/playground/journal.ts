import type { Change, TrafficEntry } from './contract.ts';

/** Tells whoever listens (the page's event stream, waiting tests) what has changed. */
export interface Changes {
  emit(change: Omit<Change, 'seq'>): void;
  listen(listener: (change: Change) => void): () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  let seq = 0;
  return {
    emit(change) {
      seq += 1;
      for (const listener of listeners) listener({ seq, ...change });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface Journal {
  /** Starts an entry; its `finish` completes it once. */
  begin(entry: Omit<TrafficEntry, 'id' | 'at' | 'status' | 'response' | 'ms' | 'done'>): OpenEntry;
  find(id: number): TrafficEntry | undefined;
  entries(): readonly TrafficEntry[];
  clear(): void;
}

export interface OpenEntry {
  readonly entry: TrafficEntry;
  finish(result: Partial<Pick<TrafficEntry, 'status' | 'response' | 'error' | 'details' | 'fault'>>): void;
}

/** The inspector's record of requests in both directions; only the newest `keep` stay. */
export function createJournal(changes: Changes, keep: number): Journal {
  let entries: TrafficEntry[] = [];
  let lastId = 0;
  return {
    begin(given) {
      lastId += 1;
      const started = performance.now();
      const entry: TrafficEntry = {
        id: lastId,
        at: Date.now(),
        status: 0,
        response: null,
        ms: 0,
        done: false,
        ...given,
      };
      entries.push(entry);
      if (entries.length > keep * 2) entries = entries.slice(-keep);
      changes.emit({ kind: 'traffic', id: String(entry.id) });
      return {
        entry,
        finish(result) {
          if (entry.done) return;
          Object.assign(entry, result, {
            done: true,
            ms: Math.round((performance.now() - started) * 10) / 10,
          });
          changes.emit({ kind: 'traffic', id: String(entry.id) });
        },
      };
    },
    find: (id) => entries.find((entry) => entry.id === id),
    entries: () => entries,
    clear() {
      entries = [];
    },
  };
}
