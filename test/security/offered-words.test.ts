import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { type TextKey, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { collectLog, sampleDatabase } from '../support/bot.ts';
import { type CatalogueDesks, catalogueDesks } from '../support/card-catalogue.ts';
import { actingAs } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import { quietRouter } from '../support/router.ts';

const t = translate('id');
let database: { url: string; drop(): Promise<void> };
let db: Database;
let desks: CatalogueDesks;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 20_000 });
  desks = catalogueDesks(db);
  await db.query(
    `INSERT INTO person (email, name, registered) VALUES ('dimas@mitra.example', 'Dimas', false)`,
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Answers that tell nothing of a right: something that belongs behind the word is missing, or there is nobody to choose. */
const incomplete: TextKey[] = [
  'userId.command.number',
  'satker.command.number',
  'partner.command.number',
  'language.usage',
  'audit.usage',
  'satker.nobody.deletable',
  'satker.nobody.deactivatable',
  'satker.nobody.dormant',
  'partner.nobody.position',
  'partner.nobody.application',
];

describe('a word of a command', () => {
  it('I-3 is offered to whoever may use it, and to nobody else', async () => {
    const answering = [desks.userId, desks.satker.desk, desks.partner.desk, desks.market.desk, desks.front];
    const accounts = await db.query<{ account: string }>(
      `SELECT split_part(email, '@', 1) AS account FROM person`,
    );
    for (const { account } of accounts) {
      const ctx: Context = await actingAs(db, account);
      const router = quietRouter({
        desks: answering,
        recognise: async () => ctx,
        offerLanguage: async () => [],
        anyone: t,
        log: collectLog(),
        deadlineMs: 60_000,
      });
      const caller = {
        surface: 'portal' as const,
        tenant: '',
        externalId: account,
        profile: () => Promise.reject(new Error('not asked')),
        delivery: null,
      };
      for (const [name, command] of answering.flatMap((desk) => Object.entries(desk.commands ?? {}))) {
        const offered = (await command.offered(ctx)).map(({ verb }) => verb);
        for (const verb of Object.keys(command.verbs)) {
          // The door alone is another word for its help.
          if (name === 'pintu' && verb === '') continue;
          const answer = await router.command(caller, name, verb);
          const refusal = answer.type === 'problem' ? answer.text : '';
          if (incomplete.some((key) => refusal === t.message({ key }))) continue;
          expect(refusal !== '', `${account}: /${name} ${verb}: ${refusal}`).toBe(!offered.includes(verb));
        }
      }
    }
  });
});
