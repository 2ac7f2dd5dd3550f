import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import type { Transporter } from 'nodemailer';
import * as z from 'zod';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { momentOf } from '../../core/moment.ts';
import type { WithCard } from '../../core/names.ts';
import { packages } from '../../core/packages.ts';
import type { Database, Tx } from '../../db/database.ts';
import { enqueueAll, hastening, type JobSpec, type Lane } from '../../jobs/enqueue.ts';
import { type Job, job } from '../../jobs/worker.ts';
import { knowPerson, type PersonRead, personRead } from '../../people/actors.ts';
import { MailFault } from './fault.ts';
import {
  type Letter,
  type LetterGiven,
  type LetterTold,
  letterHtml,
  letterText,
  type NamedLetterSource,
} from './letter.ts';

declare module '../../core/names.ts' {
  interface Jobs {
    'mail.send': Mail;
  }
}

interface Sent {
  /** Makes it once-only. */
  key: string;
  subject: number;
}

/** A letter about a record that is known where it is sent. */
export type Writing = Omit<Sent, 'subject'> & LetterTold;

export type Mail = Sent & LetterTold;

/** A letter as a job. It is written when it is sent. */
export function letterJob(mail: Mail, lane: Lane = 'mail'): JobSpec {
  return { name: 'mail.send', payload: mail, key: `${keyPrefix}${mail.key}`, lane };
}

const keyPrefix = 'mail ';

/** How long a letter waits for the card that it leads to; it goes all the same when the chat is down. */
const cardPatienceMs = 10_000;

/** The letter that goes with a posted card of the same key: sent once that stands, or cannot, and leads to it (`args.card`). */
export function letterWithCard(mail: Sent & LetterGiven<WithCard>): JobSpec {
  const runAt = new Date(Date.now() + cardPatienceMs);
  return {
    ...letterJob({ ...mail, args: { ...mail.args, card: mail.key } } as Mail),
    runAt,
    afterCard: mail.key,
  };
}

/** SQL: cards, by an expression for their keys, have arrived, or cannot: the letters that wait for them go now. */
export const cardsSettled = (keys: string): string => hastening(`SELECT '${keyPrefix}' || ${keys}`);

/** Has an e-mail sent once this transaction commits. */
export function sendMail(tx: Tx, mail: Mail): Promise<void> {
  return enqueueAll(tx, [letterJob(mail)]);
}

/** The same for a letter that a visitor of the portal asked for, who may be anybody. */
export function sendVisitorsMail(tx: Tx, mail: Mail): Promise<void> {
  return enqueueAll(tx, [letterJob(mail, 'visitors mail')]);
}

/** $1: the key of a letter, $2: whom it is for. */
const toSend = `SELECT EXISTS (SELECT 1 FROM sent_mail WHERE key = $1) AS "isSent", ${personRead('$2::int')} AS reader`;

export interface MailDeps {
  db: Database;
  smtpUrl: string;
  from: string;
  letters(name: string): NamedLetterSource | undefined;
  log: Log;
}

export interface Mailer {
  job: Job<'mail.send'>;
  /** Greets the mail server, or throws what stands in the way. */
  check(): Promise<unknown>;
  close(): void;
}

/** How long the mail server may stay silent. The library's own two minutes would also hold up our end. */
const patience = { connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: 20_000, dnsTimeout: 8000 };

const emailAddress = z.email();

/** A connection serves letter after letter; there are as many as letters are sent at once, over all lanes. */
const kept = { pool: true, maxConnections: 4, maxMessages: 100 } as const;

/**
 * Sends letters over SMTP, each key once. A crash between the server's acceptance and our note of it repeats
 * the letter under the same Message-ID, which mail programs fold into one.
 */
export function createMailer(deps: MailDeps): Mailer {
  const { db, log } = deps;
  let transport: Transporter | undefined;

  /** Loaded with the first letter, so that starting does not wait for it. */
  async function opened(): Promise<Transporter> {
    const { createTransport } = await packages.mail();
    transport ??= createTransport({ ...patience, ...kept, url: deps.smtpUrl }, { from: deps.from }).use(
      'stream',
      (mail, written) => {
        mail.message.processFunc(inOnePiece);
        written();
      },
    );
    return transport;
  }

  async function send(key: string, letter: Letter): Promise<void> {
    // A line break in an address would reach a second recipient; nothing but one plain address goes out.
    const address = emailAddress.safeParse(letter.to.address);
    if (!address.success) {
      log.warn({ mail: key }, 'not an e-mail address; the letter is not sent');
      return;
    }
    const message = {
      to: { name: letter.to.name, address: address.data },
      subject: letter.subject,
      text: letterText(letter),
      html: letterHtml(letter),
      messageId: `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@satu-pintu>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    };
    const server = await opened();
    try {
      await server.sendMail(message);
    } catch (error) {
      const cause = replyIn(error);
      if (!isRefusedForGood(error)) throw new MailFault('the letter could not be sent', { cause });
      log.warn({ mail: key, error: messageOf(cause) }, 'the mail server refuses this letter');
    }
  }

  return {
    job: job('mail.send', 'jobs.name.mailSend', async ({ key, letter: name, subject, args = {} }) => {
      // Whoever it is for is read along with that: they are nearly always asked for next.
      const personId = ('personId' in args && args.personId) || null;
      const [known] = await db.query<{ isSent: boolean; reader: PersonRead | null }>(toSend, [key, personId]);
      if (!known || known.isSent) return;
      const moment = momentOf(db);
      if (personId !== null) knowPerson(moment, personId, known.reader);
      const letter = await deps.letters(name)?.(subject, args, moment);
      if (letter) await send(key, letter);
      await db.query('INSERT INTO sent_mail (key) VALUES ($1) ON CONFLICT DO NOTHING', [key]);
    }),
    check: async () => (await opened()).verify(),
    close: () => transport?.close(),
  };
}

/** A letter leaves at once: the library writes it part by part, ten of them, each of which would be a packet. */
function inOnePiece(letter: Readable): Readable {
  const parts: Buffer[] = [];
  const whole = new Transform({
    transform(part, _encoding, done) {
      parts.push(part);
      done();
    },
    flush: (done) => done(null, Buffer.concat(parts)),
  });
  letter.once('error', (error) => whole.destroy(error));
  return letter.pipe(whole);
}

/** A server's reply by its codes alone, `550 5.1.1`, since its words name whom it refuses; anything else as it is. */
function replyIn(error: unknown): unknown {
  const { responseCode, response, code } = error as {
    responseCode?: unknown;
    response?: unknown;
    code?: unknown;
  };
  if (typeof responseCode !== 'number') return error;
  const [, status] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(String(response)) ?? [];
  return Object.assign(
    new Error(['the mail server answers', responseCode, status].filter(Boolean).join(' ')),
    { code },
  );
}

/** A 5xx reply to this letter: trying again would be answered the same. */
function isRefusedForGood(error: unknown): boolean {
  const code = (error as { responseCode?: unknown }).responseCode;
  return typeof code === 'number' && code >= 500 && code < 600;
}
