import type { Playground, View } from '../../index.ts';

/** Deliveries that Slack's client would not make: somebody's press or form in somebody else's name, well signed. */

async function idOf({ api }: Playground, account: string): Promise<string> {
  return (await api.screen({ person: account })).me.id;
}

function deliver({ api }: Playground, payload: object): Promise<{ status: number; body: string }> {
  return api.deliverRaw({
    body: `payload=${encodeURIComponent(JSON.stringify(payload))}`,
    contentType: 'application/x-www-form-urlencoded',
    signature: 'good',
  });
}

/** The owner's newest press, again, as if `forger` had pressed. */
export async function deliverPress(playground: Playground, owner: string, forger: string): Promise<string> {
  const [pressed] = (await playground.api.traffic({ kind: 'block_actions', person: owner })).slice(-1);
  const payload = structuredClone(pressed?.request) as { user: { id: string }; trigger_id: string };
  payload.user.id = await idOf(playground, forger);
  payload.trigger_id = `${payload.trigger_id}.forged`;
  return (await deliver(playground, payload)).body;
}

/** What the owner's modal in front would send, as if `forger` had it. */
export async function deliverSubmission(
  playground: Playground,
  owner: string,
  forger: string,
): Promise<{ status: number; body: string }> {
  const { views, app } = await playground.api.screen({ person: owner });
  const view = views.at(-1);
  if (!view) throw new Error(`${owner} has no modal.`);
  return deliver(playground, {
    type: 'view_submission',
    trigger_id: `forged.${Date.now()}.${forger}`,
    team: { id: app.teamId },
    user: { id: await idOf(playground, forger), team_id: app.teamId },
    view: wireView(view),
  });
}

function wireView(view: View): object {
  return {
    id: view.id,
    type: 'modal',
    callback_id: view.callbackId,
    hash: view.hash,
    private_metadata: view.privateMetadata,
    blocks: view.blocks,
    state: { values: view.state },
  };
}
