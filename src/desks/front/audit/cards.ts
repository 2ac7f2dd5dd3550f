import type { Finding } from '../../../audit-log/checking.ts';
import type { Disagreement, HeardPlace } from '../../../audit-log/witnesses.ts';
import { action } from '../../../chat/action.ts';
import { type Card, closedCard, type Fact, type Part, type Status } from '../../../chat/card.ts';
import type { CardsOf } from '../../../chat/desk.ts';
import { type Context, hasRole, isForEverybody } from '../../../core/context.ts';
import type { Day } from '../../../core/day.ts';
import { formatDay, formatNumber, type Translate } from '../../../core/texts/index.ts';
import type { Database } from '../../../db/database.ts';
import { compactNote, readNotes, type SignedCheckpoint } from '../../../merkle/signed-note.ts';
import { hashes } from '../../../merkle/tree.ts';
import { type AuditCheck, loadCheck, type WitnessReport } from './check.ts';

declare module '../../../core/names.ts' {
  interface Cards {
    'pintu.audit-check': Nothing;
    'pintu.audit-note': NoteArgs;
  }
}

/** The head of a day: the platform keeps it, outside of our database, as it is to be read back. */
export interface NoteArgs {
  note: string;
}

export function auditCards(db: Database) {
  return {
    'audit-check': async (ctx, id) => {
      const check = hasRole(ctx.actor, 'ADMIN') ? await loadCheck(db, id) : null;
      return check && checkCard(ctx, check);
    },
    'audit-note': async (ctx, _subject, { note }) =>
      isForEverybody(ctx) || hasRole(ctx.actor, 'ADMIN')
        ? noteCard(ctx, note)
        : closedCard(ctx.t, ctx.t('audit.note.title')),
  } satisfies Partial<CardsOf<'pintu'>>;
}

/** A root, short enough to be compared by eye. */
const shortRoot = (hash: Buffer): string => hash.toString('hex').slice(0, 16);

/** What a head says, for people. */
export const headFacts = (t: Translate, { size, root }: SignedCheckpoint): Fact[] => [
  { label: t('audit.sealed'), value: formatNumber(t.language, size) },
  { label: t('audit.head'), value: shortRoot(hashes.toBuffer(root)) },
];

function checkCard(ctx: Context, check: AuditCheck): Card {
  const { t } = ctx;
  const number = (value: string | number) => formatNumber(t.language, Number(value));
  const { finding, endedAt, witnesses } = check;
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
        { type: 'facts', facts: [asked] },
      ],
      buttons: [],
    };
  }
  const found: Part[] = [
    ...(finding ? [findingPart(ctx, finding)] : []),
    ...(witnesses?.first.length ? disagreementParts(ctx, witnesses.first) : []),
  ];
  return {
    title: t('audit.title'),
    status: statusOf(t, check),
    parts: [
      ...(found.length > 0 ? [...found, { type: 'text' as const, text: t('audit.report') }] : []),
      {
        type: 'facts',
        facts: [
          { label: t('audit.sealed'), value: number(check.position) },
          { label: t('audit.unsealed'), value: number(check.unsealed ?? 0) },
          ...(check.erased ? [{ label: t('audit.erased'), value: number(check.erased) }] : []),
          { label: t('audit.head'), value: check.hash ? shortRoot(check.hash) : '' },
          asked,
          { label: t('audit.ended'), value: ctx.time(endedAt) },
        ],
      },
      ...witnessParts(t, witnesses),
      { type: 'text', text: t('audit.hint'), subtle: true },
    ],
    buttons: [
      { label: t('audit.witness.give'), does: { action: action('pintu.audit-witness') } },
      { label: t('audit.erase.title'), style: 'danger', does: { action: action('pintu.audit-erase') } },
    ],
  };
}

/** A log that holds by itself is as good as the witnesses that could be heard of it. */
function statusOf(t: Translate, { finding, witnesses, position }: AuditCheck): Status {
  if (finding || witnesses?.first.length) return { text: t('audit.broken'), tone: 'bad' };
  if (position === '0') return { text: t('audit.nothingSealed'), tone: 'waiting' };
  const heard = witnesses?.places ?? [];
  const isWitnessed = heard.some(({ days }) => days > 0) && heard.every(({ refused }) => !refused);
  return isWitnessed
    ? { text: t('audit.holds'), tone: 'good' }
    : { text: t('audit.holdsAlone'), tone: 'waiting' };
}

