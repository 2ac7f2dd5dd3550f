import type { PortalPages } from '../../../web/page.ts';
import type { PagesDeps } from '../deps.ts';
import { marketPages } from './market.ts';
import { sandboxPages } from './sandbox.ts';

/** The desk's part of the portal: logging in and registering at the marketplace (M-5), and the built-in one's own pages. */
export function marketplacePages(deps: PagesDeps): PortalPages {
  return { pages: [...marketPages(deps), ...(deps.marketplace?.sandbox ? sandboxPages(deps) : [])] };
}
