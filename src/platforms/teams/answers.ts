import type { Caller } from '../../chat/answering.ts';
import { summaryOf } from '../../chat/card.ts';
import type { Form } from '../../chat/form.ts';
import { Undeliverable } from '../../chat/messenger.ts';
import type { Answer, Router } from '../../chat/router.ts';
import { type Activity, isPersonal, isTargeted } from './activity.ts';
import { pressing } from './buttons.ts';
import { type AdaptiveCard, adaptiveCard, renderCard } from './cards.ts';
import { paragraphs, text } from './elements.ts';
import { type Audience, channelOf, type TeamsMessenger } from './messenger.ts';
import { isOwn, type Origin } from './origin.ts';
import type { Delivery } from './sdk/port.ts';
import type { TeamsSettings } from './settings.ts';

/** Where answers go, and what is shown in the place of an earlier one. */
export interface Answers {
  /** Answers whoever wrote, so that nobody else reads it. */
  say(activity: Activity, caller: Caller, answer: Answer, typed: string, isSpokenTo?: boolean): Promise<void>;
  sayTo(audience: Audience, answer: Answer, typed: string): Promise<void>;
  /** Shows a private message anew once the delivery was answered; one that only opens a form may open it again. */
  bringUpToDate(delivery: Delivery, caller: Caller, origin: Origin): void;
}

export function createAnswers({
  router,
  messenger,
  settings,
}: {
  router: Pick<Router, 'again'>;
  messenger: TeamsMessenger;
  settings: TeamsSettings;
}): Answers {
  return {
    sayTo,

    /**
     * Where others read too, the answer is for the one who wrote alone. What Teams does not show there so goes to their own
     * chat with the bot, and those who spoke to it before everybody are told of that there.
     */
    async say(activity, caller, answer, typed, isSpokenTo = true) {
      const here = channelOf({ serviceUrl: activity.serviceUrl, id: activity.conversation.id });
      if (answer.type === 'nothing') return;
      if (isPersonal(activity)) return sayTo({ channel: here }, answer, typed);
      const answers = isTargeted(activity) ? { answers: activity.id } : {};
      const only = { member: activity.from.id, ...answers };
      if (await isTaken(() => sayTo({ channel: here, only }, answer, typed))) return;
      const isDirect = () => direct(caller, answer, typed);
      // What was written to the bot alone is told to nobody else.
      if (isTargeted(activity)) return isDirect();
      const isThere = await isTaken(isDirect);
      // What nobody has asked for is nothing to trouble a channel with.
      const isUnasked = answer.type === 'card' && answer.aside && !isSpokenTo;
      // Nobody of another organisation has an app to open.
      if (caller.tenant !== settings.tenantId) return;
      if (isThere ? isSpokenTo : !isUnasked)
        await messenger.say(
          { channel: here },
          answer.t(isThere ? 'chat.answeredPrivately' : 'chat.openMeFirst'),
        );
    },

    bringUpToDate({ activity, later }, caller, { message }) {
      if (!message || !isOwn(activity, message, sealedWith(settings))) return;
      const channel = channelOf({ serviceUrl: activity.serviceUrl, id: activity.conversation.id });
      const ref = { channel, messageId: message.id, isTargeted: !isPersonal(activity) };
      later.push(async () => {
        const now = await router.again(caller, message.trail);
        if (now.type === 'card')
          await messenger.showInstead(ref, renderCard(now.card, { trail: now.trail }), summaryOf(now.card));
        else if ('text' in now)
          await messenger.showInstead(ref, adaptiveCard(paragraphs(now.text)), now.text);
      });
    },
  };

  async function direct(caller: Caller, answer: Answer, typed: string): Promise<void> {
    await sayTo({ channel: await messenger.direct(caller.externalId) }, answer, typed);
  }

  async function sayTo(audience: Audience, answer: Answer, typed: string): Promise<void> {
    switch (answer.type) {
      case 'nothing':
        return;
      case 'text':
      case 'problem':
        return messenger.say(audience, answer.text);
      case 'card':
        return messenger.show(
          audience,
          renderCard(answer.card, { trail: answer.trail }),
          summaryOf(answer.card),
        );
      case 'form':
        return messenger.show(
          audience,
          openingCard(answer.form, answer.t('form.open'), typed),
          answer.form.title,
        );
    }
  }
}

/** False where Teams will not take it, now or later. */
async function isTaken(send: () => Promise<void>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof Undeliverable) return false;
    throw error;
  }
}

/** What names the presses of others as others' is no secret of anybody but the bot's. */
export const sealedWith = ({ appPassword, appId }: TeamsSettings): string => appPassword || appId;

/** A dialog opens only at the press of a button: a form that was asked for by a message stands behind one. */
function openingCard(form: Form, label: string, typed: string): AdaptiveCard {
  return adaptiveCard([
    text(form.title, { weight: 'Bolder', size: 'Large' }),
    {
      type: 'ActionSet',
      actions: [pressing({ verb: 'command', t: typed }, { title: label, style: 'positive' }, 'message')],
    },
  ]);
}
