import { byFront } from './rules/front.ts';
import { byUserId } from './rules/user-id.ts';

/**
 * Who may do what, as the rules have it: written from them and from the manuals, never from the code. Whoever is not named may not. Words in capitals are
 * roles; `anybody` includes whoever no register knows (I-1), `everybody` does not; all others say what somebody is to a record.
 */
export interface Row {
  /** The rules that it is from. */
  rule: string;
  /** Actions, commands (`/userid list`), forms (`form user-id.find`), searches (`search user-id.pick unit`), by their names. */
  does: string;
  /** The kind of record that it is about, and how that has to stand. */
  on?: string;
  when?: string;
  may: string;
  /** Of those who may: what is said where there is nothing to do it with. It tells of no right. */
  or?: string;
  args?: readonly string[];
  /** What a menu brings. */
  chosen?: string;
  /** Behind the words of a command. */
  rest?: string;
}

export const rows: readonly Row[] = [...byFront, ...byUserId];

/**
 * Who may hear of a record of a kind at all (U-14), `told` what has become of it since they held it (U-13): to others its very being there is a
 * secret.
 */
export const seers: Readonly<Record<string, string>> = {
  'user-id': 'requester applicant decider holder substitute barred told ADMIN',
};
