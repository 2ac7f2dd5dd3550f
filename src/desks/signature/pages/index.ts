import type { PortalPages } from '../../../web/page.ts';
import type { PagesDeps } from '../deps.ts';
import { authenticatorPages } from './authenticator.ts';
import { initialPages } from './initial.ts';

/** The desk's part of the portal: where an initial is drawn (G-2), and where an authenticator is given its secret (G-3). */
export function signaturePages(deps: PagesDeps): PortalPages {
  return { pages: [...initialPages(deps), ...authenticatorPages(deps)] };
}
