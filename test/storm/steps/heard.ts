import { standingOn } from '../standing.ts';
import type { World } from '../world.ts';

/** What was kept of what people wrote, and what the bot has said, as a text that changes with it. */
export async function heard({ query, playground }: World): Promise<string> {
  const [kept] = await query<{ count: number }>('SELECT count(*)::int FROM record_remark');
  const { slack, teams } = await standingOn(playground);
  const said = slack.filter(({ botId }) => botId).length + teams.filter(({ fromBot }) => fromBot).length;
  return `${kept?.count} ${said}`;
}
