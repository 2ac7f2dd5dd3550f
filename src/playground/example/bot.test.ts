import { startPlayground } from '@satu-pintu/playground';
import { slackPerson } from '@satu-pintu/playground/people';
import { afterAll, expect, it } from 'vitest';
import { startBot } from './bot.ts';

const playground = await startPlayground({
  people: [{ name: 'rina', realName: 'Rina Wulandari', email: 'rina@example.com', locale: 'en' }],
  channels: [],
  manifest: { scopes: ['chat:write', 'commands', 'im:write'], events: [], commands: [{ command: '/lunch' }] },
});
const bot = await startBot(playground);
await playground.api.setBotUrl({ url: bot.url });
afterAll(() => Promise.all([bot.stop(), playground.stop()]));

it('brings Rina what she wants', async () => {
  const rina = slackPerson(playground, 'rina');
  await rina.command('/lunch');
  const form = await rina.modal('Lunch');
  expect((await form.submit()).errors).toEqual({ What: 'Please complete this required field.' });
  await form.type('What', 'Soto');
  await form.submit();
  expect(await rina.sees('Soto')).toBe('Soto is on its way.');
});
