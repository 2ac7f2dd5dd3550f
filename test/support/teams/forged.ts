import type { JsonObject } from '../../../src/playground/contract.ts';
import type { TeamsControlApi } from '../../../src/playground/teams/contract.ts';

/** Deliveries that Teams' client would not make: a press or a form in somebody else's name, with a good token. */
export async function deliverInvoke(
  api: TeamsControlApi,
  person: string,
  name: 'task/fetch' | 'task/submit',
  data: JsonObject,
): Promise<{ status: number; body: string }> {
  const { text: _text, entities: _entities, ...from } = await api.activityOf({ person, text: '-' });
  const activity = { ...from, type: 'invoke', name, value: { data, context: { theme: 'default' } } };
  return api.deliverRaw({ activity, token: 'none' });
}
