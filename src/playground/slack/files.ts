import type { Changes } from '../journal.ts';
import type { Collection, Store } from '../store.ts';
import type { FileInfo } from './contract/workspace.ts';
import { filetypeOf, mimetypeOf } from './filetypes.ts';
import { newId } from './ids.ts';

export interface StoredFile extends FileInfo {
  /** Channels it is shared in. */
  channels: string[];
  /** Uploaded to a field of a view: the app may read it, nobody else does. */
  toApp: boolean;
}

/** What people learn of a file. */
export function infoOf(file: StoredFile): FileInfo {
  const { channels: _channels, toApp: _toApp, ...info } = file;
  return info;
}

/** What has been uploaded, and its bytes. */
export class Files {
  readonly #kept: Collection<StoredFile>;
  readonly #store: Store;
  readonly #changes: Changes;
  /** What the workspace's clock shows, in seconds. */
  readonly #seconds: () => number;

  constructor(store: Store, changes: Changes, seconds: () => number) {
    this.#kept = store.collection('files');
    this.#store = store;
    this.#changes = changes;
    this.#seconds = seconds;
  }

  all(): StoredFile[] {
    return [...this.#kept.values()];
  }

  get(id: string): StoredFile | undefined {
    return this.#kept.get(id);
  }

  add(name: string, user: string, data: Buffer, id = newId('F')): StoredFile {
    const file: StoredFile = {
      id,
      name,
      title: name,
      mimetype: mimetypeOf(name),
      filetype: filetypeOf(name),
      size: data.length,
      user,
      createdAt: this.#seconds(),
      deleted: false,
      channels: [],
      toApp: false,
    };
    this.#store.putBlob(id, data);
    this.put(file);
    return file;
  }

  put(file: StoredFile): void {
    this.#kept.put(file.id, file);
    this.#changes.emit({ kind: 'file', id: file.id });
  }

  data(file: StoredFile): Buffer | undefined {
    return file.deleted ? undefined : this.#store.getBlob(file.id);
  }

  delete(file: StoredFile): void {
    this.put({ ...file, deleted: true });
    this.#store.deleteBlob(file.id);
  }
}
