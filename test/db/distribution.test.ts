import { describe, expect, it } from 'vitest';
import { broughtTogether, groupsOf } from '../../prisma/distribution/check.ts';

const catalogue = new Map([
  ['person', ['id', 'name']],
  ['user_id_request', ['id', 'requester_id', 'status']],
  ['user_id_decision', ['request_id', 'person_id', 'stage']],
  ['record_remark', ['id', 'subject', 'text']],
  ['audit_entry', ['id', 'subject', 'action']],
  ['posted_card', ['id', 'key', 'subject', 'thread']],
  ['satker_user', ['id', 'nik']],
]);
const groups = async (text: string) => (await groupsOf(text, catalogue)).map((tables) => tables.sort());

describe('rows that are spread', () => {
  it.each([
    'SELECT 1 FROM user_id_request r JOIN user_id_decision d ON d.request_id = r.id',
    'SELECT 1 FROM user_id_request r, user_id_decision WHERE request_id = $1 AND r.id = $1',
    'SELECT 1 FROM user_id_request r WHERE EXISTS (SELECT 1 FROM user_id_decision d WHERE d.request_id = r.id AND d.stage = r.status)',
    'SELECT (SELECT count(*) FROM user_id_decision d WHERE d.request_id = r.id) FROM user_id_request r',
    'SELECT 1 FROM user_id_request WHERE id IN (SELECT request_id FROM user_id_decision)',
    'SELECT 1 FROM user_id_request r LEFT JOIN LATERAL (SELECT d.request_id AS of FROM user_id_decision d WHERE d.request_id = r.id LIMIT 1) x ON true',
    'WITH found AS (SELECT id AS one FROM user_id_request) DELETE FROM user_id_decision USING found WHERE request_id = found.one',
    `WITH moved AS (UPDATE user_id_request SET status = 'X' WHERE id = $1 RETURNING id)
     INSERT INTO user_id_decision (stage, request_id) SELECT 'X', id FROM moved`,
  ])('stand together where they are equal in what says where: %s', async (text) => {
    expect(await groups(text)).toEqual([['user_id_decision', 'user_id_request']]);
  });

  it.each([
    "SELECT 1 FROM user_id_request r JOIN record_remark m ON m.subject = 'user-id:' || r.id",
    "SELECT 1 FROM user_id_request r JOIN record_remark m ON m.subject = 'user-id:' || r.id::text WHERE r.id = $1",
    `WITH moved AS (UPDATE user_id_request SET status = 'X' RETURNING id), said AS (SELECT 'user-id:' || id AS subject FROM moved)
     SELECT 1 FROM said JOIN record_remark USING (subject)`,
  ])('stand with the record whose id is written in them: %s', async (text) => {
    expect(await groups(text)).toEqual([['record_remark', 'user_id_request']]);
  });

  it('need not come together in the branches of a UNION, nor with what stands everywhere', async () => {
    expect(await groups('SELECT id FROM user_id_request UNION ALL SELECT id FROM satker_user')).toHaveLength(
      1,
    );
    expect(
      await groups('SELECT 1 FROM user_id_request r JOIN person p ON p.id = r.requester_id'),
    ).toHaveLength(1);
  });

  it.each([
    'SELECT 1 FROM user_id_request, satker_user',
    // Both are ids, of different things.
    'SELECT 1 FROM user_id_request r JOIN satker_user s ON s.id = r.id',
    'SELECT 1 FROM user_id_request r JOIN user_id_decision d ON d.person_id = r.requester_id',
    'SELECT 1 FROM user_id_request r JOIN user_id_decision d ON d.request_id = r.id OR d.stage = r.status',
    'SELECT 1 FROM user_id_request r, user_id_decision d WHERE r.id = ANY($1) AND d.request_id = ANY($1)',
    'SELECT (SELECT count(*) FROM user_id_request), (SELECT count(*) FROM satker_user)',
    "SELECT 1 FROM user_id_request r WHERE NOT EXISTS (SELECT 1 FROM record_remark m WHERE m.subject = 'user-id:' || r.requester_id)",
  ])('do not stand together otherwise: %s', async (text) => {
    expect(await groups(text)).toHaveLength(2);
  });

  it('are excused by how many statements of a file bring them together, neither more nor fewer', async () => {
    const text = 'SELECT 1 FROM user_id_request, satker_user';
    const faults = (lines: readonly number[], statements: number) =>
      broughtTogether(
        lines.map((line) => ({ file: 'src/a.ts', line, text })),
        catalogue,
        { 'src/a.ts': { statements, why: 'because' } },
      );
    expect(await faults([1, 2], 2)).toEqual([]);
    // Two forms of one statement are one.
    expect(await faults([1, 1], 1)).toEqual([]);
    expect(await faults([1, 2], 1)).toEqual([
      'src/a.ts:1 brings together user_id_request and satker_user',
      'src/a.ts:2 brings together user_id_request and satker_user',
    ]);
    expect(await faults([1], 2)).toEqual(['src/a.ts has 1 such statements and is excused for 2']);
  });
});
