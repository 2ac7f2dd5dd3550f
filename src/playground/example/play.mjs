import { startPlayground } from '@satu-pintu/playground';

const playground = await startPlayground({
  people: [
    { name: 'rina', realName: 'Rina Wulandari', email: 'rina@example.com' },
    { name: 'bima', realName: 'Bima Santoso', email: 'bima@example.com' },
  ],
  channels: [{ name: 'general' }],
  manifest: { scopes: ['chat:write', 'commands'], events: [], commands: [{ command: '/lunch' }] },
  botUrl: 'http://127.0.0.1:3000/slack/events',
});
console.log(`Play here: ${playground.pageUrl}`);
console.log(`SLACK_BOT_TOKEN=${playground.botToken}`);
console.log(`SLACK_SIGNING_SECRET=${playground.signingSecret}`);
console.log(`slackApiUrl: ${playground.slackApiUrl}`);
