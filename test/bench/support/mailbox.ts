import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that takes every letter and keeps the last one, as it came. */
export interface Mailbox {
  url: string;
  letters(): number;
  last(): Buffer;
  close(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
  let letters = 0;
  let last: Buffer = Buffer.alloc(0);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters += 1;
        last = Buffer.concat(chunks);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters: () => letters,
    last: () => last,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
