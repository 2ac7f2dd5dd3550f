import type { JsonObject, TeamsControlApi } from '../../index.ts';

/** Deliveries that Teams' client would not make: a press or a form in somebody else's name, with a good token. */
export async function deliverInvoke(
  api: TeamsControlApi,
  person: string,
  name: 'task/fetch' | 'task/submit' | 'adaptiveCard/action',
  value: JsonObject,
): Promise<{ status: number; body: string }> {
  const { text: _text, entities: _entities, ...from } = await api.activityOf({ person, text: '-' });
  const activity = { ...from, type: 'invoke', name, value };
  return api.deliverRaw({ activity, token: 'none' });
}

/** What a press that opens or changes a dialog carries. */
export const inDialog = (data: JsonObject = {}): JsonObject => ({ data, context: { theme: 'default' } });
