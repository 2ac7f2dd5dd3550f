import type { Queryable } from '../core/queryable.ts';
import { readNotes, signedBy } from '../merkle/signed-note.ts';
import { Frontier, type Hash, hashBytes, hashes, hashLines } from '../merkle/tree.ts';
import { type AuditKey, verifiersOf } from './keys.ts';
import { erasedColumns, isAnyErased, leafLine } from './leaf.ts';
import { erasedAction, leafOf } from './line.ts';
import { readHead } from './sealing.ts';

/** What is not as it should be within the database. */
export type Finding =
  /** From this seal on the log does not hold: an entry was changed or is missing. */
  | { kind: 'broken'; position: string; entry: string }
  /** The last seals that we know of are not there, and their entries with them, or others are. */
  | { kind: 'cut'; last: string; noted: string }
  /** Each seal fits its entry, but not the root that we signed of so many: entries were rewritten with their seals, or changed places. */
  | { kind: 'root'; noted: string }
  /** Our own note of a root was removed or changed. */
  | { kind: 'head' }
  /** An entry that nothing would ever seal, or one that was removed before it was sealed. */
  | { kind: 'entry'; entry: string }
  /** Something was erased from an entry, and no later one says so; or something stands where it was erased. */
  | { kind: 'erased'; entry: string };

/** What a head that was signed earlier said of the log. */
export interface Claim {
  size: number;
  root: Hash;
}

/** How far a check is: seals first, then entries. */
export interface Progress {
  frontier: Frontier;
  entry: bigint;
}

export const start = (): Progress => ({ frontier: new Frontier(), entry: 0n });

export interface LogReport {
  /** Seals that were read: those that hold, where nothing is found. */
  sealed: number;
  root: Hash;
  unsealed: number;
  /** Entries from which something was erased. */
  erased: number;
  finding: Finding | null;
}

const pageSize = 5000;

/**
 * Computes the whole tree anew, page by page in constant memory, and says what is not as it should be (I-5, T-1): `seen` is told after
 * each page how far it is, from where a later call goes on, until anything is found, so that a later call finds that too. `differs` is told each of the
 * claims that this log does not bear out, those that a call before this one has come past left aside: the log is shorter, or had another root when it
 * was that long.
 */
export async function checkAudit(
  db: Queryable,
  key: AuditKey,
  options: {
    from?: Progress;
    claims?: readonly Claim[];
    differs?(claim: Claim): void;
    seen?(progress: Progress): Promise<void>;
  } = {},
): Promise<LogReport> {
  const { frontier, entry: from } = options.from ?? start();
  const own = await ownClaims(db, key);
  const claims = [...(options.claims ?? []), ...(own ?? [])]
    .filter(({ size }) => size > frontier.size)
    .toSorted((a, b) => a.size - b.size);
  let entry = from;
  let finding: Finding | null = own ? null : { kind: 'head' };
  let hasDiffered = false;
  const seen = async () => {
    if (!finding && !hasDiffered) await options.seen?.({ frontier, entry });
  };
  const differs = (claim: Claim) => {
    hasDiffered = true;
    if (!own?.includes(claim)) options.differs?.(claim);
    else if (claim.size <= frontier.size) finding ??= { kind: 'root', noted: String(claim.size) };
  };
  const added = () => {
    while (claims[0]?.size === frontier.size) {
      const claim = claims.shift();
      if (claim && claim.root !== frontier.root()) differs(claim);
    }
  };

  let coming = readPage(db, frontier.size);
  for (;;) {
    const page = await coming;
    // The next page is read while this one is hashed.
    coming = readPage(db, frontier.size + page.count);
    coming.catch(() => {});
    if (page.count > 0) {
      const before = finding;
      const broken = hashPage(page, frontier, added);
      // An entry that does not fit its seal is why the roots behind it differ.
      if (!before && broken) finding = await brokenAt(db, broken);
      await seen();
      if (broken?.isGap) break;
      continue;
    }
    const end = finding ? null : await endOf(db, key, frontier);
    if (end !== 'more') {
      finding ??= end;
      break;
    }
    // Sealing has gone on meanwhile.
    coming = readPage(db, frontier.size);
  }
  // What was signed of a longer log than this one is.
  for (const claim of claims) differs(claim);

  const isWhole = !finding && (await everyEntryIsSealedOrWaits(db));
  while (!finding && !isWhole) {
    const { through, unsealable } = await readEntries(db, entry);
    if (unsealable) finding = { kind: 'entry', entry: unsealable };
    if (through === null) break;
    entry = BigInt(through);
    await seen();
  }
  finding ??= await removedUnsealed(db);
  const { erased, unattested } = await readErased(db);
  if (unattested !== null) finding ??= { kind: 'erased', entry: unattested };
  return { sealed: frontier.size, root: frontier.root(), unsealed: await countUnsealed(db), erased, finding };
}

