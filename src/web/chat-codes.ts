import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { deriveKey, hashToken } from '../core/keys.ts';
import type { Queryable } from '../core/queryable.ts';
import { audit } from '../db/audit.ts';
import { count, countOf, uncount } from '../db/counting.ts';
import type { Tx } from '../db/database.ts';
import { post, refresh, refreshAll } from '../posted/post.ts';

/** How long a code works. */
export const codeMinutes = 5;

/** After so many wrong codes a link lets nobody in any more. */
export const mostWrong = 5;

/**
 * After so many a day, over all their links, somebody's codes are accepted no more: whoever reads their letters may have another link sent
 * as often as there are letters.
 */
export const mostWrongADay = 10;
const dayMs = 24 * 60 * 60_000;
const wrongOf = (personId: number): string => `wrong chat codes ${personId}`;

interface ChatCode {
  id: number;
  /** Whose link it is for. */
  personId: number;
  salt: Buffer;
  expiresAt: Date;
  usedAt: Date | null;
}

const columns = `id, salt, expires_at AS "expiresAt", used_at AS "usedAt",
  (SELECT (l.subject->>'personId')::int FROM one_time_link l WHERE l.token_hash = link_hash) AS "personId"`;
const subjectOf = (id: number): string => `chat-code:${id}`;

/** The key that codes are made with: the database has salts alone, from which nobody can tell what was sent. */
export const chatCodeKey = (secretKey: string): Buffer => deriveKey(secretKey, 'chat codes');

/** The six digits of a code. */
function digitsOf(key: Buffer, { id, salt }: Pick<ChatCode, 'id' | 'salt'>): string {
  const mac = createHmac('sha256', key).update(`${id} `).update(salt).digest();
  return String(mac.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/** A code as its card shows it to whoever it is for, and to nobody else; until when it works, and why it does not any more. */
export async function shownCode(
  db: Queryable,
  key: Buffer,
  { id, personId, now }: { id: number; personId: number; now: Date },
): Promise<{ digits: string; until: Date; state: 'open' | 'used' | 'ended' } | null> {
  const [code] = await db.query<ChatCode>(`SELECT ${columns} FROM chat_code WHERE id = $1`, [id]);
  if (code?.personId !== personId) return null;
  const state = code.usedAt ? 'used' : code.expiresAt <= now ? 'ended' : 'open';
  return { digits: digitsOf(key, code), until: code.expiresAt, state };
}

/** Whoever tries or sends a code of a link holds the link, so that no guess is uncounted and one code counts. */
const holdLink = (tx: Tx, linkHash: Buffer) =>
  tx.query('SELECT 1 FROM one_time_link WHERE token_hash = $1 FOR UPDATE', [linkHash]);

/** Sends a code for a link into this person's chat; the ones before count no more. */
export async function sendCode(tx: Tx, token: string, personId: number, now: Date): Promise<void> {
  const linkHash = hashToken(token);
  await holdLink(tx, linkHash);
  await endCodes(tx, linkHash, now);
  const [made] = await tx.query<{ id: number }>(
    'INSERT INTO chat_code (link_hash, salt, expires_at) VALUES ($1, $2, $3) RETURNING id',
    [linkHash, randomBytes(16), new Date(now.getTime() + codeMinutes * 60_000)],
  );
  if (!made) throw new Error('the code was not written');
  const subject = subjectOf(made.id);
  await post(tx, [{ key: subject, card: 'pintu.code', subject, personId, live: true }]);
}

/** No code of the link works any more. */
async function endCodes(tx: Tx, linkHash: Buffer, now: Date): Promise<void> {
  const ended = await tx.query<{ id: number }>(
    'UPDATE chat_code SET expires_at = least(expires_at, $2) WHERE link_hash = $1 AND used_at IS NULL RETURNING id',
    [linkHash, now],
  );
  await refreshAll(
    tx,
    ended.map(({ id }) => subjectOf(id)),
  );
}

const noteLocked = (
  tx: Tx,
  action: 'portal.link-locked' | 'portal.codes-locked',
  attempts: number,
  personId: number,
  now: Date,
) =>
  audit(tx, {
    at: now,
    actor: { id: null, name: 'portal' },
    surface: 'portal',
    action,
    subject: `person:${personId}`,
    data: { attempts },
  });

/** Whether so much else was typed for this person today that no code of theirs is accepted. */
export const areLocked = async (db: Queryable, personId: number): Promise<boolean> =>
  (await countOf(db, wrongOf(personId))) >= mostWrongADay;

/** Whether too much else was typed at this link. */
export async function isLocked(db: Queryable, token: string): Promise<boolean> {
  return (await wrongSoFar(db, hashToken(token))) >= mostWrong;
}

async function wrongSoFar(db: Queryable, linkHash: Buffer): Promise<number> {
  const [sum] = await db.query<{ wrong: number }>(
    'SELECT coalesce(sum(wrong), 0)::int AS wrong FROM chat_code WHERE link_hash = $1',
    [linkHash],
  );
  return sum?.wrong ?? 0;
}

/**
 * Whether this is the code that was sent last for the link, which it then uses up. What is wrong is counted over all codes of the
 * link, so that asking for another one gives no more guesses; the fifth locks it, with an entry in the log. So it is over all links of
 * a person, where each guess is counted before it is looked at.
 */
export async function tryCode(
  tx: Tx,
  key: Buffer,
  { token, personId, typed, now }: { token: string; personId: number; typed: string; now: Date },
): Promise<boolean> {
  const linkHash = hashToken(token);
  await holdLink(tx, linkHash);
  const { hits } = await count(tx, wrongOf(personId), dayMs);
  if (hits > mostWrongADay) return false;
  const wrong = await wrongSoFar(tx, linkHash);
  const [code] = await tx.query<ChatCode>(
    `SELECT ${columns} FROM chat_code WHERE link_hash = $1 ORDER BY id DESC LIMIT 1`,
    [linkHash],
  );
  if (!code || wrong >= mostWrong) return false;
  if (!code.usedAt && code.expiresAt > now && isSame(typed, digitsOf(key, code))) {
    await tx.query('UPDATE chat_code SET used_at = $2 WHERE id = $1', [code.id, now]);
    await uncount(tx, wrongOf(personId));
    await refresh(tx, subjectOf(code.id));
    return true;
  }
  await tx.query('UPDATE chat_code SET wrong = wrong + 1 WHERE id = $1', [code.id]);
  if (wrong + 1 === mostWrong) {
    await endCodes(tx, linkHash, now);
    await noteLocked(tx, 'portal.link-locked', mostWrong, personId, now);
  }
  if (hits === mostWrongADay) await noteLocked(tx, 'portal.codes-locked', mostWrongADay, personId, now);
  return false;
}

function isSame(typed: string, digits: string): boolean {
  const [one, other] = [Buffer.from(typed), Buffer.from(digits)];
  return one.length === other.length && timingSafeEqual(one, other);
}
