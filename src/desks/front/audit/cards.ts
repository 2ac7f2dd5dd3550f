import { type Card, closedCard, type Fact, type Part } from '../../../chat/card.ts';
import type { CardsOf } from '../../../chat/desk.ts';
import { type Context, hasRole, isForEverybody } from '../../../core/context.ts';
import { formatNumber } from '../../../core/texts/index.ts';
import type { Finding } from '../../../db/audit-chain.ts';
import type { Database } from '../../../db/database.ts';
import { type AuditCheck, checkNote, loadCheck } from './check.ts';

declare module '../../../core/names.ts' {
  interface Cards {
    'pintu.audit-check': Nothing;
    'pintu.audit-note': NoteArgs;
  }
}

/** What the daily note says, and its button brings back: the platform keeps both, outside of our database. */
export interface NoteArgs {
  note: string;
  position: string;
  seal: string;
}

export function auditCards(db: Database) {
  return {
    'audit-check': async (ctx, id) => {
      const check = hasRole(ctx.actor, 'ADMIN') ? await loadCheck(db, id) : null;
      return check && checkCard(ctx, check);
    },
    'audit-note': async (ctx, _subject, args) =>
      isForEverybody(ctx) || hasRole(ctx.actor, 'ADMIN')
        ? noteCard(ctx, args)
        : closedCard(ctx.t, ctx.t('audit.note.title')),
  } satisfies Partial<CardsOf<'pintu'>>;
}

/** A hash, short enough to be compared by eye. */
export const shortHash = (hash: Buffer): string => hash.toString('hex').slice(0, 16);

function checkCard(ctx: Context, check: AuditCheck): Card {
  const { t } = ctx;
  const number = (value: string | number) => formatNumber(t.language, Number(value));
  const { finding, endedAt, note } = check;
  const against: Fact[] = note
    ? [{ label: t('audit.against'), value: number(note.split('.')[0] ?? '') }]
    : [];
  const asked: Fact = { label: t('audit.askedBy'), value: `${check.askedBy}, ${ctx.time(check.beganAt)}` };
  if (!endedAt) {
    const text =
      check.entry === '0'
        ? t('audit.progress', { done: Number(check.position), all: Number(check.seals) })
        : t('audit.progressEntries');
    return {
      title: t('audit.title'),
      status: { text: t('audit.checking'), tone: 'waiting' },
      parts: [
        { type: 'text', text },
        { type: 'facts', facts: [...against, asked] },
      ],
      buttons: [],
    };
  }
  return {
    title: t('audit.title'),
    status: finding ? { text: t('audit.broken'), tone: 'bad' } : { text: t('audit.holds'), tone: 'good' },
    parts: [
      ...(finding ? [findingPart(ctx, finding), report(ctx)] : []),
      {
        type: 'facts',
        facts: [
          { label: t('audit.sealed'), value: number(check.position) },
          { label: t('audit.unsealed'), value: number(check.unsealed ?? 0) },
          { label: t('audit.head'), value: check.hash ? shortHash(check.hash) : '' },
          ...against,
          asked,
          { label: t('audit.ended'), value: ctx.time(endedAt) },
        ],
      },
      { type: 'text', text: t('audit.hint'), subtle: true },
    ],
    buttons: [],
  };
}

function findingPart({ t }: Context, finding: Finding): Part {
  switch (finding.kind) {
    case 'broken':
      return {
        type: 'text',
        text: t('audit.finding.broken', { position: finding.position, entry: finding.entry }),
      };
    case 'cut':
      return { type: 'text', text: t('audit.finding.cut', { last: finding.last, noted: finding.noted }) };
    case 'head':
      return { type: 'text', text: t('audit.finding.head') };
    case 'entry':
      return { type: 'text', text: t('audit.finding.entry', { entry: finding.entry }) };
    case 'note':
      return { type: 'text', text: t('audit.finding.note', { position: finding.position }) };
  }
}

const report = ({ t }: Context): Part => ({ type: 'text', text: t('audit.report') });

function noteCard({ t }: Context, { note, position, seal }: NoteArgs): Card {
  return {
    title: t('audit.note.title'),
    parts: [
      {
        type: 'facts',
        facts: [
          { label: t('audit.sealed'), value: formatNumber(t.language, Number(position)) },
          { label: t('audit.head'), value: seal },
        ],
      },
      { type: 'text', text: t('audit.note.text'), subtle: true },
    ],
    buttons: [{ label: t('audit.note.check'), does: { action: checkNote(note) } }],
  };
}
