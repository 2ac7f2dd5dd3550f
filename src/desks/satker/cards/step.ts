import { type Card, closedCard, type Part } from '../../../chat/card.ts';
import { type Context, isForEverybody } from '../../../core/context.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import { actorIn } from '../../../people/shown-name.ts';
import { type Entry, entriesOf, loadEntry } from '../../../records/entry.ts';
import { handedIn } from '../../../records/handing.ts';
import { remarkLine, remarkSteps } from '../../../records/remarks.ts';
import type { Showing } from '../deps.ts';
import {
  isStatus,
  recordOf,
  type TicketStatus,
  ticketStatuses,
  ticketSubject,
  userSubject,
} from '../model.ts';
import { mayRead, maySee } from '../rules.ts';
import { loadTicket, loadUser, standingOf } from '../store.ts';
import { reasonPart, statusOf, ticketStatusOf, ticketTitle } from './facts.ts';

/** What each change reads like; `{actor}` did it. */
const stepTexts: ReadonlyMap<string, TextKey> = new Map(
  Object.entries<TextKey>({
    'satker.registered': 'satker.step.registered',
    'satker.registeredByOfficer': 'satker.step.registeredByOfficer',
    'satker.registeredFromPaper': 'satker.step.registeredFromPaper',
    'satker.approved': 'satker.step.approved',
    'satker.rejected': 'satker.step.rejected',
    'satker.withdrawn': 'satker.step.withdrawn',
    'satker.replaced': 'satker.step.replaced',
    'satker.superseded': 'satker.step.superseded',
    'satker.deactivated': 'satker.step.deactivated',
    'satker.reactivated': 'satker.step.reactivated',
    'satker.dormant': 'satker.step.dormant',
    'satker.deleted': 'satker.step.deleted',
    'satker-ticket.opened': 'satker.step.opened',
    'satker-ticket.corrected': 'satker.step.corrected',
    'satker-ticket.returned': 'satker.step.returned',
    'satker-ticket.registered': 'satker.step.ticketRegistered',
    'satker-ticket.deleted': 'satker.step.ticketDeleted',
    'satker-ticket.reactivated': 'satker.step.ticketReactivated',
    'satker-ticket.rejected': 'satker.step.ticketRejected',
    'satker-ticket.withdrawn': 'satker.step.ticketWithdrawn',
    'satker.reassigned': 'satker.step.reassigned',
    'satker-ticket.reassigned': 'satker.step.reassigned',
  }),
);

/** Steps that take a row out of every list: whatever status it had means nothing any more. */
const removing = new Set(['satker.withdrawn', 'satker.replaced', 'satker.superseded', 'satker.deleted']);

const isTicketStatus = (text: string): text is TicketStatus =>
  (ticketStatuses as readonly string[]).includes(text);

/** One step in a thread (S-7, S-8): what happened, by whom, why. */
export async function stepCard(ctx: Context, deps: Showing, entryId: string): Promise<Card | null> {
  const entry = await loadEntry(deps.db, entryId);
  const record = entry && recordOf(entry.subject);
  if (!entry || !record || !stepTexts.has(entry.action)) return null;
  const about = await aboutRecord(ctx, deps, record);
  if (!about) return null;
  if (!isForEverybody(ctx) && !about.mayRead) return closedCard(ctx.t, about.title);
  const status =
    entry.to && isTicketStatus(entry.to) && record.type === 'ticket'
      ? ticketStatusOf(ctx, entry.to)
      : entry.to && isStatus(entry.to) && !removing.has(entry.action)
        ? statusOf(ctx, entry.to)
        : undefined;
  return {
    title: about.title,
    ...(status ? { status } : {}),
    parts: [{ type: 'text', text: stepText(ctx, entry, about) }, ...reasonPart(ctx, entry.reason)],
    buttons: [],
  };
}

/** One step in words, by whoever it was. */
export const stepText = (
  { t }: Context,
  entry: Entry,
  { name, satker }: { name: string; satker: string },
): string =>
  remarkLine({ t }, entry) ??
  t.message({
    key: stepTexts.get(entry.action) ?? 'satker.step.registered',
    args: { actor: actorIn(t, entry), name, satker, to: handedIn(entry) },
  });

/** The entries of a record's log that are told of it. */
export const steps: readonly string[] = [...stepTexts.keys(), ...remarkSteps.keys()];

async function aboutRecord(
  ctx: Context,
  { db }: Showing,
  record: { type: 'user' | 'ticket'; id: number },
): Promise<{ title: string; name: string; satker: string; mayRead: boolean } | null> {
  const standing = await standingOf(db, ctx.actor);
  if (record.type === 'user') {
    const user = await loadUser(db, record.id);
    return (
      user && {
        title: ctx.t('satker.card.title', { number: user.number, name: user.name }),
        name: user.name,
        satker: user.satker.name,
        mayRead: mayRead(ctx.actor, standing, user),
      }
    );
  }
  const ticket = await loadTicket(db, record.id);
  return (
    ticket && {
      title: `${ticket.number} · ${ticketTitle(ctx, ticket)}`,
      name: ticket.user?.name ?? '',
      satker: ticket.satker.name,
      mayRead: maySee(ctx.actor, standing, ticket),
    }
  );
}

/** The Activity Log of a record: every step with actor, time and reason, oldest first. */
export async function logCard(
  ctx: Context,
  deps: Showing,
  record: { type: 'user' | 'ticket'; id: number; number: string },
): Promise<Card> {
  const subject = record.type === 'user' ? userSubject(record.id) : ticketSubject(record.id);
  const about = await aboutRecord(ctx, deps, record);
  const entries = await entriesOf(deps.db, subject, steps);
  return {
    title: ctx.t('record.log.title', { number: record.number }),
    parts: entries.map(
      (entry): Part => ({
        type: 'quote',
        label: `${ctx.time(entry.at)} · ${stepText(ctx, entry, about ?? { name: '', satker: '' })}`,
        // What was typed stands by itself.
        text: entry.reason ?? '—',
      }),
    ),
    buttons: [],
  };
}
