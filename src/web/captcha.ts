import { type Challenge, createChallenge, type Payload, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey as pbkdf2 } from 'altcha-lib/algorithms/pbkdf2';
import * as z from 'zod';
import { deriveKey } from '../core/keys.ts';
import type { Queryable } from '../core/queryable.ts';

/**
 * A captcha without puzzles: the browser proves that it has computed for a moment. Nothing to see or to hear,
 * nothing from anybody else's servers, and nothing is kept about the visitor.
 */
export interface Captcha {
  challenge(): Promise<Challenge>;
  /** True once for each solved challenge, over all replicas. */
  passes(payload: string): Promise<boolean>;
}

const validMs = 10 * 60_000;

const payloadForm = z.object({
  challenge: z
    .object({ parameters: z.object({ nonce: z.string().max(100) }).loose(), signature: z.string().max(200) })
    .loose(),
  solution: z.object({ counter: z.number(), derivedKey: z.string().max(200) }).loose(),
});

export function createCaptcha(db: Queryable, secretKey: string): Captcha {
  const secrets = {
    hmacSignatureSecret: deriveKey(secretKey, 'portal captcha').toString('hex'),
    hmacKeySignatureSecret: deriveKey(secretKey, 'portal captcha solution').toString('hex'),
  };
  return {
    // Some tenths of a second on a phone; the counter is known to us alone, so that checking costs next to nothing.
    challenge: () =>
      createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: 2000,
        counter: randomInt(300, 100),
        deriveKey: pbkdf2,
        expiresAt: new Date(Date.now() + validMs),
        ...secrets,
      }),

    async passes(text) {
      const payload = parse(text);
      if (!payload) return false;
      const { verified } = await verifySolution({ ...payload, deriveKey: pbkdf2, ...secrets }).catch(() => ({
        verified: false,
      }));
      if (!verified) return false;
      const first = await db.query(
        'INSERT INTO taken_delivery (key) VALUES ($1) ON CONFLICT DO NOTHING RETURNING key',
        [`captcha ${payload.challenge.signature}`],
      );
      return first.length > 0;
    },
  };
}

function parse(text: string): Payload | null {
  if (text.length > 4000) return null;
  try {
    const payload = payloadForm.safeParse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
    return payload.success ? (payload.data as unknown as Payload) : null;
  } catch {
    return null;
  }
}
