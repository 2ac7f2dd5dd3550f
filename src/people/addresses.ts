import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import { msg } from '../core/texts/index.ts';
import { audit } from '../db/audit.ts';
import type { Tx } from '../db/database.ts';
import { stampWith } from '../db/stamp.ts';
import { formerAddress } from './leaving.ts';

/** Whom an address that was proven leads to; `left` and `returned` are for the ADMINs to say. */
export type Owner = { id: number; name: string; email: string; registered: boolean } & (
  | { type: 'person'; made: boolean }
  /** They have left: whoever comes now may be somebody else. */
  | { type: 'left' }
  /** They have left and are active again; nobody has said yet that whoever comes now is them. */
  | { type: 'returned' }
);

/**
 * Whom an address leads to, locked against everything else that is given to them or taken from them. One that nobody knows
 * becomes a person without standing (I-1).
 */
export async function ownerOf(tx: Tx, email: string, name: string): Promise<Owner> {
  const [made] = await tx.query<{ id: number }>(
    'INSERT INTO person (email, name, registered) VALUES ($1, $2, false) ON CONFLICT (email) DO NOTHING RETURNING id',
    [email, name],
  );
  if (made) return { type: 'person', made: true, id: made.id, name, email, registered: false };
  const [known] = await tx.query<{
    id: number;
    name: string;
    registered: boolean;
    active: boolean;
    hasLeft: boolean;
  }>(
    `SELECT id, name, registered, active, left_at IS NOT NULL AS "hasLeft" FROM person WHERE email = $1 FOR NO KEY UPDATE`,
    [email],
  );
  // Its person gave it up at this very moment.
  if (!known) return ownerOf(tx, email, name);
  const { active, hasLeft, ...person } = known;
  const owner = { ...person, email };
  if (!active) return { type: 'left', ...owner };
  return hasLeft ? { type: 'returned', ...owner } : { type: 'person', made: false, ...owner };
}

/** Whether an address has become somebody else's since a record named its person by it: that one is nobody's heir (I-1). */
export async function hasPassedOn(
  tx: Tx,
  { email, createdAt }: { email: string; createdAt: Date },
): Promise<boolean> {
  const [found] = await tx.query<{ passed: boolean }>('SELECT $2 <= address_since($1) AS passed', [
    email,
    createdAt,
  ]);
  return found?.passed ?? false;
}

/**
 * Has somebody who has left give up their address, with their Nopek: it is somebody else's now. The record keeps its history,
 * and whoever comes with the address finds nothing of it.
 */
export async function giveUpAddress(tx: Tx, ctx: Context, personId: number, reason: string): Promise<void> {
  await stampWith(tx, ctx.now);
  const [given] = await tx.query<{ from: string; to: string }>(
    `UPDATE person p SET email = ${formerAddress('p')}, nopek = NULL FROM person o
     WHERE p.id = $1 AND o.id = p.id AND NOT p.active AND p.email NOT LIKE '%.invalid'
     RETURNING o.email AS from, p.email AS to`,
    [personId],
  );
  if (!given) throw new Refusal(msg('people.error.gone'));
  await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: 'person.address-given-up',
    subject: `person:${personId}`,
    reason,
    data: given,
  });
}
