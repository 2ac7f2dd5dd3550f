import { action } from '../chat/action.ts';
import type { Part } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import { formatSize, type Message, msg, type TextKey } from '../core/texts/index.ts';
import { actorIn, standIn } from '../people/shown-name.ts';
import type { Row } from './kind.ts';
import { overtakenBy } from './overtaken.ts';

declare module '../chat/action.ts' {
  interface Actions {
    'remark.file': true;
  }
}

/**
 * What people say to each other about a record: the question with which it is returned, its answer, that a holder took the
 * question back, and comments.
 */
export interface Remark {
  id: number;
  kind: 'QUESTION' | 'ANSWER' | 'TAKEN_BACK' | 'COMMENT';
  byId: number;
  by: string;
  /** In whose right, where they stood in for somebody (I-6). */
  onBehalfOf: string | null;
  text: string;
  /** As JSON has it. */
  at: string;
  /** A question to which there is no answer yet: the record waits with whoever asked for it. */
  isOpen: boolean;
  files: { id: number; name: string; size: number }[];
}

/** SQL: all that was said of the record of a subject, oldest first, as its column `remarks`. */
export const remarksColumn = (subject: string): string =>
  `coalesce((SELECT json_agg(json_build_object('id', m.id, 'kind', m.kind, 'byId', m.person_id, 'by', w.name, 'onBehalfOf', o.name, 'text', m.text,
      'at', m.at, 'isOpen', m.kind = 'QUESTION' AND m.ended_at IS NULL,
      'files', coalesce((SELECT json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) ORDER BY f.id) FROM attachment f WHERE f.remark_id = m.id), '[]'))
      ORDER BY m.id) FROM record_remark m JOIN person w ON w.id = m.person_id LEFT JOIN person o ON o.id = m.on_behalf_of_id
    WHERE m.subject = ${subject}), '[]') AS remarks`;

/** SQL: that the record of a subject is returned. */
export const isReturned = (subject: string): string =>
  `EXISTS (SELECT 1 FROM record_remark m WHERE m.subject = ${subject} AND m.kind = 'QUESTION' AND m.ended_at IS NULL)`;

/** The question that a record was returned with and that waits for its answer; null where it is not returned. */
export const openQuestion = ({ remarks = [] }: Pick<Row, 'remarks'>): Remark | null =>
  remarks.find(({ isOpen }) => isOpen) ?? null;

/** When a record came back to those who decide it, the last time. */
export function backSince({ remarks = [] }: Pick<Row, 'remarks'>): Date | null {
  const last = remarks.findLast(({ kind }) => kind === 'ANSWER' || kind === 'TAKEN_BACK');
  return last ? new Date(last.at) : null;
}

/** Why nobody decides a record now: it is returned, by whom and when. */
export const whyReturned = (
  { time }: Pick<Context, 'time'>,
  { by, at }: Pick<Remark, 'by' | 'at'>,
): Message => overtakenBy(msg('record.refuse.returned', { name: by, time: time(new Date(at)) }));

/** Whoever said it, with those in whose place they did. */
export const speakerOf = ({ t }: Pick<Context, 't'>, { by, onBehalfOf }: Remark): string =>
  standIn(t, by, onBehalfOf);

/** The entries that remarks leave in a record's log, in words. */
export const remarkSteps: ReadonlyMap<string, TextKey> = new Map(
  Object.entries<TextKey>({
    'record.returned': 'record.log.returned',
    'record.answered': 'record.log.answered',
    'record.questionTakenBack': 'record.log.takenBack',
    'record.commented': 'record.log.commented',
  }),
);

/** What such an entry reads like, by whoever it was; null for others. */
export function remarkLine(
  { t }: Pick<Context, 't'>,
  entry: { action: string; actor: string; data?: unknown },
): string | null {
  const key = remarkSteps.get(entry.action);
  return key ? `${actorIn(t, entry)} · ${t.message({ key })}` : null;
}

/** The files that came with what was said of a record. */
export const filesSaid = ({ remarks = [] }: Pick<Row, 'remarks'>): number[] =>
  remarks.flatMap(({ files }) => files.map(({ id }) => id));

const mostShown = 6;

/** The last of what was said of a record, as its cards show it. */
export function remarkParts(
  ctx: Context,
  kind: { name: string },
  { remarks = [] }: Pick<Row, 'remarks'>,
): Part[] {
  const earlier = remarks.length - mostShown;
  return [
    ...(earlier > 0
      ? [{ type: 'text' as const, text: ctx.t('record.remark.earlier', { count: earlier }), subtle: true }]
      : []),
    ...remarks.slice(-mostShown).flatMap((one) => partsOf(ctx, kind, one)),
  ];
}

/** One thing that was said, with its files. */
export function partsOf(ctx: Context, { name: kind }: { name: string }, remark: Remark): Part[] {
  const { t, time } = ctx;
  const label = t(`record.remark.${remark.kind}`, {
    name: speakerOf(ctx, remark),
    time: time(new Date(remark.at)),
  });
  const { files } = remark;
  return [
    remark.text ? { type: 'quote', label, text: remark.text } : { type: 'text', text: label, subtle: true },
    ...(files.length > 0
      ? [
          {
            type: 'files' as const,
            label: t('record.remark.files'),
            files: files.map(({ id, name, size }) => ({
              name,
              size: formatSize(t.language, size),
              open: { label: t('record.open'), does: { action: action('remark.file', kind, id) } },
            })),
          },
        ]
      : []),
  ];
}
