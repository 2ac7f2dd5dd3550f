import type { Card } from '../../chat/card.ts';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';

export interface OrganisationDeps {
  db: Database;
  publicUrl: string;
  /** One person, as the front desk shows them. */
  personCard(ctx: Context, id: number): Promise<Card>;
}
