import { action, type VerbOf } from '../../../chat/action.ts';
import type { Button, Status as CardStatus, Fact, Part, Tone } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { formatDay, formatSize, type TextKey } from '../../../core/texts/index.ts';
import { shownName } from '../../../people/shown-name.ts';
import { nameLeft } from '../../../retention/emptied.ts';
import type { DeskDeps, Showing } from '../deps.ts';
import { dayOf, dormantOn } from '../dormancy/calendar.ts';
import {
  type KeptFile,
  type Status,
  statusTexts,
  type Ticket,
  type TicketStatus,
  ticketStatusTexts,
  type UserDetail,
  userSubject,
} from '../model.ts';
import { isNamesake, type Somebody } from '../rules.ts';

export const userTones: Record<Status, Tone> = {
  REGISTERED: 'waiting',
  ACTIVE: 'good',
  DORMANT: 'neutral',
  INACTIVE: 'neutral',
  REJECTED: 'bad',
};

export function statusOf({ t }: Pick<Context, 't'>, status: Status): CardStatus {
  return { text: t.message({ key: statusTexts[status] }), tone: userTones[status] };
}

export const ticketTones: Record<TicketStatus, Tone> = {
  WAITING: 'waiting',
  RETURNED: 'waiting',
  DONE: 'good',
  REJECTED: 'bad',
  WITHDRAWN: 'neutral',
};

export function ticketStatusOf({ t }: Pick<Context, 't'>, status: TicketStatus): CardStatus {
  return { text: t.message({ key: ticketStatusTexts[status] }), tone: ticketTones[status] };
}

/** All that was asked for, to be decided on. */
export function askedOf(ctx: Context, user: UserDetail): Part[] {
  return [{ type: 'facts', facts: registeredFacts(ctx, user) }, ...documentPart(ctx, user.document)];
}

/** What a row says of a user, with what it says once they have a login. */
export const factsOf = (ctx: Context, user: UserDetail, deps: Pick<DeskDeps, 'policy'>): Fact[] => [
  ...registeredFacts(ctx, user),
  ...loginFacts(ctx, user, deps),
];

/** The fields of a registration (S-3), and what its dormancy is counted from (S-16). */
function registeredFacts({ t, time }: Context, user: UserDetail): Fact[] {
  return [
    { label: t('satker.field.satker'), value: user.satker.name },
    user.nik
      ? { label: t('satker.field.nik'), value: user.nik, reveals: { what: 'NIK', of: userSubject(user.id) } }
      : { label: t('satker.field.nik'), value: '—' },
    { label: t('satker.field.name'), value: user.name },
    { label: t('satker.field.nip'), value: user.nip ?? '—' },
    { label: t('satker.field.phone'), value: user.phone ?? '—' },
    { label: t('satker.field.email'), value: user.email },
    { label: t('satker.field.type'), value: 'satker' },
    { label: t('satker.field.letterNumber'), value: user.letterNumber },
    ...(user.requester
      ? [
          {
            label: t('satker.card.registeredBy'),
            value: `${shownName(t, user.requester)}, ${time(user.createdAt)}`,
          },
        ]
      : []),
  ];
}

function loginFacts({ t, time }: Context, user: UserDetail, { policy }: Pick<DeskDeps, 'policy'>): Fact[] {
  const dormant =
    user.status === 'ACTIVE' && user.countedFrom
      ? dormantOn(dayOf(user.countedFrom, policy.timeZone), policy.dormantAfterMonths)
      : null;
  return [
    ...(user.lastLoginAt ? [{ label: t('satker.card.lastLogin'), value: time(user.lastLoginAt) }] : []),
    ...(dormant ? [{ label: t('satker.card.dormantOn'), value: formatDay(t.language, dormant) }] : []),
  ];
}

/** All that a ticket asks for, to be decided on. */
export const ticketAsks = (ctx: Context, ticket: Ticket): Part[] => [
  { type: 'facts', facts: ticketFacts(ctx, ticket) },
  ...givenOf(ctx, ticket),
];

