import type { Context } from '../../../core/context.ts';
import type { TimeStamper } from '../../../pades/cms.ts';
import type { PdfThreads } from '../../../pades/threads.ts';
import type { ProductSignature } from '../../house.ts';
import { askerOf } from '../documents/pdf-field.ts';
import { type ProductDeps, productCertificate } from './certificate.ts';

/** Signs a PDF in the product's own name, below its last text. What is attested can be proved for as long as the file is kept. */
export function productSignature(
  deps: ProductDeps & { pdf: PdfThreads; timeStamper?: TimeStamper },
): ProductSignature {
  return async ({ actor, t, time, now }: Context, content) => {
    const { subject, fingerprint, privateKey, chain, crl } = await productCertificate(deps, now);
    const name = t('portal.name');
    const { pdf, timeStamper } = deps;
    const { update } = await pdf.sign(
      askerOf({ actor }),
      async () => new Uint8Array(content),
      {
        certificates: chain,
        privateKey,
        initial: null,
        name,
        lines: [t('sign.stamp.by'), name, time(now)],
        time: now,
        place: 'after-the-last-text',
        ...(timeStamper && crl ? { crls: [crl] } : {}),
      },
      timeStamper,
    );
    return { content: Buffer.concat([content, update]), certificate: { subject, fingerprint } };
  };
}
