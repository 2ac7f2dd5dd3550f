import { personCard } from '../../src/desks/partners/cards/person.ts';
import type { DeskDeps } from '../../src/desks/partners/deps.ts';
import { mappingActs } from '../../src/desks/partners/mappings/acts.ts';
import { addMapping } from '../../src/desks/partners/mappings/add.ts';
import { mappings } from '../../src/desks/partners/mappings/kind.ts';
import { confirmSecretaries } from '../../src/desks/partners/secretaries.ts';
import { revoke } from '../../src/desks/partners/whitelist/acts.ts';
import { createWhitelistService } from '../../src/desks/partners/whitelist/granting.ts';
import { grants } from '../../src/desks/partners/whitelist/kind.ts';
import { doing } from '../support/acting.ts';
import { writeAccount, writeGrant, writeImport, writeMapping } from '../support/partner-desk.ts';
import { type Contest, cell, timeZone } from './contest.ts';
import type { Race } from './race.ts';

const policy = { timeZone, partnerMailDomains: [] };

/** A secretary who may be mapped; answers their id. */
async function secretary(
  { aside, next }: Contest,
  granted = true,
  importId?: number,
): Promise<{ id: number; account: string }> {
  const account = `sekretaris.${next()}`;
  const id = await writeAccount(aside, { account, name: `Sekretaris ${account}`, importId });
  if (granted) await writeGrant(aside, account);
  return { id, account };
}

const positionId = (contest: Contest) =>
  cell(contest.aside, `SELECT id FROM position WHERE code = '50012345'`) as Promise<number>;

async function mapping(contest: Contest, account: string, start: string, end: string): Promise<number> {
  const number = await writeMapping(contest.aside, { account, start, end });
  return (await cell(contest.aside, 'SELECT id FROM secretary_mapping WHERE number = $1', [
    number,
  ])) as number;
}

const open = (contest: Contest, personId: number) =>
  cell(
    contest.aside,
    'SELECT count(*)::int FROM secretary_mapping WHERE person_id = $1 AND ended_at IS NULL',
    [personId],
  );

