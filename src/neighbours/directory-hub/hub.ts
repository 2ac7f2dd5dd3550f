import * as z from 'zod';
import { cut } from '../../chat/cut.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import { createHttpNeighbour, type HttpNeighbourOptions, type Patience } from '../http/neighbour.ts';

/** An account as it is to be in the directory. */
export interface HubUser {
  accountName: string;
  name: string;
  contactEmail: string | null;
  phone: string | null;
  company: string;
  kind: 'PARTNER' | 'SECRETARY';
  unitCode: string;
  parentPositionId: string;
  /** Local days, as 2026-01-31; both are days on which the account is in use. */
  startsOn: string;
  endsOn: string;
}

/** Whether the hub is connected at this moment; the reason is its own word, on one line and bounded in length. */
export type HubState = { name: string; connected: true } | { name: string; connected: false; reason: string };

/** What became of one account: its position id, or the hub's own word why it was refused. */
export type HubAnswer =
  | { accountName: string; positionId: string }
  | { accountName: string; refused: string };

/** The directory into which partner accounts are written (P-3). */
export interface DirectoryHub {
  /** Asked anew each time, whatever became of earlier questions (P-3). Throws NeighbourDown. */
  state(): Promise<HubState>;
  /**
   * Writes accounts, at most `mostUsers` and each once; writing one again with the same content changes nothing. Answers
   * in their order. May take most of a minute: for jobs, and never in a transaction. Throws NeighbourDown, after which some
   * of the accounts may have been written.
   */
  put(users: readonly HubUser[]): Promise<HubAnswer[]>;
  /** Asks whether it is well and Connected. Throws NeighbourDown, or a Refusal that says why it is not connected. */
  check(): Promise<void>;
  /** True for the built-in one, which every card that used it has to say. */
  readonly sandbox: boolean;
}

export type DirectoryHubOptions = Omit<HttpNeighbourOptions, 'name' | 'maxAnswerBytes'> & {
  sandbox?: boolean;
};

export const mostUsers = 500;
const longestReason = 300;

/** A batch is a job's and may take its time; the repetition still finds time after a wait of half a minute. */
const batchPatience: Partial<Patience> = { timeoutMs: 20_000, totalMs: 50_000 };
/** Every account of a batch refused, with the longest reason in the widest characters. */
const maxBatchAnswerBytes = mostUsers * (longestReason * 4 + 400);

const line = (max: number) => z.string().trim().min(1).max(max);
const reason = z
  .string()
  .transform((said) => cut(said.replaceAll(/\s+/g, ' ').trim(), longestReason))
  .pipe(z.string().min(1));

const stateShape: z.ZodType<HubState> = z.discriminatedUnion('connected', [
  z.object({ name: line(200), connected: z.literal(true) }),
  z.object({ name: line(200), connected: z.literal(false), reason }),
]);

/** Exactly one of the two is said; the other may be there as null. */
const answerShape = z
  .object({
    accountName: z.string(),
    positionId: line(64)
      .nullish()
      .transform((id) => id ?? null),
    refused: reason.nullish().transform((why) => why ?? null),
  })
  .transform(({ accountName, positionId, refused }, context): HubAnswer => {
    if (positionId !== null && refused === null) return { accountName, positionId };
    if (refused !== null && positionId === null) return { accountName, refused };
    context.addIssue({ code: 'custom', path: ['positionId'] });
    return z.NEVER;
  });

/** The answers in the order of the accounts: about each of them exactly one, and about nobody else. */
function answersAbout(names: readonly string[]) {
  return z.object({ users: z.array(answerShape) }).transform(({ users }, context): HubAnswer[] => {
    const told = new Map(users.map((answer) => [answer.accountName, answer]));
    const inOrder = names.flatMap((name) => told.get(name) ?? []);
    if (inOrder.length === names.length && users.length === names.length) return inOrder;
    context.addIssue({ code: 'custom', path: ['users', 'accountName'] });
    return z.NEVER;
  });
}

export function createDirectoryHub({ sandbox = false, ...options }: DirectoryHubOptions): DirectoryHub {
  const name = 'directory-hub';
  const { look, check } = createHttpNeighbour({ ...options, name });
  // With a circuit of its own: batches that fail do not keep anybody from learning how things stand.
  const { ask } = createHttpNeighbour({
    ...batchPatience,
    ...options,
    name,
    maxAnswerBytes: maxBatchAnswerBytes,
  });
  const state = () => look('/hub', { 200: stateShape });
  return {
    sandbox,
    state,
    async put(users) {
      const names = users.map(({ accountName }) => accountName);
      if (names.length > mostUsers || new Set(names).size < names.length)
        throw new RangeError(`a batch is at most ${mostUsers} accounts, each once`);
      if (names.length === 0) return [];
      return ask(
        { method: 'PUT', path: '/users', body: { users }, idempotent: true },
        { 200: answersAbout(names) },
      );
    },
    async check() {
      const [now] = await Promise.all([state(), check()]);
      if (!now.connected)
        throw new Refusal(msg('neighbour.hubNotConnected', { name: now.name, reason: now.reason }));
    },
  };
}
