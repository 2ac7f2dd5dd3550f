import type { ChatPerson } from '@satu-pintu/playground/people';
import { expect } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import type { Workspace } from './bot.ts';
import { type Registers, startRegisters } from './registers.ts';
import type { Somebody } from './satker-steps.ts';
import { sealUsers, sealUsersAt } from './sealed-users.ts';
import { atRest, type audiences, openWorkspaceIn } from './user-id-steps.ts';

export type SatkerWorkspace = Workspace & { registers: Registers };

/** A workspace in which everybody reads one language, with registers that tests can bring people into. */
export async function openDesk(
  audience: (typeof audiences)[number],
  env: Record<string, string> = {},
): Promise<SatkerWorkspace> {
  const registers = await startRegisters();
  const workspace = await openWorkspaceIn(audience, { env: { ...registers.env, ...env } });
  return {
    ...workspace,
    registers,
    async stop() {
      await workspace.stop();
      await registers.close();
    },
  };
}

/** A second KPPN with an officer of its own, who has nothing to do with the sample satkers. */
export async function addOtherKppn(workspace: Workspace): Promise<ChatPerson> {
  const email = 'wati.kusuma@nusantara.example';
  await workspace.door().addAccount({ email, name: 'Wati Kusuma', language: 'id' });
  await workspace.query(
    `WITH k AS (INSERT INTO unit (code, name, kind) VALUES ('KPPN-JKT2', 'KPPN Jakarta II', 'KPPN') RETURNING id),
     p AS (INSERT INTO person (email, name, unit_id) SELECT $1, 'Wati Kusuma', id FROM k RETURNING id, unit_id)
     INSERT INTO role_grant (person_id, role, unit_id) SELECT id, 'KPPN_OFFICER', unit_id FROM p`,
    [email],
  );
  return workspace.person('wati.kusuma');
}

/** A further officer of the KPPN of the sample satkers. */
export async function addOfficer(workspace: Workspace, account: string, name: string): Promise<ChatPerson> {
  const email = `${account}@nusantara.example`;
  const known = (await workspace.door().accounts()).includes(account);
  if (!known) await workspace.door().addAccount({ email, name, language: 'id' });
  await workspace.query(
    `WITH p AS (INSERT INTO person (email, name) VALUES ($1, $2)
                ON CONFLICT (email) DO UPDATE SET registered = true RETURNING id)
     INSERT INTO role_grant (person_id, role, unit_id)
     SELECT p.id, 'KPPN_OFFICER', u.id FROM p, unit u WHERE u.code = 'KPPN-JKT1' ON CONFLICT DO NOTHING`,
    [email, name],
  );
  return workspace.person(account);
}

/** Withdraws a role, or gives one back that was withdrawn, behind everybody's back. */
export async function setRole(
  workspace: Workspace,
  account: string,
  role: 'KPPN_OFFICER' | 'SATKER_USER',
  held: boolean,
): Promise<void> {
  await workspace.query(
    `UPDATE role_grant SET withdrawn_at = CASE WHEN $3 THEN NULL ELSE now() END
     WHERE role = $2::role AND person_id = (SELECT id FROM person WHERE email LIKE $1 || '@%')`,
    [account, role, held],
  );
}

let written = 0;

/** A row as if it had come about long ago: for statuses that take months to reach. Answers its number. */
export async function writeRow(
  workspace: Pick<Workspace, 'query' | 'databaseUrl'> | Database,
  somebody: Somebody,
  row: {
    status: 'REGISTERED' | 'ACTIVE' | 'DORMANT' | 'INACTIVE' | 'REJECTED';
    unit?: string;
    nip?: string;
    reason?: string;
    /** Whether the person is known and holds the role of an active user. */
    standing?: boolean;
  },
): Promise<string> {
  written += 1;
  const number = `SAT-2025-${String(written).padStart(6, '0')}`;
  const unit = row.unit ?? '527010';
  await workspace.query(
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, nip, email, letter_number, status, status_since, reason,
                              surface, submission_key, created_at, counted_from)
     SELECT $1, u.id, $2, $3, $4, $5, 'ST-99/SJ/2025', $6::satker_user_status, now() - interval '200 days',
            $7, 'system', $1, now() - interval '200 days', now() - interval '200 days'
     FROM unit u WHERE u.code = $8`,
    [
      number,
      somebody.nik,
      somebody.name,
      row.nip ?? null,
      somebody.email,
      row.status,
      row.reason ?? null,
      unit,
    ],
  );
  const sealed = [{ key: number, nik: somebody.nik, phone: '0812-1111-2222' }];
  if ('keys' in workspace) await sealUsers(workspace, sealed);
  else await sealUsersAt(workspace.databaseUrl, sealed);
  if (row.standing)
    await workspace.query(
      `WITH p AS (INSERT INTO person (email, name) VALUES ($1, $2)
                  ON CONFLICT (email) DO UPDATE SET registered = true RETURNING id)
       INSERT INTO role_grant (person_id, role, unit_id)
       SELECT p.id, 'SATKER_USER', u.id FROM p, unit u WHERE u.code = $3 ON CONFLICT DO NOTHING`,
      [somebody.email, somebody.name, unit],
    );
  return number;
}

/** The audit's entries about the records of this number, oldest first. */
export async function auditOf(
  workspace: Workspace,
  number: string,
): Promise<{ action: string; reason: string | null; data: Record<string, unknown> }[]> {
  return workspace.query(
    `SELECT action, reason, data FROM audit_entry WHERE subject IN
       (SELECT 'satker:' || id FROM satker_user WHERE number = $1
        UNION SELECT 'satker-ticket:' || id FROM satker_ticket WHERE number = $1) ORDER BY id`,
    [number],
  );
}

/** Runs an act that is to change nothing but drafts and files that no record has, and proves that it did not. */
export async function unregistered<T>(workspace: Workspace, act: () => Promise<T>): Promise<T> {
  const look = () =>
    workspace.query(`SELECT
      (SELECT json_agg(s ORDER BY id) FROM satker_user s) AS users,
      (SELECT json_agg(t ORDER BY id) FROM satker_ticket t) AS tickets,
      (SELECT json_agg(d ORDER BY id) FROM digit_registration d) AS accounts,
      (SELECT count(*) FROM attachment WHERE record IS NOT NULL) AS files,
      (SELECT count(*) FROM audit_entry WHERE action <> 'person.linked') AS audit`);
  await atRest(workspace);
  const before = await look();
  const result = await act();
  expect(await look()).toEqual(before);
  return result;
}
