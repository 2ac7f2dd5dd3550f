import { afterEach, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../index.ts';
import { options, RINA, webClient } from './harness.ts';

let playground: Playground;
afterEach(() => playground.stop());

it.each([
  ['where another server serves it', 'http://localhost:3000/playground/'],
  ['its own', undefined],
])('a permalink leads to its person and place on the page that people have open: %s', async (_, pageUrl) => {
  playground = await startPlayground(options(pageUrl === undefined ? {} : { pageUrl }));
  const { me } = await playground.api.screen({ person: RINA });
  const bot = webClient(playground);
  const posted = await bot.chat.postMessage({ channel: me.id, text: 'Menunggu Anda' });
  const { permalink = '' } = await bot.chat.getPermalink({
    channel: String(posted.channel),
    message_ts: String(posted.ts),
  });
  const { headers } = await fetch(permalink, { redirect: 'manual' });
  expect(headers.get('location')).toBe(
    `${pageUrl ?? playground.pageUrl}#as=${RINA}&at=${String(posted.channel)}`,
  );
});
