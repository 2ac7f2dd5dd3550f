import type { Card } from '../../chat/card.ts';
import type { Desk } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';
import type { OrganisationKind } from './sheets/kinds.ts';

export interface OrganisationDeps {
  db: Database;
  publicUrl: string;
  /** Its sheets, by whose rules records are edited in chat as well. */
  kinds: readonly OrganisationKind[];
  /** All desks, by which it is known what waits for whom. */
  desks(): readonly Desk[];
  /** One person, as the front desk shows them. */
  personCard(ctx: Context, id: number): Promise<Card>;
}
