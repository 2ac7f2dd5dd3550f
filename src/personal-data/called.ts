import type { Queryable } from '../core/queryable.ts';
import { type Name, type TextKey, translate } from '../core/texts/index.ts';
import { type Shown, shownName } from '../people/shown-name.ts';

/** How records of a kind are called before people; `satker:42` says nothing to them. */
export interface Called {
  called: TextKey;
  /** Their numbers or names by their ids; without it all of them are called alike. */
  names?(
    db: Queryable,
    ids: readonly number[],
  ): Promise<{ id: number; name: string; nameEn?: string | null }[]>;
  /** A person's name says by itself what it is. */
  nameSaysAll?: true;
}

/** By what stands before the id in the log's subjects: `satker`. */
export type CalledRecords = Readonly<Record<string, Called>>;

/** One of them as it is called. */
export interface CalledRecord {
  called: TextKey;
  name: Name | null;
  nameSaysAll?: true;
}

/** What records are called by one statement, whose $1 are their ids. */
export const namesBy =
  (statement: string): Called['names'] =>
  (db, ids) =>
    db.query<{ id: number; name: string; nameEn?: string | null }>(statement, [ids]);

/** What is everybody's or nobody's. */
export const ownCalled: CalledRecords = {
  person: {
    called: 'held.one.person',
    async names(db, ids) {
      const people = await db.query<Shown & { id: number }>(
        'SELECT id, name, email, registered FROM person WHERE id = ANY($1)',
        [ids],
      );
      return people.map((one) => ({
        id: one.id,
        name: shownName(translate('id'), one),
        nameEn: shownName(translate('en'), one),
      }));
    },
    nameSaysAll: true,
  },
  // The User ID of somebody else is theirs.
  account: { called: 'held.one.account' },
  import: {
    called: 'held.one.import',
    names: namesBy('SELECT id, number AS name FROM import WHERE id = ANY($1)'),
  },
  channel: {
    called: 'held.one.channel',
    names: namesBy('SELECT id, name FROM bound_channel WHERE id = ANY($1)'),
  },
  'address-claim': { called: 'held.one.addressClaim' },
  'role-proposal': { called: 'held.one.roleProposal' },
  delegation: { called: 'held.one.delegation' },
  'chat-code': { called: 'held.one.chatCode' },
  'step-up': { called: 'held.one.stepUp' },
  audit: { called: 'held.one.audit' },
  'audit-check': { called: 'held.one.auditCheck' },
  'audit-entry': { called: 'held.one.auditEntry' },
  erasure: { called: 'held.one.erasure' },
  retention: { called: 'held.one.retention' },
  job: { called: 'held.one.job' },
  secret: { called: 'held.one.secret' },
  'data-key': { called: 'held.one.dataKey' },
  database: { called: 'held.one.database' },
};

/** What each of these subjects is called. What no desk knows any more is a record, and no more is said of it. */
export async function calledRecords(
  db: Queryable,
  desks: CalledRecords,
  subjects: Iterable<string>,
): Promise<Map<string, CalledRecord>> {
  const ofKind = new Map<string, string[]>();
  for (const subject of new Set(subjects)) {
    const kind = subject.replace(/:.*/s, '');
    ofKind.set(kind, [...(ofKind.get(kind) ?? []), subject]);
  }
  const found = new Map<string, CalledRecord>();
  for (const [kind, these] of ofKind) {
    const { called, names, nameSaysAll }: Called = (Object.hasOwn(desks, kind) && desks[kind]) || {
      called: 'held.one.other',
    };
    const ids = these.map(idIn).filter((id) => id !== null);
    const rows = names && ids.length > 0 ? await names(db, ids) : [];
    const known = new Map(rows.map(({ id, name, nameEn }) => [id, nameEn ? { id: name, en: nameEn } : name]));
    for (const subject of these)
      found.set(subject, { called, name: known.get(idIn(subject) ?? 0) ?? null, nameSaysAll });
  }
  return found;
}

/** `satker:42`, and nothing that a column of ids could not hold. */
const idIn = (subject: string): number | null => {
  const [, digits] = /^[^:]*:(\d{1,9})$/.exec(subject) ?? [];
  return digits ? Number(digits) : null;
};
