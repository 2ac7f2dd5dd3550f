import type { WebClient } from '@slack/web-api';
import { formOfCard } from '../../chat/form.ts';
import type { Caller, Router } from '../../chat/router.ts';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { renderHome } from './cards.ts';
import { slackRefusal } from './errors.ts';
import { renderForm } from './forms.ts';
import { isSlacks } from './messenger.ts';
import { withPictures } from './pictures.ts';
import type { Origin } from './place.ts';
import { cardForm, noticeForm, overviewOf, type SlackText, slackMessage } from './shown.ts';

const timeoutMs = 5000;

/** Shows in the place of a private message what it is now. Slack lets us for half an hour after a press, five times. */
export async function replaceMessage(client: WebClient, address: string, message: SlackText): Promise<void> {
  if (!isSlacks(address, client.slackApiUrl))
    throw new Error('the address of an answer is not one of Slack’s');
  await withPictures(message.blocks ?? [], async (blocks) => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        text: message.text,
        ...(blocks.length > 0 && { blocks }),
        response_type: 'ephemeral',
        replace_original: true,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok)
      throw new Error(refusalIn(await response.text()) ?? `Slack answered ${response.status}`);
  });
}

/** Slack's word for why it did not take an answer, where it gives one. */
function refusalIn(body: string): string | null {
  return /"error":\s*"(\w+)"/.exec(body)?.[1] ?? null;
}

/** Brings every private copy up to date that led to a form; what cannot be reached any more is left as it is. */
export async function bringUpToDate(
  { client, router, log }: { client: WebClient; router: Router; log: Log },
  caller: Caller,
  origin: Origin | undefined,
): Promise<void> {
  if (!origin) return;
  try {
    if ('h' in origin) {
      const view = renderHome(overviewOf(await router.home(caller)));
      await client.views.publish({ user_id: caller.externalId, view });
      return;
    }
    const now = await router.again(caller, origin.t);
    if ('u' in origin) {
      const message = slackMessage(now);
      if (message) await replaceMessage(client, origin.u, message);
      return;
    }
    const { t } = now;
    if (now.type === 'card') {
      const form = formOfCard(cardForm, now.card, t('form.close'));
      const place = { origin: origin.o, trail: now.trail };
      await client.views.update({ view_id: origin.v, view: renderForm(form, place) });
    } else if ('text' in now) {
      const view = renderForm(noticeForm(now.text, t), { origin: origin.o });
      await client.views.update({ view_id: origin.v, view });
    }
  } catch (error) {
    log.info(
      { reason: slackRefusal(error) ?? messageOf(error) },
      'a private copy could not be brought up to date',
    );
  }
  if ('v' in origin) await bringUpToDate({ client, router, log }, caller, origin.o);
}