export const partnerRaces: Race[] = [
  {
    name: 'P-10 one mapping of a person to a position stands of those that overlap',
    constraints: ['secretary_mapping_overlap'],
    winners: 'one',
    async round(contest, size) {
      const { id } = await secretary(contest);
      const position = await positionId(contest);
      return {
        acts: contest.contenders
          .slice(0, size)
          .map(
            (ctx) => () =>
              addMapping(
                { db: contest.db, policy },
                ctx,
                { personId: id, positionId: position, start: '2027-01-01', end: '2027-06-30' },
                `map ${contest.next()}`,
              ),
          ),
        stands: () => open(contest, id),
        expected: 1,
      };
    },
  },
  {
    name: 'P-10 people who are mapped to one position do not stand in each other’s way',
    constraints: ['secretary_mapping_number_key'],
    winners: 'all',
    async round(contest, size) {
      const people = await Promise.all(Array.from({ length: size }, () => secretary(contest)));
      const position = await positionId(contest);
      return {
        acts: people.map(
          ({ id }, n) =>
            () =>
              addMapping(
                { db: contest.db, policy },
                contest.contenders[n] ?? contest.contenders[0],
                { personId: id, positionId: position, start: '2027-01-01', end: '2027-06-30' },
                `map ${contest.next()}`,
              ),
        ),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM secretary_mapping WHERE person_id = ANY($1)', [
            people.map(({ id }) => id),
          ]),
        expected: size,
      };
    },
  },
  {
    name: 'P-10 a form that is sent several times at once makes one mapping',
    constraints: ['secretary_mapping_submission_key'],
    winners: 'all',
    async round(contest, size) {
      const { id } = await secretary(contest);
      const position = await positionId(contest);
      const key = `map ${contest.next()}`;
      return {
        acts: Array.from(
          { length: size },
          () => () =>
            addMapping(
              { db: contest.db, policy },
              contest.contenders[0],
              { personId: id, positionId: position, start: '2027-01-01', end: '2027-06-30' },
              key,
            ),
        ),
        stands: () => open(contest, id),
        expected: 1,
      };
    },
  },
  {
    name: 'P-12 one new End of a mapping counts',
    constraints: [],
    winners: 'one',
    async round(contest, size) {
      const { id, account } = await secretary(contest);
      const mappingId = await mapping(contest, account, '2026-01-01', '2026-12-31');
      const act = doing(contest.db, mappings);
      const { changeEnd } = mappingActs({ db: contest.db, policy });
      return {
        acts: contest.contenders.slice(0, size).map(
          (ctx, n) => () =>
            act(changeEnd, ctx, mappingId, {
              seenEnd: '2026-12-31',
              end: `2027-0${(n % 9) + 1}-15`,
              reason: 'diperpanjang',
            }),
        ),
        stands: () => open(contest, id),
        expected: 1,
      };
    },
  },
  {
    name: 'P-12 a mapping is extended or one made in its way, never both',
    constraints: ['secretary_mapping_overlap'],
    winners: 'one',
    async round(contest, size) {
      const { id, account } = await secretary(contest);
      const mappingId = await mapping(contest, account, '2026-01-01', '2026-12-31');
      const position = await positionId(contest);
      const act = doing(contest.db, mappings);
      const { changeEnd } = mappingActs({ db: contest.db, policy });
      return {
        acts: contest.contenders.slice(0, size).map(
          (ctx, n) => () =>
            n % 2
              ? addMapping(
                  { db: contest.db, policy },
                  ctx,
                  { personId: id, positionId: position, start: '2027-02-01', end: '2027-03-31' },
                  `map ${contest.next()}`,
                )
              : act(changeEnd, ctx, mappingId, {
                  seenEnd: '2026-12-31',
                  end: '2027-02-15',
                  reason: 'diperpanjang',
                }),
        ),
        stands: () =>
          cell(
            contest.aside,
            `SELECT count(*)::int FROM secretary_mapping WHERE person_id = $1 AND ended_at IS NULL AND ends_on > '2026-12-31'`,
            [id],
          ),
        expected: 1,
      };
    },
  },
  {
    name: 'I-10 P-12 a mapping is ended, let end or extended by one person',
    constraints: ['deadline_notice_pkey'],
    winners: 'one',
    async round(contest, size) {
      const { account } = await secretary(contest);
      const mappingId = await mapping(contest, account, '2026-01-01', '2026-12-01');
      const act = doing(contest.db, mappings);
      const { changeEnd, end } = mappingActs({ db: contest.db, policy });
      const seenEnd = '2026-12-01';
      return {
        // To let it end is no bar to ending it now: each of two kinds that exclude each other.
        acts: contest.contenders
          .slice(0, size)
          .map(
            (ctx, n) => () =>
              n % 2
                ? act(end, ctx, mappingId, { seenEnd, reason: 'selesai' })
                : act(changeEnd, ctx, mappingId, { seenEnd, end: '2027-02-15', reason: 'diperpanjang' }),
          ),
        stands: () =>
          cell(contest.aside, `SELECT count(*)::int FROM audit_entry WHERE subject = 'mapping:' || $1`, [
            String(mappingId),
          ]),
        expected: 1,
      };
    },
  },
  {
    name: 'P-9 a role is granted once, and whoever comes second hears that it was',
    constraints: ['whitelist_grant_open_key'],
    winners: 'one',
    async round(contest, size) {
      const { id } = await secretary(contest, false);
      const service = createWhitelistService(contest.db);
      return {
        acts: contest.contenders.slice(0, size).map((ctx) => async () => {
          const { granted } = await service.grantBundle(ctx, id);
          // The answer shows the person's card, on which each role has who granted it.
          return granted.length > 0
            ? granted
            : {
                second: JSON.stringify(
                  await personCard(ctx, { db: contest.aside, policy } as unknown as DeskDeps, id),
                ),
              };
        }),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM whitelist_grant WHERE person_id = $1', [id]),
        expected: 3,
      };
    },
  },
  {
    name: 'P-1 P-9 P-10 roles, mappings and confirmations of the same people at once all end',
    constraints: [
      'whitelist_grant_open_key',
      'secretary_mapping_overlap',
      'secretary_mapping_submission_key',
    ],
    winners: 'all',
    async round(contest, size) {
      const importId = await writeImport(contest.aside);
      const people = await Promise.all([1, 2, 3].map(() => secretary(contest, true, importId)));
      const position = await positionId(contest);
      const whitelist = createWhitelistService(contest.db);
      // Who is refused here is refused in words: that is all that this race is about.
      const ended = (work: () => Promise<unknown>) => () =>
        work().catch((error) => {
          if (error.name !== 'FieldErrors' && error.name !== 'Refusal') throw error;
        });
      return {
        acts: contest.contenders.slice(0, size).map((ctx, n) => {
          const id = people[n % people.length]?.id ?? 0;
          const kinds = [
            () => confirmSecretaries(contest.db, ctx, importId, policy),
            () => whitelist.grantBundle(ctx, id),
            () =>
              addMapping(
                { db: contest.db, policy },
                ctx,
                { personId: id, positionId: position, start: '2026-01-01', end: '2027-12-31' },
                `map ${contest.next()}`,
              ),
          ];
          return ended(kinds[n % kinds.length] ?? (async () => {}));
        }),
        stands: () =>
          cell(
            contest.aside,
            `SELECT max(n)::int FROM (SELECT count(*) AS n FROM secretary_mapping WHERE person_id = ANY($1) GROUP BY person_id) AS c`,
            [people.map(({ id }) => id)],
          ),
        expected: 1,
      };
    },
  },
  {
    name: 'I-10 a role is taken back once',
    constraints: [],
    winners: 'one',
    async round(contest, size) {
      const { id, account } = await secretary(contest, false);
      await writeGrant(contest.aside, account, 'Member User');
      const grantId = (await cell(contest.aside, 'SELECT id FROM whitelist_grant WHERE person_id = $1', [
        id,
      ])) as number;
      const act = doing(contest.db, grants);
      return {
        acts: contest.contenders
          .slice(0, size)
          .map((ctx) => () => act(revoke(policy), ctx, grantId, { reason: 'tidak perlu' })),
        stands: () =>
          cell(
            contest.aside,
            'SELECT count(*)::int FROM whitelist_grant WHERE person_id = $1 AND withdrawn_at IS NULL',
            [id],
          ),
        expected: 0,
      };
    },
  },
];
