// Bolt with one handler and nothing else: what any Slack app pays before it does anything.
import bolt from '@slack/bolt';

const app = new bolt.App({
  receiver: new bolt.HTTPReceiver({
    signingSecret: process.env.SLACK_SIGNING_SECRET,
    endpoints: '/slack/events',
  }),
  token: process.env.SLACK_BOT_TOKEN,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
  convoStore: false,
});
app.view('form', ({ ack }) => ack({ response_action: 'clear' }));
await app.start(Number(process.env.PORT));
process.stdout.write('open\n');