function findingPart({ t }: Context, finding: Finding): Part {
  switch (finding.kind) {
    case 'broken':
      return {
        type: 'text',
        text: t('audit.finding.broken', { position: finding.position, entry: finding.entry || '?' }),
      };
    case 'cut':
      return { type: 'text', text: t('audit.finding.cut', { last: finding.last, noted: finding.noted }) };
    case 'root':
      return { type: 'text', text: t('audit.finding.root', { noted: finding.noted }) };
    case 'head':
      return { type: 'text', text: t('audit.finding.head') };
    case 'entry':
      return { type: 'text', text: t('audit.finding.entry', { entry: finding.entry }) };
    case 'erased':
      return { type: 'text', text: t('audit.finding.erased', { entry: finding.entry }) };
  }
}

const placeName = (t: Translate, { platform, name }: Pick<HeardPlace, 'platform' | 'name'>): string =>
  platform === 'given'
    ? t('audit.witness.given')
    : [t(`doctor.${platform}`), name].filter(Boolean).join(', ');

/** The first day that disagrees, and who says so. */
function disagreementParts({ t }: Context, first: readonly Disagreement[]): Part[] {
  const day = formatDay(t.language, first[0]?.day ?? '');
  return [
    { type: 'text', text: t('audit.witness.firstDay', { day }) },
    {
      type: 'facts',
      facts: first.map((one) => ({ label: placeName(t, one), value: t(`audit.witness.${one.how}`) })),
    },
  ];
}

function witnessParts(t: Translate, witnesses: WitnessReport | null): Part[] {
  const places = witnesses?.places ?? [];
  if (places.length === 0) return [];
  return [
    { type: 'heading', text: t('audit.witnesses') },
    {
      type: 'facts',
      facts: places.map((place) => ({
        label: placeName(t, place),
        value: placeSays(t, place),
      })),
    },
  ];
}

function placeSays(t: Translate, { refused, days, brought }: HeardPlace): string {
  if (refused) return whyRefused(t, refused);
  if (!brought) return t('audit.witness.days', { days });
  const { differing } = brought;
  const agreeing = brought.days.filter((day) => !differing.includes(day));
  return [
    ...(differing.length > 0 ? [t('audit.witness.disagrees', { days: daysIn(t, differing) })] : []),
    ...(agreeing.length > 0 ? [t('audit.witness.agrees', { days: daysIn(t, agreeing) })] : []),
  ].join(' ');
}

/** Days by name, as many as a card has room for. */
const mostDays = 7;
const daysIn = (t: Translate, days: readonly Day[]): string =>
  [
    ...days.slice(0, mostDays).map((day) => formatDay(t.language, day)),
    ...(days.length > mostDays ? [`+${days.length - mostDays}`] : []),
  ].join(', ');

function whyRefused(t: Translate, reason: string): string {
  switch (reason) {
    case 'personal_chat':
      return t('audit.witness.personal');
    case 'team_unknown':
      return t('audit.witness.teamUnknown');
    case 'ChannelMessage.Read.Group':
      return t('audit.witness.notConsented');
    case 'no_channel':
      return t('audit.witness.noChannel');
    case 'not_set_up':
      return t('audit.witness.notSetUp');
    default:
      return t('audit.witness.refused', { reason });
  }
}

/** What a note in a channel has for a button: the check that brings its head along, from where no platform lets us read it. */
function noteCard({ t }: Context, note: string): Card {
  const [checkpoint] = readNotes(note);
  return {
    title: t('audit.note.title'),
    parts: [
      ...(checkpoint ? [{ type: 'facts' as const, facts: headFacts(t, checkpoint) }] : []),
      { type: 'text', text: note.trim() },
      { type: 'text', text: t('audit.note.text'), subtle: true },
    ],
    buttons: checkpoint
      ? [
          {
            label: t('audit.note.check'),
            does: { action: action('pintu.audit-check', compactNote(checkpoint)) },
          },
        ]
      : [],
  };
}
