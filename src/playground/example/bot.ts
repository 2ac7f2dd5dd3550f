import { App } from '@slack/bolt';

/** Asks at `/lunch` what somebody wants, and says it back. */
export async function startBot(slack: { botToken: string; signingSecret: string; slackApiUrl: string }) {
  const { botToken: token, signingSecret, slackApiUrl } = slack;
  const app = new App({ token, signingSecret, clientOptions: { slackApiUrl } });
  const text = (words: string) => ({ type: 'plain_text' as const, text: words });
  const what = { type: 'plain_text_input' as const, action_id: 'what' };
  app.command('/lunch', async ({ ack, client, body }) => {
    await ack();
    const blocks = [{ type: 'input' as const, block_id: 'what', label: text('What'), element: what }];
    const view = { type: 'modal' as const, callback_id: 'lunch', title: text('Lunch'), submit: text('Ask') };
    await client.views.open({ trigger_id: body.trigger_id, view: { ...view, blocks } });
  });
  app.view('lunch', async ({ ack, client, body, view }) => {
    await ack();
    const wanted = view.state.values.what?.what?.value;
    await client.chat.postMessage({ channel: body.user.id, text: `*${wanted}* is on its way.` });
  });
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/slack/events`, stop: () => app.stop() };
}
