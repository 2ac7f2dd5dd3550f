import type { ChatProfile } from '../chat/messenger.ts';
import type { Until } from '../core/deadline.ts';
import { Refusal } from '../core/errors.ts';
import { givenLine } from '../core/given.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { ownerOf } from './addresses.ts';

/** A chat account by what never changes of it. */
export interface AccountKey {
  platform: string;
  tenant: string;
  externalId: string;
}

/** Whom a chat account is linked to; or whose address it has, where the address alone does not make it theirs. */
export type Linked =
  | { type: 'linked'; personId: number }
  | { type: 'claim'; personId: number }
  /** It was theirs, and they have left. */
  | { type: 'left' };

/** A profile whose address the platform vouches for. */
export type VerifiedProfile = ChatProfile & { verifiedEmail: string };

/** Throws a Refusal where the platform vouches for no address, as of nobody of another organisation (I-1). */
export function verified(profile: ChatProfile): VerifiedProfile {
  if (profile.outsider) throw new Refusal({ key: 'error.otherOrganisation' });
  const email = profile.verifiedEmail?.toLowerCase();
  if (!email) throw new Refusal({ key: 'error.unverifiedAccount' });
  // People choose it themselves: it is a stranger's own word, and never takes the place of a register's.
  return { ...profile, verifiedEmail: email, name: givenLine(profile.name) || email };
}

/**
 * Links a chat account to the person with its verified address, and from then on by the platform's stable id (I-1). It is
 * the first account of theirs in that workspace, and nothing has come between them and the address since it was theirs:
 * anything else is a claim, which changes nothing. Two first clicks at once make one person and one link.
 */
export async function linkAccount(
  db: Database,
  until: Until,
  platform: string,
  profile: VerifiedProfile,
  now: Date,
): Promise<Linked> {
  const account = { platform, tenant: profile.tenant, externalId: profile.externalId };
  return db.transaction(until, async (tx) => {
    const owner = await ownerOf(tx, profile.verifiedEmail, profile.name);
    if (owner.type === 'left' && (await wasTheirs(tx, account, owner.id))) return { type: 'left' };
    // Whoever was made just now has nothing that anybody could come by.
    const isNew = owner.type === 'person' && owner.made;
    const isClaim = !isNew && (owner.type !== 'person' || (await wasLinked(tx, account, owner.id)));
    if (isClaim || !(await writeLink(tx, account, owner.id, profile.locale, now)))
      return (await isLinked(tx, account, owner.id))
        ? { type: 'linked', personId: owner.id }
        : { type: 'claim', personId: owner.id };
    await audit(tx, {
      at: now,
      actor: owner,
      surface: platform,
      action: 'person.linked',
      subject: `person:${owner.id}`,
      data: { account: stateOf(account), email: profile.verifiedEmail, registered: !isNew },
    });
    return { type: 'linked', personId: owner.id };
  });
}

/** How a link reads in the audit: `slack:T1:U1`. */
export const stateOf = ({ platform, tenant, externalId }: AccountKey): string =>
  [platform, tenant, externalId].join(':');

/** False where it, or another account of this person in the workspace, is linked already. */
export async function writeLink(
  tx: Tx,
  { platform, tenant, externalId }: AccountKey,
  personId: number,
  locale: string | null,
  now: Date,
): Promise<boolean> {
  const linked = await tx.query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id, locale, linked_at, last_active_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING RETURNING id`,
    [platform, tenant, externalId, personId, locale, now],
  );
  return linked.length > 0;
}

const keyOf = ({ platform, tenant, externalId }: AccountKey) => [platform, tenant, externalId];

async function isLinked(tx: Tx, account: AccountKey, personId: number): Promise<boolean> {
  const found = await tx.query(
    `SELECT 1 FROM chat_identity WHERE platform = $1 AND tenant = $2 AND external_id = $3 AND person_id = $4`,
    [...keyOf(account), personId],
  );
  return found.length > 0;
}

/** Whether the account was anybody's before, or another account of the workspace was this person's. */
async function wasLinked(tx: Tx, account: AccountKey, personId: number): Promise<boolean> {
  const found = await tx.query(
    `SELECT 1 FROM former_chat_identity WHERE platform = $1 AND tenant = $2 AND (external_id = $3 OR person_id = $4) LIMIT 1`,
    [...keyOf(account), personId],
  );
  return found.length > 0;
}

async function wasTheirs(tx: Tx, account: AccountKey, personId: number): Promise<boolean> {
  const found = await tx.query(
    `SELECT 1 FROM former_chat_identity WHERE platform = $1 AND tenant = $2 AND external_id = $3 AND person_id = $4 LIMIT 1`,
    [...keyOf(account), personId],
  );
  return found.length > 0;
}
