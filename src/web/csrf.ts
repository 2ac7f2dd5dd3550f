import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { deriveKey, newToken } from '../core/keys.ts';
import { Rejected } from './errors.ts';

const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/** A random name for a browser, made at its first page. */
export function visitorOf(cookie: string | undefined): { visitor: string; known: boolean } {
  return cookie && tokenForm.test(cookie)
    ? { visitor: cookie, known: true }
    : { visitor: newToken(), known: false };
}

export interface Csrf {
  /** The token for this browser and this session: after a login or logout, forms from before are void. */
  tokenFor(visitor: string, session: string | undefined): string;
  check(expected: string, given: string): void;
  /** Refuses a POST that another site sent, by the headers that a browser sets itself. */
  checkOrigin(req: Request): void;
}

export function createCsrf(secretKey: string, publicUrl: string): Csrf {
  const key = deriveKey(secretKey, 'portal csrf');
  const publicOrigin = new URL(publicUrl).origin;
  return {
    tokenFor: (visitor, session) =>
      createHmac('sha256', key)
        .update(`${visitor}.${session ?? ''}`)
        .digest('base64url'),

    check(expected, given) {
      const a = Buffer.from(expected);
      const b = Buffer.from(given);
      if (a.length !== b.length || !timingSafeEqual(a, b)) throw new Rejected(403, 'no token of ours');
    },

    checkOrigin(req) {
      // Old browsers, and any browser over plain http, do not say where a request comes from in this header.
      const site = req.get('sec-fetch-site');
      if (site && site !== 'same-origin') throw new Rejected(403, `sent from ${site}`);
      const origin = req.get('origin');
      // Pages with a token in their address ask for no-referrer, and their forms then come with the origin "null".
      if (!origin || origin === 'null' || origin === publicOrigin) return;
      if (hostOf(origin) !== req.get('host')) throw new Rejected(403, 'sent from another origin');
    },
  };
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
