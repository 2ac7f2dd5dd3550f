import { keepMade } from '../../src/attachments/kept.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { keepDraft } from '../../src/db/drafts.ts';
import { beginCheck } from '../../src/desks/front/audit/check.ts';
import { saveDraft as saveRegistration } from '../../src/desks/satker/forms/draft.ts';
import { draftKey } from '../../src/desks/user-id/forms/review.ts';
import { createImportService } from '../../src/imports/service.ts';
import { beginImport } from '../../src/imports/staging.ts';
import { post } from '../../src/posted/post.ts';
import { consumeLink, createLink } from '../../src/web/links.ts';
import { organisationKinds } from '../support/house.ts';
import { means } from '../support/step-up.ts';
import { type Contest, cell, now } from './contest.ts';
import type { Race } from './race.ts';

/** An import that waits for somebody to press Import; answers its id. */
async function checkedImport(contest: Contest): Promise<number> {
  const [ctx] = contest.contenders;
  const id = (await cell(
    contest.aside,
    `INSERT INTO import (status, status_since, file_name, sha256, source, person_id, surface, created_at)
     VALUES ('CHECKED', now(), 'organisasi.xlsx', '', $1, $2, 'slack', now()) RETURNING id`,
    [`test:${contest.next()}`, ctx.actor.id],
  )) as number;
  await contest.aside.query(
    `INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows) VALUES ($1, 0, 'organisation.unit', 'Unit', '{}', '{}', 1)`,
    [id],
  );
  return id;
}

export const onceRaces: Race[] = [
  {
    name: 'I-5 one check of the log runs, and whoever asks for another hears who began it',
    constraints: ['audit_check_running_key'],
    winners: 'one',
    async round(contest, size) {
      await contest.aside.query('UPDATE audit_check SET ended_at = now() WHERE ended_at IS NULL');
      const parts = { db: contest.db, auditKey: Buffer.alloc(32) };
      return {
        acts: contest.contenders.slice(0, size).map((ctx) => async () => {
          const told = await beginCheck(ctx, parts);
          return told === ctx.t('audit.begun') ? { first: told } : { second: told };
        }),
        stands: () => cell(contest.aside, 'SELECT count(*)::int FROM audit_check WHERE ended_at IS NULL'),
        expected: 1,
      };
    },
  },
  {
    name: 'P-6 an import is started or given up once, and the others hear by whom',
    constraints: [],
    winners: 'one',
    async round(contest, size) {
      const id = await checkedImport(contest);
      const service = createImportService(means(contest.db), organisationKinds);
      return {
        acts: contest.contenders
          .slice(0, size)
          .map((ctx, n) => () => (n % 2 ? service.cancel(ctx, id) : service.run(ctx, id))),
        stands: () =>
          cell(contest.aside, `SELECT count(*)::int FROM audit_entry WHERE subject = 'import:' || $1`, [
            String(id),
          ]),
        expected: 1,
      };
    },
  },
  {
    name: 'P-7 a file whose arrival is told several times at once begins one import',
    constraints: ['import_source_key', 'import_number_key', 'posted_card_key_key'],
    winners: 'all',
    async round(contest, size) {
      const [ctx] = contest.contenders;
      const n = contest.next();
      const given = {
        fileName: 'organisasi.xlsx',
        sha256: Buffer.from(`file ${n}`),
        source: `slack:F${n}`,
        channel: null,
      };
      return {
        acts: Array.from({ length: size }, () => () => beginImport(contest.db, ctx, given)),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM import WHERE source = $1', [given.source]),
        expected: 1,
      };
    },
  },
  {
    name: 'U-16 a one-time link is used once',
    constraints: ['one_time_link_pkey'],
    winners: 'all',
    async round(contest, size) {
      const token = await createLink(contest.aside, {
        purpose: 'enter',
        subject: { personId: 1 },
        now,
        validMs: 60_000,
      });
      let used = 0;
      return {
        // Who comes second holds the same link: there is nobody else to name.
        acts: Array.from({ length: size }, () => async () => {
          if (await consumeLink(contest.db, 'enter', token, now)) used += 1;
        }),
        stands: async () => used,
        expected: 1,
      };
    },
  },
  {
    name: 'U-7 S-3 a draft that is kept several times at once is kept',
    constraints: ['form_draft_pkey'],
    winners: 'all',
    async round(contest, size) {
      const [ctx] = contest.contenders;
      const key = `draft ${contest.next()}`;
      const parts = { db: contest.db } as never;
      return {
        acts: Array.from(
          { length: size },
          (_, n) => () =>
            n % 2
              ? keepDraft(contest.db, draftKey(ctx, key), {}, ctx.now)
              : saveRegistration(ctx, parts, contest.next() % 2, {
                  searched: '',
                  values: {},
                  documentId: null,
                }),
        ),
        stands: () => cell(contest.aside, 'SELECT count(*)::int FROM form_draft WHERE id = $1', [key]),
        expected: 1,
      };
    },
  },
  {
    name: 'P-1 a template that is asked for several times at once is kept once',
    constraints: ['attachment_uploader_id_source_key'],
    winners: 'all',
    async round(contest, size) {
      const [ctx] = contest.contenders;
      const name = `formulir ${contest.next()}.xlsx`;
      const file = { name, mediaType: 'application/octet-stream', content: Buffer.from('x') };
      return {
        acts: Array.from({ length: size }, () => () => keepMade(contest.db, ctx, file)),
        stands: () => cell(contest.aside, 'SELECT count(*)::int FROM attachment WHERE name = $1', [name]),
        expected: 1,
      };
    },
  },
  {
    name: 'U-10 cards that are posted several times at once stand once',
    constraints: ['posted_card_key_key'],
    winners: 'all',
    async round(contest, size) {
      const [ctx] = contest.contenders;
      const subject = `test:${contest.next()}`;
      const cards = [1, 2, 3].map((n) => ({
        key: `${subject} ${n}`,
        card: 'user-id.root' as const,
        subject,
        personId: ctx.actor.id,
        live: false,
      }));
      return {
        acts: Array.from(
          { length: size },
          () => () => contest.db.transaction(withoutDeadline, (tx) => post(tx, cards)),
        ),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM posted_card WHERE subject = $1', [subject]),
        expected: 3,
      };
    },
  },
];