/** The heads of days as we keep them ourselves; null where one of them is not as we signed it. */
async function ownClaims(db: Queryable, key: AuditKey): Promise<Claim[] | null> {
  const days = await db.query<{ note: string }>('SELECT note FROM audit_checkpoint ORDER BY id');
  const verifiers = await verifiersOf(db, key);
  const claims = days.flatMap(({ note }) =>
    readNotes(note)
      .slice(0, 1)
      .filter((one) => signedBy(one, verifiers)),
  );
  return claims.length === days.length ? claims : null;
}

interface Page {
  /** Of the seals behind a size, one line each, none where there is no entry; with a byte before them that is free. */
  lines: Buffer;
  hashes: Buffer;
  count: number;
}

/** Seals that were removed leave a line without entry and hash, up to the last one that is there. */
async function readPage(db: Queryable, after: number): Promise<Page> {
  const [page] = await db.query<{ lines: string | null; hashes: Buffer | null; count: number }>(
    `SELECT string_agg(line, E'\\n' ORDER BY position) AS lines, string_agg(hash, '' ORDER BY position) AS hashes, count(*)::int AS count
     FROM (
       SELECT n.position, coalesce(CASE WHEN octet_length(s.hash) = ${hashBytes} THEN s.hash END, decode(repeat('00', ${hashBytes}), 'hex')) AS hash,
         CASE WHEN e.id IS NULL THEN '' ELSE ${leafLine} END AS line
       FROM generate_series($1::bigint + 1, least($1::bigint + ${pageSize}, (SELECT coalesce(max(l.position), 0) FROM audit_seal l))) AS n(position)
         LEFT JOIN audit_seal s ON s.position = n.position LEFT JOIN audit_entry e ON e.id = s.entry_id
     ) AS page`,
    [String(after)],
  );
  const count = page?.count ?? 0;
  const lines = Buffer.from(count > 0 ? `\n${page?.lines}\n` : '');
  return { lines, hashes: page?.hashes ?? Buffer.alloc(0), count };
}

interface Broken {
  position: number;
  /** Neither the entry nor its seal says what the leaf was: nothing behind it can be computed. */
  isGap: boolean;
}

const noHash = '\0'.repeat(hashBytes);

/**
 * Adds a page's leaves; answers the first that is not as it was sealed. It goes on beyond it by the entry as it is now, so that what was signed
 * later is found to differ, and where there is no entry any more by its seal, by which later heads still hold.
 */
function hashPage({ lines, hashes: sealed }: Page, frontier: Frontier, added: () => void): Broken | null {
  const seals = hashes.fromBuffer(sealed);
  const found: Broken[] = [];
  let n = 0;
  let isOver = false;
  hashLines(lines, (hashed, line) => {
    const leaf = leafOf(hashed, line);
    const seal = seals.slice(n * hashBytes, (n + 1) * hashBytes);
    n += 1;
    if (isOver) return;
    const isGone = line.length === 0;
    isOver = isGone && seal === noHash;
    if (isGone || leaf !== seal) found.push({ position: frontier.size + 1, isGap: isOver });
    if (isOver) return;
    frontier.append(isGone ? seal : leaf);
    added();
  });
  const [first] = found;
  return first ? { ...first, isGap: isOver } : null;
}

async function brokenAt(db: Queryable, { position }: Broken): Promise<Finding> {
  const [seal] = await db.query<{ entry: string }>(
    'SELECT entry_id::text AS entry FROM audit_seal WHERE position = $1',
    [String(position)],
  );
  return { kind: 'broken', position: String(position), entry: seal?.entry ?? '' };
}

