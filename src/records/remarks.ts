import { action } from '../chat/action.ts';
import type { Part, Status } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { formatSize, type Message, msg, type TextKey, type Translate } from '../core/texts/index.ts';
import { actorIn, standIn } from '../people/shown-name.ts';
import { logLine } from './log-line.ts';
import { overtakenBy } from './overtaken.ts';

declare module '../core/names.ts' {
  interface Actions extends Named<'remark', 'file'> {}
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

/** What things may be said of, oldest first. */
export interface Remarked {
  remarks?: readonly Remark[];
}

/** SQL: all that was said of the record of a subject, oldest first, as its column `remarks`. */
export const remarksColumn = (subject: string): string =>
  `coalesce((SELECT json_agg(json_build_object('id', said.id, 'kind', said.kind, 'byId', said.person_id, 'by', speaker.name,
      'onBehalfOf', principal.name, 'text', said.text, 'at', said.at, 'isOpen', said.kind = 'QUESTION' AND said.ended_at IS NULL,
      'files', coalesce((SELECT json_agg(json_build_object('id', given.id, 'name', given.name, 'size', given.size) ORDER BY given.id)
        FROM attachment given WHERE given.remark_id = said.id AND given.removed_at IS NULL), '[]')) ORDER BY said.id)
    FROM record_remark said JOIN person speaker ON speaker.id = said.person_id
    LEFT JOIN person principal ON principal.id = said.on_behalf_of_id WHERE said.subject = ${subject}), '[]') AS remarks`;

/** The records that wait for the answer of one of these people, by their subjects. */
export async function returnedTo(db: Queryable, personIds: readonly number[]): Promise<string[]> {
  const rows = await db.query<{ subject: string }>(
    `SELECT DISTINCT subject FROM record_remark WHERE asked_id = ANY($1) AND kind = 'QUESTION' AND ended_at IS NULL ORDER BY subject`,
    [personIds],
  );
  return rows.map(({ subject }) => subject);
}

/** The question that a record was returned with and that waits for its answer; null where it is not returned. */
export const openQuestion = ({ remarks = [] }: Remarked): Remark | null =>
  remarks.find(({ isOpen }) => isOpen) ?? null;

/** When a record came back to those who decide it, the last time. */
export function backSince({ remarks = [] }: Remarked): Date | null {
  const last = remarks.findLast(({ kind }) => kind === 'ANSWER' || kind === 'TAKEN_BACK');
  return last ? new Date(last.at) : null;
}

/** Why nobody decides a record now: it is returned, by whom and when. */
export const whyReturned = (
  { time }: Pick<Context, 'time'>,
  { by, at }: Pick<Remark, 'by' | 'at'>,
): Message => overtakenBy(msg('record.refuse.returned', { name: by, time: time(new Date(at)) }));

/** Whoever said it, with those in whose place they did. */
const speakerOf = ({ t }: Pick<Context, 't'>, { by, onBehalfOf }: Remark): string =>
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
  return key ? logLine(t, actorIn(t, entry), { key }) : null;
}

/** The files that came with what was said of a record. */
export const filesSaid = ({ remarks = [] }: Remarked): number[] =>
  remarks.flatMap(({ files }) => files.map(({ id }) => id));

const mostShown = 6;

/** Something that became of a record, as its cards tell it: what somebody has decided, say. */
export interface Happened {
  at: Date;
  parts: readonly Part[];
}

/** What became of a record as its cards show it, the first of it first: what was decided, and the last of what was said of it. */
export function historyParts(
  ctx: Context,
  kind: { name: string },
  { remarks = [] }: Remarked,
  decided: readonly Happened[] = [],
): Part[] {
  const earlier = remarks.length - mostShown;
  const leftOut: Part[] =
    earlier > 0
      ? [{ type: 'text', text: ctx.t('record.remark.earlier', { count: earlier }), subtle: true }]
      : [];
  const said = remarks.slice(-mostShown).map((one, place) => ({
    at: new Date(one.at),
    parts: [...(place === 0 ? leftOut : []), ...partsOf(ctx, kind, one)],
  }));
  return [...decided, ...said]
    .sort((one, other) => Number(one.at) - Number(other.at))
    .flatMap(({ parts }) => parts);
}

/** What a record is headed by while it is returned: that it is, before where it comes back to. */
export const returnedHead = (t: Translate, isReturned: boolean, status: Status): Status =>
  isReturned ? { text: `${t('record.head.returned')} · ${status.text}`, tone: 'waiting' } : status;

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
