import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Fetch } from '../http/exchange.ts';
import { createSandbox, refuse, route } from '../http/sandbox.ts';
import { type HubAnswer, type HubUser, mostUsers } from './hub.ts';

const sandboxHubName = 'PT. Pertamina Persero AAD';

const text = z.string().trim().min(1).max(320);
const userShape = z.object({
  accountName: z.string(),
  name: text,
  contactEmail: z.email().nullable(),
  phone: text.nullable(),
  company: text,
  kind: z.enum(['PARTNER', 'SECRETARY']),
  unitCode: text,
  parentPositionId: text,
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
});
const batchShape = z.object({ users: z.array(userShape).min(1).max(mostUsers) });

/** In any case: a directory does not tell Budi from budi. */
const accountNamePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

export interface DirectoryHubSandboxOptions {
  /** Why the hub is not connected at this moment; null while it is. */
  connected?: () => string | null;
  /** What has been written, by account name in lower case. */
  accounts?: Map<string, HubUser>;
}

/**
 * The directory hub's contract over a map (docs/neighbours.md). A restart forgets the accounts and not their position ids,
 * which are made of the account names alone.
 */
export function directoryHubSandbox({
  connected: whyNotConnected = () => null,
  accounts = new Map(),
}: DirectoryHubSandboxOptions = {}): Fetch {
  function write(user: HubUser): HubAnswer {
    const { accountName } = user;
    const refused = whyRefused(user);
    if (refused) return { accountName, refused };
    accounts.set(accountName.toLowerCase(), user);
    return { accountName, positionId: positionIdOf(accountName) };
  }

  return createSandbox({
    'GET /hub': () => {
      const reason = whyNotConnected();
      const hub = { name: sandboxHubName, connected: reason === null };
      return Response.json(reason === null ? hub : { ...hub, reason });
    },
    'PUT /users': route(batchShape, ({ users }) => {
      if (whyNotConnected() !== null) return refuse(503, 'not_connected');
      return Response.json({ users: users.map(write) });
    }),
  });
}

function whyRefused({ accountName, startsOn, endsOn }: HubUser): string | null {
  if (!accountNamePattern.test(accountName))
    return 'The account name must be 1 to 64 letters, digits, dots, underscores or hyphens';
  if (endsOn < startsOn) return 'The account ends before it starts';
  return null;
}

function positionIdOf(accountName: string): string {
  return `SB${createHash('sha256').update(accountName.toLowerCase()).digest('hex').slice(0, 12).toUpperCase()}`;
}
