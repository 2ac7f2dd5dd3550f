import { decline, endSigning, withdrawSigning } from '../../src/desks/signature/documents/acts.ts';
import { signings } from '../../src/desks/signature/documents/kind.ts';
import { doing } from '../support/acting.ts';
import { type Contest, cell, now } from './contest.ts';
import type { Race } from './race.ts';

/** A PDF that the first has asked the second to sign; answers its id. */
async function waitingSigning({ aside, contenders: [asks, signs], next }: Contest): Promise<number> {
  const id = await cell(
    aside,
    `WITH file AS (
       INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
       VALUES ('kontrak.pdf', 'application/pdf', 4, '', '', $2, $1) RETURNING id
     ), made AS (
       INSERT INTO signing (requester_id, original_id, current_id, in_order, pages, created_at, submission_key)
       SELECT $1, id, id, false, 1, $4, $2 FROM file RETURNING id
     )
     INSERT INTO signing_party (signing_id, person_id, turn) SELECT id, $3, 1 FROM made RETURNING signing_id`,
    [asks.actor.id, `signing ${next()}`, signs?.actor.id, now],
  );
  return id as number;
}

export const signatureRaces: Race[] = [
  {
    name: 'A-2 G-7 a signing that is taken back, declined and ended by ADMINs at once ends once, and the others hear by whom',
    constraints: [],
    winners: 'one',
    async round(contest, size) {
      const id = await waitingSigning(contest);
      const act = doing(contest.db, signings);
      const reason = { reason: 'Keliru' };
      return {
        acts: contest.contenders.slice(0, size).map((ctx, n) => async () => {
          if (n === 0) return act(withdrawSigning, ctx, id, {});
          return act(n === 1 ? decline : endSigning, ctx, id, reason);
        }),
        stands: () =>
          cell(contest.aside, `SELECT count(*)::int FROM audit_entry WHERE subject = 'signing:' || $1`, [id]),
        expected: 1,
      };
    },
  },
];
