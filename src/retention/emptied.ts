import type { Part } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import { dayOf, formatDay } from '../core/day.ts';
import { type Message, msg } from '../core/texts/index.ts';

/** What may have had its personal data removed at the end of their period, and when (T-3). */
export interface Emptied {
  emptiedAt?: Date | null;
}

/** A moment, as a column or as JSON has it. */
type Moment = Date | string;

/** What may have had its bytes removed likewise. */
export interface Removed {
  removedAt?: Moment | null;
}

type Reader = Pick<Context, 't' | 'timeZone'>;

const dayIn = ({ t, timeZone }: Reader, at: Moment): string =>
  formatDay(t.language, dayOf(new Date(at), timeZone));

/** `removed under retention on 30 November 2026`: what stands where something of somebody stood. */
export const removedText = (ctx: Reader, at: Moment): string =>
  ctx.t('retention.removed', { date: dayIn(ctx, at) });

/** What somebody was called, or that this is gone. */
export const nameLeft = (
  ctx: Reader,
  { name, emptiedAt }: { name: string; emptiedAt?: Moment | null },
): string => (emptiedAt ? removedText(ctx, emptiedAt) : name);

/** Why a file is not given any more. */
export const fileRemoved = (ctx: Reader, at: Moment): Message =>
  msg('retention.refuse.file', { date: dayIn(ctx, at) });

/** What is left of a record's parts once its personal data are gone, and that they are; all of them before that. */
export function partsLeft(ctx: Reader, { emptiedAt }: Emptied, parts: readonly Part[]): Part[] {
  if (!emptiedAt) return [...parts];
  const gone = { label: ctx.t('retention.label'), value: removedText(ctx, emptiedAt) };
  return [...parts.flatMap(partLeft), { type: 'facts', facts: [gone] }];
}

const isEmpty = (said: string) => said === '' || said === '—';

function partLeft(part: Part): Part[] {
  switch (part.type) {
    case 'facts': {
      const facts = part.facts.filter(({ value }) => !isEmpty(value));
      return facts.length > 0 ? [{ ...part, facts }] : [];
    }
    case 'quote':
      return isEmpty(part.text) ? [{ type: 'text', text: part.label, subtle: true }] : [part];
    default:
      return [part];
  }
}
