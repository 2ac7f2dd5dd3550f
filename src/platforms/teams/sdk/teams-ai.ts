import { Application, TeamsAdapter } from '@microsoft/teams-ai';
import { addressOf, type Delivery, type OpenSdk, type TeamsAnswer } from './port.ts';

type Turn = Parameters<Application['run']>[0];

const key = Symbol('delivery');

/** `@microsoft/teams-ai`, and the Bot Framework below it. */
export const openSdk: OpenSdk = (appId, { invokes, activities }) => {
  const adapter = new Adapter(appId);
  // A mention is taken out by us: what it looks for in an activity, Teams may leave out.
  const app = new Application({ startTypingTimer: false, removeRecipientMention: false });
  const deliveryOf = (turn: Turn) => turn.turnState.get<Delivery>(key);

  for (const [name, invoked] of Object.entries(invokes))
    app.addRoute(
      async ({ activity }) => activity.type === 'invoke' && activity.name === name,
      async (turn) => {
        const body = await invoked(deliveryOf(turn));
        await turn.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
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

/** Takes what has been verified already. Nothing is sent through the SDK's client, so that it gets no credentials. */
class Adapter extends TeamsAdapter {
  readonly #appId: string;

  constructor(appId: string) {
    super(
      { MicrosoftAppId: appId },
      {
        isValidAppId: async () => true,
        isAuthenticationDisabled: async () => false,
        createCredentials: async () => ({ signRequest: async (request) => request }),
      },
    );
    this.#appId = appId;
  }

  async take({ activity }: Delivery, logic: (turn: Turn) => Promise<void>): Promise<TeamsAnswer> {
    const claimsIdentity = this.createClaimsIdentity(this.#appId);
    const connectorFactory = this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity);
    // Nothing is sent, so whom a token would be for does not matter.
    const verified = { audience: '', claimsIdentity, connectorFactory };
    const answer = await this.processActivity(verified, addressOf(activity) as Turn['activity'], logic);
    return answer ?? { status: 200 };
  }
}
