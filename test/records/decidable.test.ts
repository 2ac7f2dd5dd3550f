import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { languages, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import type { Decidable } from '../../src/records/several/decidable.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { catalogueDesks } from '../support/card-catalogue.ts';
import { openDatabase } from '../support/open-database.ts';
import { decidablesOf } from '../support/several.ts';

/** Kinds of which nobody decides several at once, and why. */
const without: Record<string, string> = {
  'market-company': 'a mapping that an ADMIN undoes, each for a reason of its own',
  'market-satker': 'an officer’s own',
  signer: 'its acts are its person’s own, and revoking is no answer to a request',
  signing: 'each signature is given in person, with a place in the file and a fresh code',
  'whitelist-grant': 'roles are granted and revoked, and nobody asks for them',
};

let database: SampleDatabase;
let db: Database;
let kinds: readonly Decidable[];
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  kinds = decidablesOf(db, catalogueDesks(db));
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe('kinds of records that are decided', () => {
  it('A-8 are decided several at once, or there is a reason why not', async () => {
    const root = path.join(projectRoot, 'src');
    const exported = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.startsWith('desks/') && file.endsWith('.ts'))
      .flatMap((file) =>
        [
          ...readFileSync(path.join(root, file), 'utf8').matchAll(/^export const (\w+): (?:Waiting)?Kind</gm),
        ].map(([, name = '']) => ({ file: path.join(root, file), name })),
      );
    const named = await Promise.all(exported.map(async ({ file, name }) => (await import(file))[name].name));
    expect(named.length).toBeGreaterThan(8);
    expect([...new Set(named)].sort()).toEqual(
      [...kinds.map(({ name }) => name), ...Object.keys(without)].sort(),
    );
  });

  it('A-8 have one way for one word, in either language, and at least one that asks for a reason alone', () => {
    for (const { name, ways } of kinds) {
      const open = ways.filter(({ alone }) => !alone);
      expect(open.length, name).toBeGreaterThan(0);
      const meanings = new Map<string, Set<string>>();
      for (const { label, opens } of open)
        for (const language of languages) {
          const word = translate(language).message({ key: label }).toLowerCase();
          meanings.set(word, (meanings.get(word) ?? new Set()).add(opens));
        }
      for (const [word, meant] of meanings) expect([...meant], `${name}: ${word}`).toHaveLength(1);
    }
  });
});
