import type { WebClient } from '@slack/web-api';
import type { Caller } from '../../chat/answering.ts';
import { formOfCard } from '../../chat/form.ts';
import type { Router } from '../../chat/router.ts';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { renderHome } from './cards.ts';
import { slackRefusal } from './errors.ts';
import { renderForm } from './forms.ts';
import { isSlacks } from './messenger.ts';
import type { NewerBlocks } from './newer-blocks.ts';
import type { Origin } from './place.ts';
import { noticeForm, overviewOf, type SlackText, slackMessage } from './shown.ts';

const timeoutMs = 5000;

/** Shows in the place of a private message what it is now. Slack lets us for half an hour after a press, five times. */
export async function replaceMessage(client: WebClient, address: string, message: SlackText): Promise<void> {
  if (!isSlacks(address, client.slackApiUrl))
    throw new Error('the address of an answer is not one of Slack’s');
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...message, response_type: 'ephemeral', replace_original: true }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`Slack answered ${response.status}`);
}

interface Deps {
  client: WebClient;
  router: Router;
  newer: NewerBlocks;
  log: Log;
}

/** Brings every private copy up to date that led to a form; what cannot be reached any more is left as it is. */
export async function bringUpToDate(deps: Deps, caller: Caller, origin: Origin | undefined): Promise<void> {
  if (!origin) return;
  try {
    await showAnew(deps, caller, origin);
  } catch (error) {
    const reason = slackRefusal(error) ?? messageOf(error);
    deps.log.info({ reason }, 'a private copy could not be brought up to date');
  }
  if ('v' in origin) await bringUpToDate(deps, caller, origin.o);
}

async function showAnew({ client, router, newer }: Deps, caller: Caller, origin: Origin): Promise<void> {
  if ('h' in origin) {
    const view = renderHome(overviewOf(await router.home(caller)));
    await client.views.publish({ user_id: caller.externalId, view });
    return;
  }
  // A card that nothing is known to lead to, such as what a search found, stays as it was.
  if (origin.t.length === 0) return;
  const now = await router.again(caller, origin.t);
  if ('u' in origin) {
    const message = slackMessage(now, { has: newer.taken });
    if (message) await replaceMessage(client, origin.u, message);
    return;
  }
  const isCard = now.type === 'card';
  if (!isCard && !('text' in now)) return;
  const form = isCard ? formOfCard(now.card, now.t('form.close')) : noticeForm(now.text, now.t);
  const place = { origin: origin.o, ...(isCard && { trail: now.trail }) };
  await newer.sent(
    (has) => renderForm(form, place, { has }),
    (view) => client.views.update({ view_id: origin.v, view }),
  );
}
