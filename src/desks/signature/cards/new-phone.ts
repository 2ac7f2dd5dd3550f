import { action } from '../../../chat/action.ts';
import type { ListItem } from '../../../chat/card.ts';
import type { CardsOf } from '../../../chat/desk.ts';
import type { Context } from '../../../core/context.ts';
import { actorIn } from '../../../people/shown-name.ts';
import { cardOf, postedCard } from '../../../records/card.ts';
import { type Entry, entriesOf } from '../../../records/entry.ts';
import { subjectOf } from '../../../records/kind.ts';
import { type Happened, openQuestion, returnedHead } from '../../../records/remarks.ts';
import type { DeskDeps } from '../deps.ts';
import type { NewPhone } from '../model.ts';
import { reassign, verdicts, withdraw } from '../new-phone/acts.ts';
import { newPhones, newPhonesReturning } from '../new-phone/kind.ts';
import { newPhoneFacts } from './facts.ts';
import { newPhoneStatus } from './new-phone-status.ts';

declare module '../../../core/names.ts' {
  interface Cards extends Named<'sign', 'new-phone' | 'approval', Nothing> {}
}

/** What was asked and what became of it, for whoever asked and for the ADMINs (G-8). */
export const newPhoneCard = (deps: DeskDeps) =>
  cardOf(newPhones, async (ctx, asked, db) => {
    const { t } = ctx;
    const [decision] = await entriesOf(db, subjectOf(newPhones, asked.id), [
      'sign.newPhoneApproved',
      'sign.newPhoneRejected',
      'sign.newPhoneWithdrawn',
    ]);
    const isApproved = asked.signer.personId === ctx.actor.id && asked.status === 'APPROVED';
    return {
      status: newPhoneStatus(ctx, asked),
      parts: [
        { type: 'facts', facts: newPhoneFacts(ctx, asked) },
        { type: 'quote', label: t('sign.field.whatHappened'), text: asked.reason },
      ],
      decided: decision ? [decisionOn(ctx, decision)] : [],
      below: isApproved ? [{ type: 'text', text: t('sign.newPhone.goOn') }] : [],
      acts: [...verdicts(deps), ...newPhonesReturning.acts, withdraw],
      hands: reassign,
      buttons: isApproved ? [{ label: t('sign.button.enrol'), does: { action: action('sign.enrol') } }] : [],
      again: action('sign.open-new-phone', asked.id),
    };
  });

const decisionOn = ({ t, time }: Context, decision: Entry): Happened => ({
  at: decision.at,
  parts: [
    {
      type: 'text',
      text: t('sign.newPhone.decided', { name: actorIn(t, decision), time: time(decision.at) }),
    },
    ...(decision.reason
      ? [{ type: 'quote' as const, label: t('sign.field.reason'), text: decision.reason }]
      : []),
  ],
});

/** One that waits, in a list. */
export function newPhoneItem(ctx: Context, asked: NewPhone): ListItem {
  return {
    title: newPhones.title(ctx, asked),
    text: `${asked.signer.email}\n${ctx.time(asked.askedAt)}`,
    status: returnedHead(ctx.t, openQuestion(asked) !== null, newPhoneStatus(ctx, asked)),
    button: { label: ctx.t('record.open'), does: { action: action('sign.open-new-phone', asked.id) } },
  };
}

/** What stands in the thread of whoever asked, and what is brought to the ADMINs. */
export function newPhoneCards(deps: DeskDeps) {
  const shown = postedCard(newPhones, newPhoneCard(deps));
  return { 'new-phone': shown, approval: shown } satisfies Partial<CardsOf<'sign'>>;
}
