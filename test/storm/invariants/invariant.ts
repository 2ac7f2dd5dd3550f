import type { Deed } from '../acting.ts';
import type { Entry, Snapshot } from '../snapshot.ts';

/** What happened between two quiet moments. */
export interface Step {
  before: Snapshot;
  after: Snapshot;
  deeds: readonly Deed[];
  /** Whether anything disturbed the product during it: then it may have told nobody what it did. */
  isDisturbed: boolean;
  /**
   * Whether Teams or a mail server may ever have taken something without the product hearing of it: they cannot be asked, and get it
   * twice rather than never.
   */
  mayRepeat: boolean;
  /** Whether a replica was ever frozen: what it was about to send when others took it over is sent twice, to Slack as well. */
  mayRepeatAnywhere: boolean;
}

/** What holds after every step, whatever has happened: answers in words what does not. */
export type Invariant = (step: Step) => Promise<string[]> | string[];

export const newEntries = ({ before, after }: Step): Entry[] => {
  const last = before.entries.at(-1)?.id ?? 0;
  return after.entries.filter(({ id }) => id > last);
};

/** The person behind an account, once they are known. */
export const personIn = ({ people }: Snapshot, account: string) =>
  people.find(({ email }) => email.split('@')[0] === account);

/** That somebody was recognised, or told apart, changes nothing that anybody asked for. */
export const isOfAccounts = ({ action }: Pick<Entry, 'action'>): boolean =>
  /^(person\.(linked|language|seen)|pintu\.language)/.test(action);
