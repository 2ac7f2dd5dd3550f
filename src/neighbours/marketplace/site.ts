import type { Log } from '../../core/log.ts';
import { NeighbourDown } from '../http/down.ts';

/** The marketplace named an address that people are not sent to. */
export class UntrustedAddress extends NeighbourDown {
  override name = 'UntrustedAddress';
}

/**
 * Lets through the addresses of a site, which are those of this host and of its subdomains, by https unless it `isPlain`. Whoever
 * can answer in the marketplace's place could send people anywhere: every other address is logged by its host, without what
 * follows it, and throws UntrustedAddress.
 */
export function onSite(
  host: string,
  { isPlain, log }: { isPlain: boolean; log?: Pick<Log, 'warn'> },
): (address: string) => string {
  return (address) => {
    const { protocol, hostname } = new URL(address);
    const isThere = hostname === host || hostname.endsWith(`.${host}`);
    if (isThere && (isPlain || protocol === 'https:')) return address;
    log?.warn({ protocol, hostname, site: host }, 'the marketplace named an address that is not of its site');
    throw new UntrustedAddress('marketplace', 'named an address that is not of its site');
  };
}
