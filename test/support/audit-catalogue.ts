import { createPublicKey } from 'node:crypto';
import type { Finding } from '../../src/audit-log/checking.ts';
import { headOf, sealAudit } from '../../src/audit-log/sealing.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { audit } from '../../src/db/audit.ts';
import type { Database } from '../../src/db/database.ts';
import type { WitnessReport } from '../../src/desks/front/audit/check.ts';
import {
  compactNote,
  noteOf,
  rawKey,
  signCheckpoint,
  signerOf,
  verifierOf,
} from '../../src/merkle/signed-note.ts';
import { hashes } from '../../src/merkle/tree.ts';

const places: WitnessReport['places'] = [
  { platform: 'slack', name: '#admin', days: 12 },
  { platform: 'teams', name: 'Admin', days: 1 },
];
const day = '2026-11-20';
const silent: WitnessReport = { places: [], first: [] };

/** Everything that a check of the log may find, by itself and by its witnesses; `underWay`: it has not ended. */
export const auditResults: readonly ({ finding: Finding | null; witnesses: WitnessReport } | 'underWay')[] = [
  'underWay',
  { finding: null, witnesses: { places, first: [] } },
  { finding: { kind: 'broken', position: '123456', entry: '123460' }, witnesses: silent },
  { finding: { kind: 'cut', last: '123456', noted: '234567' }, witnesses: silent },
  { finding: { kind: 'head' }, witnesses: silent },
  { finding: { kind: 'root', noted: '234567' }, witnesses: silent },
  { finding: { kind: 'entry', entry: '123460' }, witnesses: silent },
  {
    finding: null,
    witnesses: {
      places: [
        ...places,
        {
          platform: 'given',
          name: '',
          days: 9,
          brought: { days: Array.from({ length: 9 }, (_, n) => `2026-11-${20 + n}`), differing: [day] },
        },
      ],
      first: [
        { day, how: 'gone', platform: 'slack', name: '#admin' },
        { day, how: 'altered', platform: 'teams', name: 'Admin' },
        { day, how: 'differs', platform: 'given', name: '' },
      ],
    },
  },
  {
    finding: null,
    witnesses: {
      places: [
        'personal_chat',
        'team_unknown',
        'ChannelMessage.Read.Group',
        'not_set_up',
        'no_channel',
        'not_in_channel',
      ].map((refused) => ({ platform: 'teams', name: 'Admin', days: 0, refused })),
      first: [],
    },
  },
];

/** A check under this id, in place of what was there. */
export async function makeCheck(
  db: Database,
  id: number,
  { actor, now }: Context,
  result: (typeof auditResults)[number],
): Promise<void> {
  const over = result === 'underWay' ? null : result;
  await db.query('DELETE FROM audit_check');
  await db.query(
    `INSERT INTO audit_check (id, asked_by_id, began_at, seals, position, hash, ended_at, unsealed, finding, witnesses)
     VALUES ($1, $2, $3, 234567, 123456, $4, $5, 12, $6, $7)`,
    [
      id,
      actor.id,
      now,
      Buffer.alloc(32, 7),
      over && now,
      over?.finding ? JSON.stringify(over.finding) : null,
      over && JSON.stringify(over.witnesses),
    ],
  );
}

const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);

/** The head of a day, the same in each run. */
export function catalogueNote(): string {
  const origin = 'satu-pintu/audit/0011223344556677';
  const { privateKey } = signerOf(verifierOf(origin, Buffer.alloc(32)), pkcs8);
  const verifier = verifierOf(origin, rawKey(createPublicKey(privateKey)));
  const root = hashes.fromBuffer(Buffer.alloc(32, 7));
  const checkpoint = { origin, size: 1234, root, at: '2026-11-20T23:45:00.000Z' };
  return noteOf(signCheckpoint(checkpoint, [{ ...verifier, privateKey }]));
}

/** A log with a seal that nobody checks at the moment; answers its head as a button brings it. */
export async function sealedNote(db: Database, key: Buffer): Promise<string> {
  await db.query('DELETE FROM audit_check');
  const actor = { id: null, name: 'A' };
  await db.transaction(withoutDeadline, (tx) =>
    audit(tx, { at: new Date(), actor, surface: 'system', action: 'person.changed', subject: 's' }),
  );
  await sealAudit(db, key);
  const head = await headOf(db, key);
  return head ? compactNote(head.checkpoint) : '';
}
