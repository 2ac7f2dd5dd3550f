import { type Minutes, minutesOf } from '../../../records/minutes.ts';
import { nameLeft } from '../../../retention/emptied.ts';
import { factsOf, statusOf, titlePart } from '../cards/facts.ts';
import { logText, steps } from '../cards/step.ts';
import type { DeskDeps } from '../deps.ts';
import type { UserDetail } from '../model.ts';
import { mayRead } from '../rules.ts';
import { registrations, type Seen } from './kind.ts';

/** The berita acara of a registration, once an officer has decided it or it is in no list any more. */
export const registrationMinutes = (policy: DeskDeps['policy']): Minutes<Seen<UserDetail>> =>
  minutesOf(registrations, {
    called: 'satker.minutes.registration',
    reference: ({ number }) => number,
    isOver: ({ status, removal }) => status !== 'REGISTERED' || removal !== null,
    mayRead: ({ actor }, user) => mayRead(actor, user.standing, user),
    status: (ctx, { status, removal }) =>
      removal ? ctx.t(`satker.removal.${removal}`) : statusOf(ctx, status).text,
    asked: (ctx, user) => [{ type: 'facts', facts: factsOf(ctx, user, { policy }) }, ...titlePart(ctx, user)],
    files: ({ document }) => (document ? [document.id] : []),
    steps,
    step: (ctx, entry, user) => logText(ctx, entry, { name: nameLeft(ctx, user), satker: user.satker.name }),
  });
