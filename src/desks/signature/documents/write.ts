import { keepAppended } from '../../../attachments/kept.ts';
import type { Context } from '../../../core/context.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import type { TimeStamper } from '../../../pades/cms.ts';
import type { Signed, SignOrder } from '../../../pades/sign.ts';
import type { PdfThreads } from '../../../pades/threads.ts';
import { log } from '../../../records/act.ts';
import { subjectOf } from '../../../records/kind.ts';
import { bytes } from '../certificates/authority.ts';
import { privateKeyOf } from '../sealed.ts';
import { signings } from './kind.ts';
import type { Signing, SigningPlace } from './model.ts';
import { askerOf } from './pdf-field.ts';
import { holdSigning, loadSigning, pdfContent } from './store.ts';

declare module '../../../core/names.ts' {
  interface Jobs {
    'sign.write': { party: number };
  }
}

export interface WriteDeps {
  /** For work that may take its time. */
  db: Database;
  pdf: PdfThreads;
  /** Absent where nobody attests the time. */
  timeStamper?: TimeStamper;
  contextOf(personId: number): Promise<Context | null>;
}

interface Agreed {
  signingId: number;
  personId: number;
  agreedAt: Date;
  signedAt: Date | null;
  place: SigningPlace | null;
  page: number | null;
  field: string | null;
  /** Of the certificate that was theirs when they agreed. */
  serial: string;
  certificate: Buffer;
  /** Sealed; null once nothing is signed with it any more. */
  privateKey: Buffer | null;
  authority: Buffer;
  root: Buffer;
  /** What the authority has revoked, by its last list. */
  crl: Buffer | null;
  signerId: number;
  initial: Buffer | null;
}

const agreedParty = `SELECT y.signing_id AS "signingId", y.person_id AS "personId", y.agreed_at AS "agreedAt", y.signed_at AS "signedAt",
    y.place, y.page, y.field, c.serial, c.der AS certificate, c.private_key AS "privateKey", ca.der AS authority, ca.root, ca.crl, c.signer_id AS "signerId", g.initial
  FROM signing_party y JOIN certificate c ON c.id = y.certificate_id JOIN certificate_authority ca ON ca.id = c.authority_id
  JOIN signer g ON g.id = c.signer_id WHERE y.id = $1 AND y.agreed_at IS NOT NULL`;

/**
 * Writes the signature of whoever has agreed into the newest version of the file, once: those of one file come one after the other,
 * by their queue, so that none is lost (G-7). Where the key is gone by then, as after a revocation in between, the agreement is undone and
 * its person is asked again.
 */
export function writeJob(deps: WriteDeps): Job<'sign.write'> {
  const { db } = deps;
  return job(
    'sign.write',
    'jobs.name.signWrite',
    async ({ party }) => {
      const [agreed] = await db.query<Agreed>(agreedParty, [party]);
      if (!agreed || agreed.signedAt) return;
      const ctx = await deps.contextOf(agreed.personId);
      const signing = await loadSigning(db, agreed.signingId);
      if (!ctx || !signing) return;
      if (!agreed.privateKey)
        return void (await db.transaction(withoutDeadline, (tx) => undo(tx, ctx, party, signing)));
      const { update } = await signedBy(deps, ctx, agreed, signing, agreed.privateKey);
      await db.transaction(withoutDeadline, (tx) => keep(tx, ctx, party, signing, agreed, update));
    },
    async (tx, { party }) => {
      const [found] = await tx.query<{ signingId: number }>(
        'SELECT signing_id AS "signingId" FROM signing_party WHERE id = $1',
        [party],
      );
      return found ? [subjectOf(signings, found.signingId)] : [];
    },
  );
}

async function signedBy(
  { db, pdf, timeStamper }: WriteDeps,
  { t, time, actor }: Context,
  agreed: Agreed,
  { pages, file }: Signing,
  privateKey: Buffer,
): Promise<Signed> {
  const { certificate, authority, root, crl, serial, initial, signerId, agreedAt } = agreed;
  const opened = await db.keys.openBytes('signer', String(signerId), { initial });
  const order: SignOrder = {
    certificates: [certificate, authority, root].map(bytes),
    privateKey: await privateKeyOf(db, 'certificate', serial, privateKey),
    initial: opened.initial,
    name: actor.name,
    lines: [t('sign.stamp.by'), actor.name, time(agreedAt)],
    time: agreedAt,
    place: placeOf(agreed, pages),
    // What is attested can be proved for as long as the file is kept.
    ...(timeStamper && crl ? { crls: [bytes(crl)] } : {}),
  };
  return pdf.sign(askerOf({ actor }), () => pdfContent(db, file.id), order, timeStamper);
}

const corners = {
  BOTTOM_RIGHT: 'bottom-right',
  BOTTOM_LEFT: 'bottom-left',
  TOP_RIGHT: 'top-right',
  TOP_LEFT: 'top-left',
} as const;

function placeOf(
  { place, page, field }: Pick<Agreed, 'place' | 'page' | 'field'>,
  pages: number,
): SignOrder['place'] {
  if (field !== null) return { field };
  return place === null || place === 'AFTER_TEXT'
    ? 'after-the-last-text'
    : { page: page ?? pages, corner: corners[place] };
}

async function keep(
  tx: Tx,
  ctx: Context,
  party: number,
  before: Signing,
  { serial }: Agreed,
  appended: Uint8Array,
): Promise<void> {
  const held = await holdSigning(tx, before.id);
  // The queue lets one after the other write; where it did not, this one is done again, upon what the other has written.
  if (!held || held.file.id !== before.file.id)
    throw new Error(`${before.number} has another version by now`);
  const { id: current, sha256 } = await keepAppended(tx, held.file.id, {
    source: `signed:${party}`,
    appended,
    at: ctx.now,
  });
  await tx.query('UPDATE signing_party SET signed_at = $2 WHERE id = $1 AND signed_at IS NULL', [
    party,
    ctx.now,
  ]);
  const isLast = held.parties.every(({ id, signedAt }) => id === party || signedAt !== null);
  const to = isLast && held.status === 'WAITING' ? 'SIGNED' : held.status;
  await tx.query('UPDATE signing SET current_id = $2, status = $3::signing_status WHERE id = $1', [
    held.id,
    current,
    to,
  ]);
  await log(tx, signings, ctx, held, {
    action: 'sign.signed',
    to,
    data: { serial, sha256 },
  });
}

async function undo(tx: Tx, ctx: Context, party: number, before: Signing): Promise<void> {
  const held = await holdSigning(tx, before.id);
  if (!held) return;
  await tx.query(
    `UPDATE signing_party SET agreed_at = NULL, place = NULL, page = NULL, field = NULL, certificate_id = NULL
     WHERE id = $1 AND signed_at IS NULL`,
    [party],
  );
  await log(tx, signings, ctx, held, { action: 'sign.notWritten' });
}
