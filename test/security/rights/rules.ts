import { byEdges } from './rules/edges.ts';
import { byForms } from './rules/forms.ts';
import { byFront } from './rules/front.ts';
import { byMarketplace } from './rules/marketplace.ts';
import { byMinutes } from './rules/minutes.ts';
import { byPartners } from './rules/partners.ts';
import { byRemarks } from './rules/remarks.ts';
import { bySatker } from './rules/satker.ts';
import { bySignatures } from './rules/signatures.ts';
import { byUserId } from './rules/user-id.ts';

/**
 * The rights matrix (T-4). Read in this order: `rules.ts` and `rules/` (who may do what), `people.ts` (who there is), `records/` (what it is done to, in each state),
 * `matrix.ts` (the cells that follow, and what is wrong with an answer), `slack.ts`, `teams.ts`, `pages.ts`, `edges.ts` (how the running program is asked),
 * `asked.ts` (the tests of some desks), `holes.test.ts` (that it finds what was planted). docs/architecture.md says how a new action gets its row.
 */

/**
 * Who may do what, as the rules have it: written from them and from the manuals, never from the code. Whoever is not named may not. Words in capitals are
 * roles; `anybody` includes whoever no register knows (I-1), `everybody` does not; all others say what somebody is to a record.
 */
export interface Row {
  /** The rules that it is from. */
  rule: string;
  /** Actions, commands (`/userid list`), forms (`user-id.find()`) by their names; other ways in, each alone, with `[]` behind what it is. */
  does: string;
  /** The kind of record that it is about, and how that has to stand. */
  on?: string;
  when?: string;
  may: string;
  /** Of those who may: what is said where there is nothing to do it with. It tells of no right. */
  or?: string;
  /** Counts once a day for a record, whoever does it: asked on one platform, also where both are asked of all else. */
  daily?: true;
  args?: readonly string[];
  /** Of a form: whatever has opened it. */
  always?: true;
  /** What a menu brings. */
  chosen?: string;
  /** Behind the words of a command. */
  rest?: string;
}

export const rows: readonly Row[] = [
  ...byFront,
  ...byUserId,
  ...bySatker,
  ...byPartners,
  ...byMarketplace,
  ...bySignatures,
  ...byRemarks,
  ...byMinutes,
  ...byEdges,
  ...byForms,
];

/**
 * Who may hear of a record of a kind at all (U-14), `told` what has become of it since they held it (U-13): to others its very being there is a
 * secret.
 */
export const seers: Readonly<Record<string, string>> = {
  'user-id': 'requester applicant decider holder substitute barred told ADMIN',
  satker: 'requester about user officer substitute barred seer ADMIN',
  'satker-ticket': 'requester user officer substitute barred seer ADMIN',
  mapping: 'person holder substitute barred ADMIN',
  'new-phone': 'requester holder substitute barred',
  signing: 'requester party ADMIN',
  import: 'DIRECTORY_ADMIN',
};
