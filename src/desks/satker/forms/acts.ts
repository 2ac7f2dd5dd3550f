import type { Opening } from '../../../records/act.ts';
import { type ActForms, actForms } from '../../../records/form.ts';
import type { DeskDeps } from '../deps.ts';
import type { UserDetail, UserState } from '../model.ts';
import { reactivate, reassign, userActs } from '../registrations/acts.ts';
import { registrations, type Seen } from '../registrations/kind.ts';
import { reassignTicket, ticketActs } from '../tickets/acts.ts';
import { tickets } from '../tickets/kind.ts';
import { openTicket } from '../tickets/open.ts';
import { ticketConfirmation } from './ticket.ts';

type Reactivation = Opening<Seen<UserState>, Seen<UserDetail>>;

const reactivation = ({ db, admit }: DeskDeps): Reactivation => ({
  ...reactivate,
  text: 'satker.act.reactivate',
  submit: 'satker.form.send',
  reason: { label: 'satker.field.note', required: false },
  async make(ctx, { id: userId, satker }, { reason: note }, key) {
    const input = { kind: 'REACTIVATION', satkerId: satker.id, userId, documentId: null, note } as const;
    const made = await openTicket(db, ctx, input, key, admit);
    return { type: 'done', form: ticketConfirmation(ctx, made, 'REACTIVATION', satker) };
  },
});

/** The forms of what is done to a registration. */
export const registrationForms = (deps: DeskDeps): ActForms =>
  actForms(deps, 'satker.registration', registrations, [...userActs, reassign, reactivation(deps)]);

/** The forms of what is done to a ticket. */
export const ticketForms = (deps: DeskDeps): ActForms =>
  actForms(deps, 'satker.decision', tickets, [...ticketActs, reassignTicket]);
