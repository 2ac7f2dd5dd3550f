import type { Context } from '../../../core/context.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import { type Scope, within } from '../../../imports/kind.ts';
import { importSubject } from '../../../imports/model.ts';
import { refreshLater } from '../../../posted/post.ts';
import { references } from './check.ts';

/**
 * Makes the people and accounts of the rows without problems, each with its audit entry, in one statement. Somebody who is
 * known by the address alone becomes registered; nobody else is touched, nor whoever has left (I-1). `domain` completes the address of those of whom
 * only an account name is known; nothing is mailed there.
 */
export async function writeAccounts(tx: Tx, ctx: Context, scope: Scope, domain: string): Promise<void> {
  const { accounts, phones } = await sealedPhones(tx, scope);
  const { sql, values } = within(scope, 8);
  const [count] = await tx.query<{ accepted: number; written: number; undone: number[] }>(
    `WITH ${references}, accepted AS MATERIALIZED (
       SELECT r.data->>'name' AS name, split_part(r.data->>'email', '@', 1) AS account,
         CASE WHEN strpos(r.data->>'email', '@') > 0 THEN r.data->>'email' END AS contact,
         t.phone, r.data->>'company' AS company, (r.data->>'kind')::partner_kind AS kind,
         (r.data->>'startsOn')::date AS starts_on, (r.data->>'endsOn')::date AS ends_on,
         u.id AS unit_id, p.id AS parent_id, p.holder_id AS superior_id
       FROM opened_row r LEFT JOIN unit_name u ON u.key = lower(r.data->>'unit')
       LEFT JOIN position_name p ON p.key = lower(r.data->>'parent')
       LEFT JOIN unnest($6::text[], $7::bytea[]) AS t(account, phone) ON t.account = split_part(r.data->>'email', '@', 1)
       WHERE ${sql} AND r.problems IS NULL ORDER BY r.n
     ), known AS MATERIALIZED (
       SELECT p.id, jsonb_build_object('name', p.name, 'unitId', p.unit_id, 'superiorId', p.superior_id, 'active', p.active,
                                       'registered', p.registered) AS before
       FROM person p JOIN accepted ON p.email = coalesce(contact, account || '@' || $5) WHERE NOT p.registered AND p.active
     ), people AS (
       INSERT INTO person (email, name, unit_id, superior_id, created_at)
       SELECT coalesce(contact, account || '@' || $5), name, unit_id, superior_id, $1 FROM accepted
       WHERE unit_id IS NOT NULL AND parent_id IS NOT NULL
       ON CONFLICT (email) DO UPDATE SET name = excluded.name, unit_id = excluded.unit_id,
         superior_id = excluded.superior_id, registered = true WHERE NOT person.registered AND person.active
       RETURNING id, email
     ), accounts AS (
       INSERT INTO partner_account (person_id, account_name, contact_email, phone, company, kind, unit_id, parent_id,
                                    starts_on, ends_on, import_id, created_at)
       SELECT people.id, account, contact, phone, company, kind, unit_id, parent_id, starts_on, ends_on, $8, $1
       FROM accepted JOIN people ON people.email = coalesce(contact, account || '@' || $5)
       RETURNING person_id, account_name, kind
     ), made_again AS (
       DELETE FROM partner_withdrawal w USING accounts a WHERE w.account_name = a.account_name RETURNING w.import_id
     ), audited AS (
       INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, to_state, data)
       SELECT $1, $2, $3, $4, 'partner.created', 'person:' || person_id, kind::text,
              CASE WHEN before IS NULL THEN jsonb_build_object('account', account_name, 'import', $8::int)
                   ELSE jsonb_build_object('account', account_name, 'import', $8::int, 'before', before) END
       FROM accounts LEFT JOIN known ON known.id = person_id
     )
     SELECT (SELECT count(*) FROM accepted)::int AS accepted, (SELECT count(*) FROM accounts)::int AS written,
       ARRAY(SELECT DISTINCT import_id FROM made_again) AS undone`,
    [ctx.now, ctx.actor.id, ctx.actor.name, ctx.surface, domain, accounts, phones, ...values],
  );
  // Imports that were undone say what became of their accounts, which is another one's now.
  await refreshLater(tx, (count?.undone ?? []).map(importSubject));
  if (count?.written === count?.accepted) return;
  // Whoever became registered with the same address since the check was left as they are.
  const left = within(scope, 2);
  await tx.query(
    `UPDATE opened_row r SET problems = $1
     WHERE ${left.sql} AND r.problems IS NULL
       AND NOT EXISTS (SELECT 1 FROM partner_account a WHERE a.account_name = split_part(r.data->>'email', '@', 1))`,
    [
      JSON.stringify([{ field: 'email', expected: msg('partnerAccount.expected.stillFree') }]),
      ...left.values,
    ],
  );
}

/** The telephone numbers of the rows without problems, as their accounts'. They come as one value, as rows cost more than what is in them. */
async function sealedPhones(tx: Tx, scope: Scope): Promise<{ accounts: string[]; phones: Buffer[] }> {
  const { sql, values } = within(scope, 1);
  const [given] = await tx.query<{ phones: [account: string, phone: string][] }>(
    `SELECT coalesce(json_agg(json_build_array(split_part(r.data->>'email', '@', 1), r.data->>'phone')), '[]') AS phones FROM opened_row r
     WHERE ${sql} AND r.problems IS NULL AND r.data ? 'phone'`,
    values,
  );
  const phones = given?.phones ?? [];
  return {
    accounts: phones.map(([account]) => account),
    phones: await tx.keys.sealColumn('partner_account', 'phone', phones),
  };
}
