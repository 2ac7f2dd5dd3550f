import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

const names = ['session', 'visitor', 'language'] as const;
export type CookieName = (typeof names)[number];

export interface Cookies {
  read(req: Request, name: CookieName): string | undefined;
  /** `seconds` absent: as long as the browser is open; 0 removes the cookie. */
  write(res: Response, name: CookieName, value: string, seconds?: number): void;
}

/**
 * The portal's cookies: out of scripts' reach, not sent along from other sites, and under https bound to exactly
 * this host (`__Host-`), so that no neighbouring host can plant one.
 */
export function createCookies(secure: boolean): Cookies {
  const nameOf = (name: CookieName) => `${secure ? '__Host-' : ''}portal-${name}`;
  return {
    read: (req, name) => parseCookie(req.headers.cookie ?? '')[nameOf(name)],
    write(res, name, value, seconds) {
      const cookie = {
        name: nameOf(name),
        value,
        path: '/',
        httpOnly: true,
        secure,
        sameSite: 'lax' as const,
      };
      res.append(
        'Set-Cookie',
        stringifySetCookie(seconds === undefined ? cookie : { ...cookie, maxAge: seconds }),
      );
    },
  };
}
