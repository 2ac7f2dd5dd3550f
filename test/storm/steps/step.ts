import type { Deed, Prepared } from '../acting.ts';
import type { Random } from '../random.ts';
import type { Snapshot } from '../snapshot.ts';
import type { World } from '../world.ts';

/** What a step is done with. */
export interface Stage {
  world: World;
  /** As things stood before it. */
  before: Snapshot;
  random: Random;
  /** Forms that somebody has filled in and not sent: a later step may. */
  kept: Prepared[];
  /** By account, the secret that somebody's phone has for codes. */
  phones: Map<string, string>;
  /** From now on Teams and the mail server may get something twice: what they took was not heard of. */
  lose(): void;
  /** The same of Slack too: whoever was frozen just before it sent something sends it beside another replica. */
  loseAnywhere(): void;
  /** Something disturbs the product in this step and until all is quiet. */
  disturb(): void;
}

/** What a step did, in words for whoever reads the trace, and what people did in it. */
export interface Done {
  says: string;
  deeds: Deed[];
}

/** Null: there was nothing to do it with. */
export type StepKind = (stage: Stage) => Promise<Done | null>;
