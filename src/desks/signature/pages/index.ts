import type { Context } from '../../../core/context.ts';
import type { PortalPages } from '../../../web/page.ts';
import type { DeskDeps } from '../deps.ts';
import { authenticatorPages } from './authenticator.ts';
import { initialPages } from './initial.ts';

export interface PagesDeps extends DeskDeps {
  /** Somebody as they are now, on a page that a link of theirs has opened. */
  contextOf(personId: number): Promise<Context | null>;
}

/** The desk's part of the portal: where an initial is drawn (G-2), and where an authenticator is given its secret (G-3). */
export function signaturePages(deps: PagesDeps): PortalPages {
  return { pages: [...initialPages(deps), ...authenticatorPages(deps)] };
}
