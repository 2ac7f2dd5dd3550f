import type { RequestHandler } from 'express';
import type { Log } from '../core/log.ts';

/** A number of hops, or addresses and networks. */
export type TrustedProxies = number | string[];

/**
 * Says once in the log when visits come through a proxy that nobody named: until then everybody behind it is counted as one
 * address. Nothing that is said in the header is believed by itself: whoever calls may have written it.
 */
export function unbelieved(trusted: TrustedProxies, log: Log): RequestHandler {
  let isSaid = trusted !== 0;
  return (req, _res, next) => {
    if (!isSaid && req.headers['x-forwarded-for'] !== undefined) {
      isSaid = true;
      log.warn(
        { from: req.socket.remoteAddress },
        'X-Forwarded-For is not believed, as TRUSTED_PROXIES names no proxy: everybody behind one counts as one address',
      );
    }
    next();
  };
}
