import type { Queryable } from '../../core/queryable.ts';
import { hasPrefixes } from '../../db/words.ts';
import { hasWords, soughtWords } from '../../people/words.ts';
import type { OrganisationColumn, Target } from './sheets/columns.ts';
import {
  employeeSheet,
  type OrganisationKind,
  positionKind,
  stageKind,
  systemKind,
  unitKind,
} from './sheets/kinds.ts';
import { employees, positions, type Records, systems, units } from './sheets/records.ts';
import { stages } from './sheets/stages.ts';

interface Editable {
  sheet: Pick<OrganisationKind, 'id' | 'name' | 'columns'>;
  records: Records;
  table: string;
  /** Whether a row of it has the words of a parameter. */
  has(row: string, parameter: string): string;
}

/** What an ADMIN edits in chat, record by record. */
export const subjects = {
  person: {
    sheet: employeeSheet,
    records: employees,
    table: 'person',
    has: (row, parameter) => hasWords('person', row, parameter),
  },
  unit: {
    sheet: unitKind,
    records: units,
    table: 'unit',
    has: (row, parameter) => hasWords('unit', row, parameter),
  },
  position: {
    sheet: positionKind,
    records: positions,
    table: 'position',
    has: (row, parameter) => hasWords('position', row, parameter),
  },
  system: {
    sheet: systemKind,
    records: systems,
    table: 'platform_system',
    has: (row, parameter) => hasPrefixes(`${row}.name`, parameter),
  },
  stage: {
    sheet: stageKind,
    records: stages,
    table: 'approval_stage',
    has: (row, parameter) => hasPrefixes(`${row}.name`, parameter),
  },
} as const satisfies Record<string, Editable>;
export type Subject = keyof typeof subjects;

export const subjectNames = Object.keys(subjects) as Subject[];

/** A record as it stands: `state` by the fields of its sheet. */
export interface FoundRecord {
  id: number;
  key: string;
  state: Record<string, string | boolean | null>;
}

interface Query {
  text?: string;
  after?: number;
  limit: number;
  /** A condition on `r.state`. */
  where?: string;
}

/** Records by words of their name or key, in the order in which they were made. */
export async function findRecords(
  db: Queryable,
  subject: Subject,
  { text = '', after = 0, limit, where = 'true' }: Query,
): Promise<FoundRecord[]> {
  const { records, table, has } = subjects[subject];
  const sought = soughtWords(text);
  if (sought === 'nothing') return [];
  const state = records.state;
  if (sought === 'everything')
    return db.query(
      `SELECT r.id, r.key, r.state FROM (${state}) r WHERE r.id > $1 AND ${where} ORDER BY r.id LIMIT $2`,
      [after, limit],
    );
  // The words first, then one record after another, as far as the page goes: that many have the words changes nothing.
  return db.query(
    `SELECT r.id, r.key, r.state
     FROM (SELECT f.id FROM ${table} f WHERE ${has('f', '$3')} AND f.id > $1 ORDER BY f.id OFFSET 0) found
     CROSS JOIN LATERAL (SELECT * FROM (${state}) s WHERE s.id = found.id OFFSET 0) r
     WHERE ${where} ORDER BY found.id LIMIT $2`,
    [after, limit, sought.words],
  );
}

export async function recordById(db: Queryable, subject: Subject, id: number): Promise<FoundRecord | null> {
  const [found] = await db.query<FoundRecord>(
    `SELECT r.id, r.key, r.state FROM (${subjects[subject].records.state}) r WHERE r.id = $1`,
    [id],
  );
  return found ?? null;
}

/** Where what a field may name is found. */
const targets: Record<Target, { subject: Subject; where?: string }> = {
  unit: { subject: 'unit' },
  branch: { subject: 'unit', where: `r.state->>'kind' = 'UNIT'` },
  satker: { subject: 'unit', where: `r.state->>'kind' = 'SATKER'` },
  kppn: { subject: 'unit', where: `r.state->>'kind' = 'KPPN'` },
  person: { subject: 'person', where: `r.state->>'active' = 'YES' AND (r.state->>'registered')::boolean` },
  position: { subject: 'position' },
  system: { subject: 'system' },
};

/** What a field may name, by words of its name or key. */
export function findNamed(
  db: Queryable,
  target: Target,
  text: string,
  limit: number,
): Promise<FoundRecord[]> {
  const { subject, where } = targets[target];
  return findRecords(db, subject, { text, limit, where });
}

/** The record that a field names by its id, or by its key. */
export async function namedRecord(
  db: Queryable,
  target: Target,
  by: { id: number } | { key: string },
): Promise<FoundRecord | null> {
  const { subject } = targets[target];
  if ('id' in by) return recordById(db, subject, by.id);
  const [found] = await db.query<FoundRecord>(
    `SELECT r.id, r.key, r.state FROM (${subjects[subject].records.state}) r WHERE r.key = $1`,
    [by.key],
  );
  return found ?? null;
}

/** The fields of a subject's form, in the order of its sheet. */
export function fieldsOf(subject: Subject): readonly OrganisationColumn[] {
  return subjects[subject].sheet.columns;
}
