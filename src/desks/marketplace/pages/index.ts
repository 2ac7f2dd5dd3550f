import type { Clock } from '../../../core/clock.ts';
import type { Context } from '../../../core/context.ts';
import type { PortalPages } from '../../../web/page.ts';
import type { DeskDeps } from '../deps.ts';
import { marketPages } from './market.ts';
import { sandboxPages } from './sandbox.ts';

export interface PagesDeps extends DeskDeps {
  clock: Clock;
  /** Somebody as they are now, on a page that a link of theirs has opened. */
  contextOf(personId: number): Promise<Context | null>;
}

/** The desk's part of the portal: logging in and registering at the marketplace (M-5), and the built-in one's own pages. */
export function marketplacePages(deps: PagesDeps): PortalPages {
  return { pages: [...marketPages(deps), ...(deps.marketplace?.sandbox ? sandboxPages(deps) : [])] };
}
