import type { ChatPerson } from './person.ts';

export type Platform = 'slack' | 'teams';
/** The chat platforms that every flow is played on. */
export const platforms: readonly Platform[] = ['slack', 'teams'];

/** What the bot asks of a platform. */
export type Call = 'post' | 'update' | 'open' | 'profile' | 'lookup' | 'history' | 'file';

/** The next `times` calls of this kind are disturbed. */
export interface Fault {
  call: Call;
  times: number;
  /** `busy`: 429. `error`: the platform's own failure. `slow`: takes effect, and is answered late. */
  kind: 'busy' | 'error' | 'slow' | 'reset';
  /** busy: when to come back. */
  seconds?: number;
  /** error: 503 unless told otherwise. */
  status?: number;
  /** slow: milliseconds. */
  delayMs?: number;
  /** The call takes effect and only its answer is lost or spoiled. */
  applied?: boolean;
}

/** One request between the platform and the bot, as the platform saw it. */
export interface Exchange {
  id: number;
  /** Milliseconds since 1970 at its start. */
  at: number;
  ms: number;
  /** 0: no answer arrived. */
  status: number;
  /** Whether its answer is there, or was given up. */
  done: boolean;
  /** What the platform delivered, or what the bot called. */
  what: 'submission' | 'press' | 'delivery' | Call | 'other';
  fromBot: boolean;
  /** The account of whoever did what is delivered. */
  account?: string;
  /** What was asked, in the platform's own words. */
  request: unknown;
}

/** One platform around the bot: the people in it, and what it does to the bot. */
export interface Door {
  readonly platform: Platform;
  person(account: string): ChatPerson;
  /** A channel that everybody is in, and the bot once it was let in. */
  readonly channel: string;
  letIn(): Promise<void>;
  /** Handles of all accounts. */
  accounts(): Promise<string[]>;
  addAccount(account: { email: string; name: string; language: 'id' | 'en' }): Promise<void>;
  /** From now on the platform vouches for this address of the account, whoever else has it. */
  readdress(account: string, email: string): Promise<void>;
  /** Where the platform delivers to: these replicas in turn. */
  deliverTo(...urls: string[]): Promise<void>;
  fail(fault: Fault): Promise<void>;
  /** Ends every fault. */
  heal(): Promise<void>;
  /** The next thing that somebody does arrives this often at the same moment; `submission`: the next form sent. */
  repeatNext(copies: number, what?: 'anything' | 'submission'): Promise<void>;
  /** The next thing that somebody does arrives so much later than they did it, behind what others do meanwhile. */
  delayNext(delayMs: number, what?: 'anything' | 'submission'): Promise<void>;
  /** Delivers the newest form sent once more, unchanged. */
  resendSubmission(copies: number): Promise<void>;
  /** Oldest first. */
  exchanges(after?: number): Promise<Exchange[]>;
  /** The platform no longer leads to this account, or no longer for the bot; `deactivated`: nobody can sign in with it any more. */
  lose(account: string, how: 'deactivated' | 'without the app' | 'unknown'): Promise<void>;
  /** Takes the newest message of this person with this text away, without the bot having done so. */
  removeMessage(account: string, text: string): Promise<void>;
}
