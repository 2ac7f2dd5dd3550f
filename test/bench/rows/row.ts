import type { Compared } from '../support/statistics.ts';

/** One line of the table: ours against the floor, and the ratio that we want to stay below. */
export interface Row extends Compared {
  name: string;
  unit: string;
  goal?: number;
}