/** What a ticket asks, of whom, and who has asked it. */
export function ticketFacts(ctx: Context, ticket: Ticket): Fact[] {
  const { t, time } = ctx;
  const { satker, user, requester, createdAt } = ticket;
  // With the address to write to.
  const name = shownName(t, requester);
  const asked = requester.registered ? `${name} (${requester.email})` : name;
  return [
    { label: t('satker.field.satker'), value: satker.name },
    ...(user ? [{ label: t('satker.field.user'), value: aboutUser(ctx, user) }] : []),
    { label: t('satker.card.askedBy'), value: `${asked}, ${time(createdAt)}` },
  ];
}

/** The note and the letter that came with a ticket. */
export const givenOf = (ctx: Context, { note, document }: Ticket): Part[] => [
  ...(note ? [{ type: 'quote' as const, label: ctx.t('satker.field.note'), text: note }] : []),
  ...documentPart(ctx, document),
];

export function documentPart({ t }: Context, document: KeptFile | null): Part[] {
  if (!document) return [];
  const open = { label: t('record.open'), does: { action: action('satker.file', document.id) } };
  return [
    {
      type: 'files',
      label: t('satker.card.document'),
      files: [{ name: document.name, size: formatSize(t.language, document.size), open }],
    },
  ];
}

/** A word with a decision is called as its field was: who approves may leave a note. */
export const reasonLabel = (action: string | undefined): TextKey =>
  action !== undefined && approvals.has(action) ? 'record.decision.note' : 'satker.card.reason';

const approvals = new Set(['satker.approved', 'satker.reactivated', 'satker-ticket.reactivated']);

export function reasonPart({ t }: Context, reason: string | null, action?: string): Part[] {
  return reason ? [{ type: 'quote', label: t.message({ key: reasonLabel(action) }), text: reason }] : [];
}

/** What stands behind the name and was, or has to be, accepted as a title (S-4). */
export function titlePart({ t }: Context, { offered, status, removal }: UserDetail): Part[] {
  if (!offered) return [];
  const isOpen = status === 'REGISTERED' && !removal;
  const isAccepted = status === 'ACTIVE' || status === 'DORMANT' || status === 'INACTIVE';
  const key = isOpen
    ? 'satker.card.titleOffered'
    : isAccepted
      ? 'satker.card.titleAccepted'
      : 'satker.card.titleWithout';
  return [{ type: 'text', text: t(key, { ...offered }) }];
}

/** Tells whoever may decide that it is about somebody with a name like theirs (I-4). */
export function namesakePart({ t, actor }: Context, about: (Somebody & { name: string }) | null): Part[] {
  return about && isNamesake(actor, about)
    ? [{ type: 'text', text: t('decision.namesake', { name: about.name }) }]
    : [];
}

/** Says that a check was made with a sandbox and means nothing. */
export function sandboxPart({ t }: Context, deps: Showing): Part[] {
  return deps.dukcapil?.sandbox || deps.digit?.sandbox
    ? [{ type: 'text', text: t('satker.card.sandbox'), subtle: true }]
    : [];
}

export function verbButton(
  label: string,
  verb: VerbOf<'satker'>,
  id: number,
  style?: Button['style'],
): Button {
  return { label, does: { action: action(`satker.${verb}`, id) }, ...(style ? { style } : {}) };
}

/** Whom a ticket is about, and where their row stands. */
export function aboutUser(ctx: Pick<Context, 't' | 'timeZone'>, user: NonNullable<Ticket['user']>): string {
  const { status, removal } = user;
  const stands = removal === 'DELETED' ? ctx.t('satker.card.deleted') : statusOf(ctx, status).text;
  return `${nameLeft(ctx, user)} · ${stands}`;
}

export function ticketTitle({ t }: Pick<Context, 't'>, ticket: Pick<Ticket, 'kind' | 'satker'>): string {
  const satker = ticket.satker.name;
  return t(`satker.ticket.${ticket.kind}`, { satker });
}
