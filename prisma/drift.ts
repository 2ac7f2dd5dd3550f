import { join } from 'node:path';
import { projectRoot } from '../src/core/root.ts';
import { withSchemaEngine } from './engine.ts';

/** What separates a database from a schema: in words, and as the SQL that would bring the database there. */
export type Drift = { summary: string; sql: string };

const schemaFile = join(projectRoot, 'prisma', 'schema.prisma');

/**
 * Compares the tables, columns, types, keys and indexes of the database's schema `public` with the text of a
 * schema.prisma; undefined when they agree. What Prisma cannot express – triggers, functions, CHECK and exclusion
 * constraints, partial and expression indexes – its engine does not read from the database, so it is no drift.
 */
export async function findDrift(url: string, schema: string): Promise<Drift | undefined> {
  const files = [{ path: schemaFile, content: schema }];
  return withSchemaEngine(url, async (engine) => {
    const compare = async (script: boolean) => {
      const { exitCode, stdout } = await engine.diff({
        from: { tag: 'schemaDatasource', files, configDir: projectRoot },
        to: { tag: 'schemaDatamodel', files },
        script,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      });
      return exitCode === 0 ? undefined : (stdout ?? '').trim();
    };
    const summary = await compare(false);
    return summary === undefined ? undefined : { summary, sql: (await compare(true)) ?? '' };
  });
}
