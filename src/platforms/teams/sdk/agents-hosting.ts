import { Activity } from '@microsoft/agents-activity';
import { AgentApplication, CloudAdapter, TurnContext, type TurnState } from '@microsoft/agents-hosting';
import { addressOf, type Delivery, type OpenSdk, type TeamsAnswer } from './port.ts';

const key = Symbol('delivery');

/** `@microsoft/agents-hosting`, the SDK of Microsoft 365 Agents: what follows upon the Bot Framework. */
export const openSdk: OpenSdk = (appId, { invokes, activities }) => {
  const adapter = new Adapter(appId);
  const app = new AgentApplication<TurnState>({ adapter, removeRecipientMention: false });
  const deliveryOf = (turn: TurnContext) => turn.turnState.get<Delivery>(key);

  for (const [name, invoked] of Object.entries(invokes))
    app.addRoute(
      async ({ activity }) => activity.type === 'invoke' && activity.name === name,
      async (turn) => {
        const body = await invoked(deliveryOf(turn));
        await turn.sendActivity(
          Activity.fromObject({ type: 'invokeResponse', value: { status: 200, body } }),
        );
      },
      true,
    );
  for (const [type, received] of Object.entries(activities))
    app.addRoute(
      async ({ activity }) => activity.type === type,
      async (turn) => received(deliveryOf(turn)),
    );

  return {
    take: (delivery) =>
      adapter.take(delivery, async (turn) => {
        turn.turnState.set(key, delivery);
        await app.run(turn);
      }),
  };
};

/** Takes what has been verified already. Nothing is sent through the SDK's client, so that it has no secret and no client. */
class Adapter extends CloudAdapter {
  constructor(appId: string) {
    super({ clientId: appId });
    // Else it would tell people twice, in English, that they have to mend the source code, and answer 200.
    this.onTurnError = async (_turn, error) => {
      throw error;
    };
  }

  async take({ activity }: Delivery, logic: (turn: TurnContext) => Promise<void>): Promise<TeamsAnswer> {
    const turn = new TurnContext(this, Activity.fromObject(addressOf(activity)));
    await this.runMiddleware(turn, logic);
    return this.processTurnResults(turn) ?? { status: 200 };
  }
}
