import type { ServerResponse } from 'node:http';
import type { HubUser } from '../../src/neighbours/directory-hub/hub.ts';
import { directoryHubSandbox } from '../../src/neighbours/directory-hub/sandbox.ts';
import { answering, answerJson, type Received, startNeighbour } from '../neighbours/server.ts';
import type { Somebody } from './satker-steps.ts';

export type RegisterName = 'dukcapil' | 'digit' | 'directory-hub';

/** What a register does instead of answering. `lost`: what was asked takes effect, and the answer does not arrive. */
export type Trouble = 'unavailable' | 'lost';

export interface KnownAccount {
  nik: string;
  name: string;
  nip: string | null;
  email: string;
  activated: boolean;
}

/**
 * The registers as the contract in docs/neighbours.md has them, over HTTP, with people of one's own in them: each test
 * can have somebody whom no other has registered.
 */
export interface Registers {
  /** The settings that lead to them. */
  env: { DUKCAPIL_URL: string; DIGIT_URL: string; DIRECTORY_HUB_URL: string };
  accounts: Map<string, KnownAccount>;
  /** What is in the directory, by account name. */
  directory: Map<string, HubUser>;
  /** From now on the hub is not connected, for this reason; null connects it again. */
  disconnect(reason: string | null): void;
  /** A resident with this name; with `nip` also an account at DIGIT. */
  newcomer(name: string, account?: { nip: string | null }): Somebody;
  /** From now on, until `heal`; with `path`, for questions there alone. */
  trouble(register: RegisterName, trouble: Trouble, path?: string): void;
  heal(): void;
  /** How often DIGIT was asked to make an account of this NIK. */
  timesAskedFor(nik: string): number;
  close(): Promise<void>;
}

export async function startRegisters(): Promise<Registers> {
  const residents = new Map<string, string>();
  const accounts = new Map<string, KnownAccount>();
  /** DIGIT keeps the key with the account. */
  const keys = new Map<string, string>();
  const troubles = new Map<RegisterName, { trouble: Trouble; path?: string }>();
  const asked: string[] = [];

  const directory = new Map<string, HubUser>();
  let whyNotConnected: string | null = null;
  const answerOfHub = answering(
    directoryHubSandbox({ connected: () => whyNotConnected, accounts: directory }),
  );
  const notFound: [number, object] = [404, { error: 'not_found' }];
  function answerOf({ method, path, headers, body }: Received): [number, object] {
    if (path === '/health') return [200, {}];
    const given = JSON.parse(body) as KnownAccount;
    switch (`${method} ${path}`) {
      case 'POST /residents/lookup': {
        const name = residents.get(given.nik);
        return name === undefined ? notFound : [200, { nik: given.nik, name }];
      }
      case 'POST /accounts/lookup': {
        const account = accounts.get(given.nik);
        return account ? [200, account] : notFound;
      }
      case 'POST /accounts': {
        asked.push(given.nik);
        const key = String(headers['idempotency-key']);
        const known = accounts.get(given.nik);
        if (known) return keys.get(given.nik) === key ? [201, known] : [409, { error: 'exists' }];
        const { nik, name, nip, email } = given;
        const account = { nik, name, nip, email, activated: false };
        accounts.set(nik, account);
        keys.set(nik, key);
        return [201, account];
      }
      default:
        return [422, { error: 'unknown' }];
    }
  }

  function troubleOf(register: RegisterName, request: Received): Trouble | undefined {
    const { trouble, path } = troubles.get(register) ?? {};
    return path === undefined || path === request.path ? trouble : undefined;
  }
  const serve = (register: RegisterName) =>
    startNeighbour((request: Received, response: ServerResponse) => {
      const trouble = troubleOf(register, request);
      if (trouble === 'unavailable') return answerJson(response, 503);
      const [status, body] = answerOf(request);
      return trouble === 'lost' ? response.destroy() : answerJson(response, status, body);
    });
  const serveHub = () =>
    startNeighbour(async (request: Received, response: ServerResponse) => {
      const trouble = troubleOf('directory-hub', request);
      if (trouble === 'unavailable') return answerJson(response, 503);
      if (trouble === 'lost') response.destroy();
      return answerOfHub(request, response);
    });
  const [dukcapil, digit, hub] = await Promise.all([serve('dukcapil'), serve('digit'), serveHub()]);

  return {
    env: { DUKCAPIL_URL: dukcapil.url, DIGIT_URL: digit.url, DIRECTORY_HUB_URL: hub.url },
    accounts,
    directory,
    disconnect(reason) {
      whyNotConnected = reason;
    },
    newcomer(name, account) {
      const nik = `3273${String(residents.size + 1).padStart(12, '0')}`;
      const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@mitra.example`;
      residents.set(nik, name);
      if (account) accounts.set(nik, { nik, name, email, activated: true, ...account });
      return { nik, name, email, ...(account ? { known: true } : {}) };
    },
    trouble: (register, trouble, path) => troubles.set(register, { trouble, path }),
    heal: () => troubles.clear(),
    timesAskedFor: (nik) => asked.filter((one) => one === nik).length,
    async close() {
      await Promise.all([dukcapil.close(), digit.close(), hub.close()]);
    },
  };
}