/** Whether the log ends where it was last sealed: null says so, `more` that it goes on by now. */
async function endOf(db: Queryable, key: AuditKey, at: Frontier): Promise<Finding | 'more' | null> {
  // One statement sees head and seals as one transaction has left them.
  const [end] = await db.query<{ last: string | null; size: string | null; frontier: Buffer; note: string }>(
    `SELECT (SELECT s.position FROM audit_seal s ORDER BY s.position DESC LIMIT 1)::text AS last, h.size::text, h.frontier, h.note
     FROM (SELECT 1) one LEFT JOIN audit_head h ON true`,
  );
  const verifiers = await verifiersOf(db, key);
  const last = Number(end?.last ?? 0);
  if (last > at.size) return 'more';
  if (!end || end.size === null) return last === 0 && verifiers.length === 0 ? null : { kind: 'head' };
  const head = readHead({ ...end, size: end.size }, verifiers);
  if (!head) return { kind: 'head' };
  const noted = String(head.checkpoint.size);
  if (head.checkpoint.size !== at.size) return { kind: 'cut', last: String(last), noted };
  return head.checkpoint.root === at.root() ? null : { kind: 'root', noted };
}

/**
 * Whether there are as many entries as there are seals and entries that wait, of which none is both. Each seal has been found to have its entry by
 * now, so that no further entry is left: counting them costs a fraction of looking at each.
 */
async function everyEntryIsSealedOrWaits(db: Queryable): Promise<boolean> {
  const [counted] = await db.query<{ whole: boolean }>(
    `SELECT (SELECT count(*) FROM audit_entry) = (SELECT count(*) FROM audit_seal) + (SELECT count(*) FROM audit_unsealed)
       AND NOT EXISTS (SELECT 1 FROM audit_unsealed w JOIN audit_seal s ON s.entry_id = w.entry_id) AS whole`,
  );
  return counted?.whole ?? false;
}

/** The next entries: the last of them, and the first that is neither sealed nor waits for it. */
async function readEntries(
  db: Queryable,
  after: bigint,
): Promise<{ through: string | null; unsealable: string | null }> {
  const [page] = await db.query<{ through: string | null; unsealable: string | null }>(
    `SELECT max(e.id)::text AS through, min(e.id) FILTER (WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
         AND NOT EXISTS (SELECT 1 FROM audit_unsealed w WHERE w.entry_id = e.id))::text AS unsealable
     FROM (SELECT id FROM audit_entry WHERE id > $1 ORDER BY id LIMIT ${pageSize}) e`,
    [after.toString()],
  );
  return page ?? { through: null, unsealable: null };
}

/** How many entries something was erased from, and the first of them that is not as a later sealed one says. */
async function readErased(db: Queryable): Promise<{ erased: number; unattested: string | null }> {
  let erased = 0;
  for (let after: string | null = '0'; after !== null; ) {
    const [page]: { through: string | null; n: number; unattested: string | null }[] = await db.query(
      `SELECT max(p.id)::text AS through, count(*)::int AS n, min(p.id) FILTER (WHERE NOT p.attested)::text AS unattested
       FROM (
         SELECT e.id, coalesce((
             SELECT t.position > s.position AND a.action = '${erasedAction}'
               AND CASE WHEN e.leaf IS NULL THEN a.data->'entries'->(e.id::text) ?& ${erasedColumns} ELSE a.data->'entries' ? (e.id::text) END
             FROM audit_entry a JOIN audit_seal t ON t.entry_id = a.id JOIN audit_seal s ON s.entry_id = e.id WHERE a.id = e.erased_by
           ), false)
           AND NOT coalesce(octet_length(e.actor_opening) = 32 AND e.actor <> '' OR octet_length(e.reason_opening) = 32 AND e.reason IS NOT NULL, false) AS attested
         FROM audit_entry e WHERE ${isAnyErased} AND e.id > $1 ORDER BY e.id LIMIT ${pageSize}
       ) p`,
      [after],
    );
    erased += page?.n ?? 0;
    if (page?.unattested) return { erased, unattested: page.unattested };
    after = page?.through ?? null;
  }
  return { erased, unattested: null };
}

async function removedUnsealed(db: Queryable): Promise<Finding | null> {
  const [gone] = await db.query<{ id: string }>(
    `SELECT w.entry_id::text AS id FROM audit_unsealed w
     WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.id = w.entry_id) ORDER BY w.entry_id LIMIT 1`,
  );
  return gone ? { kind: 'entry', entry: gone.id } : null;
}

async function countUnsealed(db: Queryable): Promise<number> {
  const [row] = await db.query<{ n: number }>('SELECT count(*)::int AS n FROM audit_unsealed');
  return row?.n ?? 0;
}
