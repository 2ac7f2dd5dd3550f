import { randomUUID } from 'node:crypto';
import { newId } from './ids.ts';

export interface Upload {
  fileId: string;
  filename: string;
  length: number;
  data?: Buffer;
}

/** External uploads of the bot between `files.getUploadURLExternal` and `files.completeUploadExternal`. */
export class Uploads {
  readonly #byTicket = new Map<string, Upload>();

  begin(filename: string, length: number): { ticket: string; fileId: string } {
    const ticket = randomUUID();
    const fileId = newId('F');
    this.#byTicket.set(ticket, { fileId, filename, length });
    return { ticket, fileId };
  }

  find(ticket: string): Upload | undefined {
    return this.#byTicket.get(ticket);
  }

  /** Takes a finished upload out; undefined when its bytes never came. */
  take(fileId: string): (Upload & { data: Buffer }) | undefined {
    for (const [ticket, upload] of this.#byTicket) {
      if (upload.fileId !== fileId || !upload.data) continue;
      this.#byTicket.delete(ticket);
      return { ...upload, data: upload.data };
    }
    return undefined;
  }
}
