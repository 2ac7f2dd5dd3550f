import { createAuthority, issueCertificate } from '../../src/pki/authority.ts';
import type { Issuer } from '../../src/pki/certificate.ts';
import { newKeyPair } from '../../src/pki/keys.ts';

export const now = new Date('2026-11-29T03:00:00.700Z');

export const authority = await createAuthority({ organisation: 'PT Contoh', product: 'Satu Pintu', now });

/** A person's certificate and key, a year from `now` on unless the test says otherwise. */
export async function certified(
  name: string,
  { issuer = authority.issuing, days = 365, at = now }: { issuer?: Issuer; days?: number; at?: Date } = {},
): Promise<Issuer> {
  const { publicKey, privateKey } = await newKeyPair();
  const certificate = await issueCertificate({
    issuer,
    subject: { name, email: 'bima@contoh.example', organisation: 'PT Contoh', id: '42' },
    publicKey,
    now: at,
    days,
    crlUrl: 'https://pintu.example/crl.der',
    caUrl: 'https://pintu.example/ca.pem',
    ocspUrl: 'https://pintu.example/ocsp',
  });
  return { certificate, privateKey };
}
