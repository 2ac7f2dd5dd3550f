import type { Part } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import { dayOf } from '../core/day.ts';
import { formatDay, type Message, msg } from '../core/texts/index.ts';

/** A moment, as a column or as JSON has it. */
type Moment = Date | string;

/** What may have had its personal data removed, and when: at the end of their period, or on their person's demand (T-3). */
export interface Emptied {
  emptiedAt?: Date | null;
  emptiedOnDemand?: boolean;
}

/** The same, as a part of JSON or an outer join may have it. */
export interface Gone {
  emptiedAt?: Moment | null;
  emptiedOnDemand?: boolean | null;
}

/** What may have had its bytes removed likewise. */
export interface Removed {
  removedAt?: Moment | null;
  removedOnDemand?: boolean | null;
}

type Reader = Pick<Context, 't' | 'timeZone'>;

const dayIn = ({ t, timeZone }: Reader, at: Moment): string =>
  formatDay(t.language, dayOf(new Date(at), timeZone));

/** `removed under retention on 30 November 2026`, or `erased at the person’s request`: what stands where something of somebody stood. */
export const removedText = (ctx: Reader, { emptiedAt, emptiedOnDemand }: Gone): string =>
  ctx.t(emptiedOnDemand ? 'retention.erased' : 'retention.removed', { date: dayIn(ctx, emptiedAt ?? '') });

/** What somebody was called, or that this is gone. */
export const nameLeft = (ctx: Reader, { name, ...left }: Gone & { name: string }): string =>
  left.emptiedAt ? removedText(ctx, left) : name;

/** Why a file is not given any more. */
export const fileRemoved = (ctx: Reader, { removedAt, removedOnDemand }: Removed): Message =>
  msg(removedOnDemand ? 'retention.refuse.erasedFile' : 'retention.refuse.file', {
    date: dayIn(ctx, removedAt ?? ''),
  });

/** What is left of a record's parts once its personal data are gone, and that they are; all of them before that. */
export function partsLeft(ctx: Reader, left: Emptied, parts: readonly Part[]): Part[] {
  if (!left.emptiedAt) return [...parts];
  const gone = { label: ctx.t('retention.label'), value: removedText(ctx, left) };
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
