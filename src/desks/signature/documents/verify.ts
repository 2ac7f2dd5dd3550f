import type { Card, Part, Tone } from '../../../chat/card.ts';
import { becomes } from '../../../chat/done.ts';
import type { Form, Leading, Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import type { Trusted } from '../../../pades/trust.ts';
import type { Verdict, Verification } from '../../../pades/verify.ts';
import { bytes } from '../certificates/authority.ts';
import type { DeskDeps } from '../deps.ts';
import { productFingerprints } from '../product/certificate.ts';
import { askerOf, pdfField, takePdf } from './pdf-field.ts';
import { pdfContent } from './store.ts';

/** Any PDF, whoever has signed it (G-8). */
export function verifyForm({ t }: Context, { maxPdfBytes }: Pick<DeskDeps, 'maxPdfBytes'>): Form {
  return {
    id: 'sign.verify',
    title: t('sign.checkPdf.title'),
    state: [],
    submit: t('sign.checkPdf.submit'),
    close: t('form.cancel'),
    fields: [pdfField(t, t('sign.verify.hint', { max: maxPdfBytes / 1024 / 1024 }), maxPdfBytes)],
  };
}

/** Says who has signed a file, when, and what has come after; changes nothing. */
export async function submitVerify(ctx: Context, deps: DeskDeps, values: Values): Promise<Leading> {
  const { db, pdf } = deps;
  const file = await takePdf(ctx, deps, values);
  const found = await pdf.verify(askerOf(ctx), () => pdfContent(db, file.id), {
    ...(await trusted(db)),
    now: ctx.now,
  });
  return becomes(ctx.t, verificationCard(ctx, file.name, found, await productFingerprints(db)));
}

/** The product's own authorities with their lists of what was revoked. */
async function trusted(db: Queryable): Promise<Trusted> {
  const rows = await db.query<{ der: Buffer; root: Buffer; crl: Buffer | null }>(
    'SELECT der, root, crl FROM certificate_authority ORDER BY id',
  );
  return {
    roots: rows.map(({ root }) => bytes(root)),
    issuers: rows.map(({ der }) => bytes(der)),
    crls: rows.flatMap(({ crl }) => (crl ? [bytes(crl)] : [])),
  };
}

/** All signatures of a file, in the order of time. */
export function verificationCard(
  ctx: Context,
  name: string,
  { readable, covered, signatures }: Verification,
  products: ReadonlySet<string> = new Set(),
): Card {
  const { t } = ctx;
  const people = signatures.filter(({ kind }) => kind === 'signature');
  const areGood = people.length > 0 && covered && people.every(isGood);
  const areBroken = people.some(({ integrity }) => integrity !== 'intact');
  const tone: Tone = areGood ? 'good' : people.length === 0 ? 'neutral' : 'bad';
  return {
    title: t('sign.verify.of', { name }),
    status: {
      text: t(
        people.length === 0
          ? 'sign.verify.none'
          : areGood
            ? 'sign.verify.good'
            : areBroken
              ? 'sign.verify.broken'
              : 'sign.verify.doubtful',
      ),
      tone,
    },
    parts: [
      ...(readable ? [] : [{ type: 'text' as const, text: t('sign.verify.unreadable') }]),
      ...signatures.flatMap((verdict, n) => verdictParts(ctx, verdict, n + 1, products)),
      ...(people.length > 0 && !covered
        ? [{ type: 'text' as const, text: t('sign.verify.notCovered') }]
        : []),
    ],
    buttons: [],
  };
}

const isGood = ({ integrity, trust, claimedTrust }: Verdict): boolean =>
  integrity === 'intact' && (claimedTrust ?? trust)?.outcome === 'trusted';

function verdictParts(
  { t, time }: Context,
  verdict: Verdict,
  n: number,
  products: ReadonlySet<string>,
): Part[] {
  const { signer, said, attested, trust, claimedTrust, integrity, afterwards, kind } = verdict;
  const judged = attested ? trust : (claimedTrust ?? trust);
  const when = attested
    ? t('sign.verify.attested', { time: time(attested.at), by: attested.by?.subject.text ?? '—' })
    : said.time
      ? t('sign.verify.claimed', { time: time(said.time) })
      : t('sign.verify.noTime');
  return [
    {
      type: 'heading',
      text: t(kind === 'signature' ? 'sign.verify.signature' : 'sign.verify.timeStamp', { n }),
    },
    {
      type: 'facts',
      facts: [
        { label: t('sign.verify.field.integrity'), value: t.message({ key: integrities[integrity] }) },
        { label: t('sign.verify.field.signer'), value: signer?.subject.text ?? said.name ?? '—' },
        ...(signer && products.has(signer.fingerprint)
          ? [{ label: t('sign.verify.field.by'), value: t('sign.verify.byProduct') }]
          : []),
        ...(signer ? [{ label: t('sign.field.issuer'), value: signer.issuer.text }] : []),
        { label: t('sign.verify.field.time'), value: when },
        ...(judged
          ? [
              {
                label: t('sign.verify.field.trust'),
                value: [
                  t(`sign.trust.${judged.outcome}`),
                  ...(judged.revocation === 'good' ? [] : [t(`sign.revocationKnown.${judged.revocation}`)]),
                ].join(' · '),
              },
            ]
          : []),
        { label: t('sign.verify.field.afterwards'), value: t(`sign.afterwards.${afterwards}`) },
      ],
    },
  ];
}

const integrities: Record<Verdict['integrity'], TextKey> = {
  intact: 'sign.integrity.intact',
  changed: 'sign.integrity.changed',
  'ranges-do-not-fit': 'sign.integrity.ranges',
  'another-certificate': 'sign.integrity.anotherCertificate',
  'not-by-its-certificate': 'sign.integrity.notByCertificate',
  unreadable: 'sign.integrity.unreadable',
};
