import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Named values of one kind, in the order in which they were first put. */
export interface Collection<T> {
  get(id: string): T | undefined;
  values(): IterableIterator<T>;
  put(id: string, value: T): void;
  delete(id: string): void;
}

export interface Store {
  collection<T>(name: string): Collection<T>;
  putBlob(id: string, data: Buffer): void;
  getBlob(id: string): Buffer | undefined;
  deleteBlob(id: string): void;
  /** Forgets everything. */
  empty(): void;
  close(): void;
}

type LogLine = [collection: string, id: string, value: unknown];

/** Lines that a log may have beyond what is alive in it before it is written anew at start. */
const SLACKNESS = 2000;

/**
 * Opens the playground's state: in memory, or with `dir` backed by a log of upserts. A line is handed to the
 * operating system before `put` returns, so whatever was answered survives a kill -9 of this process; a torn last
 * line is dropped. One process may have a directory open.
 */
export function openStore(dir?: string): Store {
  const collections = new Map<string, Map<string, unknown>>();
  const blobs = new Map<string, Buffer>();
  const of = (name: string): Map<string, unknown> => {
    const found = collections.get(name) ?? new Map<string, unknown>();
    collections.set(name, found);
    return found;
  };

  let log: number | undefined;
  if (dir !== undefined) {
    mkdirSync(join(dir, 'files'), { recursive: true, mode: 0o700 });
    const path = join(dir, 'state.jsonl');
    const lines = existsSync(path) ? replay(readFileSync(path, 'utf8'), of) : 0;
    const alive = [...collections.values()].reduce((sum, values) => sum + values.size, 0);
    // Always rewritten when something was dropped: appending after a torn line would spoil the next one too.
    if (lines === 'torn' || lines > alive + SLACKNESS) rewrite(path, collections);
    log = openSync(path, 'a', 0o600);
  }

  const write = (name: string, id: string, value: unknown): void => {
    if (log === undefined) return;
    const line: LogLine = [name, id, value];
    writeSync(log, `${JSON.stringify(line)}\n`);
  };

  return {
    collection<T>(name: string): Collection<T> {
      const values = of(name) as Map<string, T>;
      return {
        get: (id) => values.get(id),
        values: () => values.values(),
        put(id, value) {
          values.set(id, value);
          write(name, id, value);
        },
        delete(id) {
          if (values.delete(id)) write(name, id, null);
        },
      };
    },
    putBlob(id, data) {
      if (dir === undefined) {
        blobs.set(id, data);
        return;
      }
      const path = join(dir, 'files', id);
      const temporary = `${path}.${randomBytes(4).toString('hex')}`;
      writeFileSync(temporary, data, { mode: 0o600 });
      renameSync(temporary, path);
    },
    getBlob(id) {
      if (dir === undefined) return blobs.get(id);
      const path = join(dir, 'files', id);
      return existsSync(path) ? readFileSync(path) : undefined;
    },
    deleteBlob(id) {
      blobs.delete(id);
      if (dir !== undefined) rmSync(join(dir, 'files', id), { force: true });
    },
    empty() {
      for (const values of collections.values()) values.clear();
      blobs.clear();
      if (log === undefined || dir === undefined) return;
      ftruncateSync(log);
      for (const file of readdirSync(join(dir, 'files'))) rmSync(join(dir, 'files', file), { force: true });
    },
    close() {
      if (log !== undefined) closeSync(log);
      log = undefined;
    },
  };
}

/** Applies a log; answers its number of lines, or `torn` when it ends in the middle of one. */
function replay(content: string, of: (name: string) => Map<string, unknown>): number | 'torn' {
  const lines = content.split('\n');
  const torn = lines.pop() !== '';
  for (const line of lines) {
    const [name, id, value] = JSON.parse(line) as LogLine;
    if (value === null) of(name).delete(id);
    else of(name).set(id, value);
  }
  return torn ? 'torn' : lines.length;
}

function rewrite(path: string, collections: Map<string, Map<string, unknown>>): void {
  const lines: string[] = [];
  for (const [name, values] of collections) {
    for (const [id, value] of values) lines.push(`${JSON.stringify([name, id, value] satisfies LogLine)}\n`);
  }
  writeFileSync(`${path}.new`, lines.join(''), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
