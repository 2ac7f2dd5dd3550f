import type { Card, Part } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Message, Translate } from '../core/texts/index.ts';
import { actorIn } from '../people/shown-name.ts';
import { type Entry, entriesOf } from './entry.ts';
import { logLine } from './log-line.ts';
import { remarkLine } from './remarks.ts';

/** An entry as one line of an Activity Log or of a berita acara: what was done is its desk's to say, what was said of its record is not. */
export const entryLine = (t: Translate, entry: Entry, done: Message, isOurs = false): string =>
  remarkLine({ t }, entry) ?? logLine(t, isOurs ? t('portal.name') : actorIn(t, entry), done);

/** Steps as a card has them, oldest first: when, what, and why. */
export const logParts = <Step extends { at: Date; reason: string | null }>(
  { time }: Pick<Context, 'time'>,
  steps: readonly Step[],
  lineOf: (step: Step) => string,
): Part[] =>
  steps.map((step) => ({
    type: 'quote',
    label: `${time(step.at)} · ${lineOf(step)}`,
    // What was typed stands by itself.
    text: step.reason ?? '—',
  }));

/** The Activity Log of a record: those of its entries that have these actions. */
export async function logCard(
  ctx: Context,
  db: Queryable,
  { title, subject, actions }: { title: string; subject: string; actions: readonly string[] },
  lineOf: (entry: Entry) => string,
): Promise<Card> {
  const entries = await entriesOf(db, subject, actions);
  return { title, parts: logParts(ctx, entries, lineOf), buttons: [] };
}
