import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Attachments } from '../attachments/attachments.ts';
import type { Authenticators } from '../authenticators/authenticators.ts';
import type { Enrolment, Markable, StepUp } from '../authenticators/step-up.ts';
import type { Button, Card, Part } from '../chat/card.ts';
import type { Desk } from '../chat/desk.ts';
import type { FileRef } from '../chat/form.ts';
import type { Messenger } from '../chat/messenger.ts';
import type { Bodies } from '../core/bodies.ts';
import type { Clock } from '../core/clock.ts';
import type { Context } from '../core/context.ts';
import type { Log } from '../core/log.ts';
import type { Message, TextKey } from '../core/texts/index.ts';
import type { Database } from '../db/database.ts';
import type { DeadlineKind } from '../deadlines/kind.ts';
import type { Env } from '../env.ts';
import type { SheetKind } from '../imports/kind.ts';
import type { UsedBy } from '../imports/undo/references.ts';
import type { Schedule } from '../jobs/schedules.ts';
import type { JobsDone } from '../jobs/worker.ts';
import type { LetterDeps, NamedLetterSource } from '../neighbours/mail/letter.ts';
import type { Mailer } from '../neighbours/mail/mailer.ts';
import type { Neighbours } from '../neighbours/neighbours.ts';
import type { Admission } from '../people/admission.ts';
import type { People } from '../people/contexts.ts';
import type { Leaving, Parting } from '../people/leaving.ts';
import type { Helpers, WhoCanHelp } from '../people/who-can-help.ts';
import type { CalledRecords } from '../personal-data/called.ts';
import type { Held, SameMailboxes } from '../personal-data/held.ts';
import type { ChatLinks } from '../posted/links.ts';
import type { Minutes } from '../records/minutes.ts';
import type { Returning } from '../records/returning.ts';
import type { Decidable } from '../records/several/decidable.ts';
import type { Retention } from '../retention/rule.ts';
import type { PortalPages } from '../web/page.ts';

/** What every desk is given; made once in the composition root. */
export interface House {
  env: Env;
  /** For clicks, whose statements give up early. */
  db: Database;
  /** For jobs, which may take their time. */
  jobDb: Database;
  clock: Clock;
  log: Log;
  bodies: Bodies;
  people: People;
  attachments: Attachments;
  authenticators: Authenticators;
  /** Asks for a code where something sensitive is done. */
  stepUp: StepUp;
  /** Fetches a file that somebody gave on a platform; throws what `Messenger.download` does. */
  download(file: FileRef, maxBytes: number): Promise<Buffer>;
  /** The platforms that are set up. */
  messengers: readonly Messenger[];
  mailer: Pick<Mailer, 'check'>;
  neighbours: Neighbours;
  /** Leads from letters into the chat. */
  chat: ChatLinks;
  admit: Admission;
  leaving: Leaving;
  whoCanHelp: WhoCanHelp;
  /** How many days a kind of data is kept, once all desks are open. */
  daysKept(kind: string): number;
  /** All of them, once they are open: to be asked when something happens. */
  desks(): readonly CompleteDesk[];
  /** Without a slash at the end. */
  publicUrl: string;
  /** 64 hexadecimal digits, the same in every replica. */
  secretKey: string;
}

/** What a desk adds to where ADMINs look people up, `/pintu people`. */
export interface BesidePeople {
  /** Beneath the list. */
  parts(ctx: Context): Part[];
  /** At one of them. */
  buttons(ctx: Context, personId: number): Button[];
  /** Words that may follow the command, in small letters. */
  words: ReadonlyMap<string, (ctx: Context) => Promise<Card>>;
}

/** Signs a PDF in the product's own name, and says by which certificate. */
export type ProductSignature = (
  ctx: Context,
  content: Uint8Array,
) => Promise<{ content: Buffer; certificate: { subject: string; fingerprint: string } }>;

/** Something that a desk hangs on, as the doctor looks at it. */
export interface Check {
  name: TextKey;
  /** What is to be done where something stands in the way. */
  mend: TextKey;
  /** What is worth knowing where nothing does. What does is thrown, as a Refusal where it has words. */
  look(ctx: Context): Promise<readonly Message[]>;
}

/** A desk with all that it brings: what people see in chat, and what happens behind it and beside it. */
export interface CompleteDesk extends Desk {
  /** By their names: `user-id.announce`. */
  jobs?: JobsDone;
  /** By their names within the desk. */
  letters?: Record<string, NamedLetterSource>;
  schedules?: readonly Schedule[];
  /** What falls due for its records. */
  deadlines?: readonly DeadlineKind[];
  /** The kinds of spreadsheet that it takes. */
  sheets?: readonly SheetKind[];
  /** How long each kind of its data is kept (T-3). */
  retention?: readonly Retention[];
  /** Who can help whom its texts stop. */
  helpers?: Helpers;
  /** What its records are called where they keep another from being taken back, by their tables. */
  uses?: UsedBy;
  /** What of its records ends when somebody leaves. */
  parting?: Parting;
  /** What its tables have of people, as each of them is given what is theirs (T-3). */
  holds?: readonly Held[];
  /** How its records are called where the log speaks of them to people (T-3). */
  called?: CalledRecords;
  /** By what its records prove that two addresses are one person's. */
  sameMailboxes?: SameMailboxes;
  besidePeople?: BesidePeople;
  checks?: readonly Check[];
  /** How people come to an authenticator; one desk brings it. */
  enrolment?: Enrolment;
  /** The kinds of its records that people are given in writing, as a berita acara. */
  minutes?: readonly Minutes[];
  /** The kinds of its records of which people decide several at once. */
  decidables?: readonly Decidable[];
  /** The kinds of its records that are returned to whoever asked, and talked about. */
  returns?: readonly Returning[];
  /** How the product signs what it issues; one desk brings it. */
  productSignature?: ProductSignature;
  /** What of it ADMINs may mark as sensitive, in their language. */
  markable?(ctx: Context): Promise<readonly Markable[]> | readonly Markable[];
  /** What it serves to machines, by the whole path; with a slash at its end, by the first part of paths. */
  endpoints?: Record<string, (req: IncomingMessage, res: ServerResponse) => void>;
  /** Its pages in the portal, loaded with that at the first visitor; with the portal's own places of the database. */
  pages?(db: Database): Promise<PortalPages>;
}

/** A desk that brings these. */
export type Bringing<Parts extends keyof CompleteDesk> = CompleteDesk & Required<Pick<CompleteDesk, Parts>>;

/** Makes a desk of the house. */
export type OpenDesk = (house: House) => CompleteDesk;

/** What a desk writes its letters with. */
export function letterDeps({ env, clock, people, chat }: House): Omit<LetterDeps, 'db'> {
  return {
    clock,
    defaultLanguage: env.LANGUAGE,
    contextOf: (personId, moment) => people.contextOf(personId, 'system', moment),
    chat,
  };
}
