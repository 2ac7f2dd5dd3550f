import { action } from '../chat/action.ts';
import type { Button, Part } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { TextKey } from '../core/texts/index.ts';
import { partsLeft } from '../retention/emptied.ts';
import { type Entry, entriesOf, lastEntryOf } from './entry.ts';
import { type Kind, type Row, subjectOf } from './kind.ts';
import { filesSaid } from './remarks.ts';

declare module '../core/names.ts' {
  interface Actions extends Named<'minutes', 'make'> {}
}

/** What a kind says for the berita acara of its records; who may read a record at all the kind itself says. */
interface Said<Whole extends Row> {
  /** What such a record is called: `Permohonan User ID`. */
  called: TextKey;
  /** Its number, or its name where it has none. Nobody's personal data: whoever has the document's page reads it. */
  reference(record: Whole): string;
  /** Whether what was asked for is decided: what happens later is another document. */
  isOver(record: Whole): boolean;
  /** Of those who see it, who may have it as a document; all of them where nothing is said. */
  mayRead?(ctx: Context, record: Whole): boolean;
  status(ctx: Context, record: Whole): string;
  /** What was asked for, in whole, as its card shows it to this person: where the document says more of it than a decision stands on. */
  asked?(ctx: Context, record: Whole): Part[];
  /** The ids of what was attached. */
  files?(record: Whole): number[];
  /** The entries of its log that are changes of it, and what each reads like, with whoever did it. */
  steps: Iterable<string>;
  step(ctx: Context, entry: Entry, record: Whole): string;
}

/** A record as somebody is given it in writing. */
export interface Minuted {
  subject: string;
  reference: string;
  status: string;
  asked: Part[];
  steps: { at: Date; text: string; reason: string | null }[];
  files: number[];
  /** The last entry that it tells of. */
  entry: string;
}

/** The berita acara of one kind of record: what was asked, who decided it when and why. */
export interface Minutes<Whole extends Row = never> {
  /** The kind's. */
  name: string;
  called: TextKey;
  /** By their actions, the entries that change such a record. */
  steps: readonly string[];
  /** On the card of a record that is over, for whoever may have it in writing (I-3). */
  buttons(ctx: Context, record: Whole): Button[];
  /** Whether this person may read what was written of it, now. */
  mayRead(db: Queryable, ctx: Context, id: number): Promise<boolean>;
  /** As this person may see it now; null alike for what is not there, is not over, and is not theirs to see (U-14). */
  of(db: Queryable, ctx: Context, id: number): Promise<Minuted | null>;
}

/** Where the portal hands out the berita acara of a record: for the pages of desks that show its card. */
export const minutesPath = (kind: string, id: string | number): string => `/portal/minutes/of/${kind}/${id}`;

/** All that a kind needs for the berita acara of its records, given how these are seen and what is said of them. */
export function minutesOf<R extends Row, Whole extends R>(
  kind: Kind<R, Whole>,
  said: Said<Whole>,
): Minutes<Whole> {
  const { name, whole } = kind;
  const asked = said.asked ?? kind.asked ?? kind.shown;
  const steps = [...said.steps];
  const mayRead = (ctx: Context, record: Whole) => said.mayRead?.(ctx, record) ?? true;
  return {
    name,
    called: said.called,
    steps,
    buttons: (ctx, record) =>
      said.isOver(record) && mayRead(ctx, record)
        ? [{ label: ctx.t('minutes.button'), does: { action: action('minutes.make', name, record.id) } }]
        : [],
    async mayRead(db, ctx, id) {
      const record = await whole(db, ctx, id);
      return record !== null && mayRead(ctx, record);
    },
    async of(db, ctx, id) {
      const record = await whole(db, ctx, id);
      if (!record || !said.isOver(record) || !mayRead(ctx, record)) return null;
      const subject = subjectOf(kind, id);
      // The last one first: what comes between makes another document, and none that leaves it out.
      const last = await lastEntryOf(db, subject, steps);
      if (!last) return null;
      const entries = await entriesOf(db, subject, steps);
      return {
        subject,
        reference: said.reference(record),
        status: said.status(ctx, record),
        asked: partsLeft(ctx, record, asked(ctx, record)),
        steps: entries.map((entry) => ({
          at: entry.at,
          text: said.step(ctx, entry, record),
          reason: entry.reason,
        })),
        files: [...(said.files?.(record) ?? []), ...filesSaid(record)],
        entry: last.id,
      };
    },
  };
}
