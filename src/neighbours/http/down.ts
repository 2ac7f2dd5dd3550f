/** The registers that are asked over HTTP. */
export type NeighbourName = 'dukcapil' | 'digit' | 'directory-hub' | 'employee-register' | 'marketplace';

/** How a neighbour was not reached: it was too late, or there was no connection, for which a network error's code stands. */
export type Unreached = 'late' | { code: string };

/**
 * A neighbour gave no usable answer: unreachable, late, refusing, or saying something else than its contract.
 * The message is for logs and `/pintu doctor`; it is made of our own words, a status or a network error's code,
 * so nothing of what was asked or answered and no credential can stand in it.
 */
export class NeighbourDown extends Error {
  override name = 'NeighbourDown';
  readonly neighbour: NeighbourName;
  readonly unreached: Unreached | null;

  constructor(neighbour: NeighbourName, reason: string, unreached: Unreached | null = null) {
    super(`${neighbour}: ${reason}`);
    this.neighbour = neighbour;
    this.unreached = unreached;
  }
}
