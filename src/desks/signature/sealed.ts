import type { Queryable } from '../../core/queryable.ts';
import type { Tx } from '../../db/database.ts';

/** Columns of a signer's as they are to be written with what is given now: what was given before is sealed with it, as a row lies under one key. */
export async function sealedWith(
  tx: Tx,
  id: number,
  given: { phone: string } | { initial: Buffer },
): Promise<{ phone: Buffer | null; initial: Buffer | null }> {
  const [kept] = await tx.query<{ phone: Buffer | null; initial: Buffer | null }>(
    'SELECT phone, initial FROM signer WHERE id = $1 FOR NO KEY UPDATE',
    [id],
  );
  const before = kept ?? { phone: null, initial: null };
  return tx.keys.seal('signer', String(id), {
    ...(await tx.keys.openBytes('signer', String(id), before)),
    ...given,
  });
}

/** The private key of a certificate, whose ever. */
export async function privateKeyOf(
  db: Pick<Queryable, 'keys'>,
  table: 'certificate' | 'product_certificate',
  serial: string,
  sealed: Buffer,
): Promise<Uint8Array<ArrayBuffer>> {
  const opened = await db.keys.openBytes(table, serial, { private_key: sealed });
  return new Uint8Array(opened.private_key);
}
