import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Mail } from './contract.ts';
import type { Changes } from './journal.ts';
import type { Store } from './store.ts';

const MAX_MAIL_BYTES = 30_000_000;

export interface Mailbox {
  smtpUrl: string;
  /** Newest last; with `to` only what that address received. */
  mails(to?: string): Mail[];
  attachment(mailId: string, index: number): { name: string; type: string; data: Buffer } | undefined;
  clear(): void;
  stop(): Promise<void>;
}

/** An SMTP server on loopback that takes every e-mail and delivers none. A mail is stored before it is accepted. */
export async function openMailbox(store: Store, changes: Changes, now: () => number): Promise<Mailbox> {
  const mails = store.collection<Mail>('mails');
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map((each) => each.address);
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        read(Buffer.concat(chunks), from, recipients, now()).then(
          ({ mail, attachments }) => {
            attachments.forEach((data, index) => {
              store.putBlob(`${mail.id}-${index}`, data);
            });
            mails.put(mail.id, mail);
            changes.emit({ kind: 'mail', id: mail.id });
            done();
          },
          (error: Error) => done(error),
        );
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mails: (to) => {
      const wanted = to?.toLowerCase();
      return [...mails.values()].filter(
        (each) => !wanted || each.to.some((one) => one.toLowerCase() === wanted),
      );
    },
    attachment: (mailId, index) => {
      const meta = mails.get(mailId)?.attachments[index];
      const data = store.getBlob(`${mailId}-${index}`);
      return meta && data && { name: meta.name, type: meta.type, data };
    },
    clear: () => {
      for (const mail of [...mails.values()]) {
        mail.attachments.forEach((_, index) => {
          store.deleteBlob(`${mail.id}-${index}`);
        });
        mails.delete(mail.id);
      }
      changes.emit({ kind: 'mail' });
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function read(
  raw: Buffer,
  from: string,
  to: string[],
  at: number,
): Promise<{ mail: Mail; attachments: Buffer[] }> {
  const parsed = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
  const attachments = parsed.attachments.map((each) =>
    typeof each.content === 'string' ? Buffer.from(each.content) : Buffer.from(each.content as ArrayBuffer),
  );
  const text = parsed.text ?? '';
  const mail: Mail = {
    id: randomUUID(),
    at,
    from,
    to,
    subject: parsed.subject ?? '',
    text,
    headers: parsed.headers.map((each) => ({ name: each.key, value: each.value })),
    attachments: parsed.attachments.map((each, index) => ({
      name: each.filename ?? `attachment-${index + 1}`,
      type: each.mimeType,
      size: attachments[index]?.length ?? 0,
    })),
    links: linksIn(text, parsed.html ?? ''),
    ...(parsed.html !== undefined && { html: parsed.html }),
  };
  return { mail, attachments };
}

function linksIn(text: string, html: string): string[] {
  const inText = [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map((match) =>
    match[0].replace(/[.,;:!?]+$/, ''),
  );
  const inHtml = [...html.matchAll(/href="(https?:[^"]+)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  );
  return [...new Set([...inText, ...inHtml])];
}
