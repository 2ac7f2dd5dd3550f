/** The registers that are asked over HTTP. */
export type NeighbourName = 'dukcapil' | 'digit' | 'directory-hub' | 'employee-register' | 'marketplace';

/**
 * A neighbour gave no usable answer: unreachable, late, refusing, or saying something else than its contract.
 * The message is for logs and `/pintu doctor`; it is made of our own words, a status or a network error's code,
 * so nothing of what was asked or answered and no credential can stand in it.
 */
export class NeighbourDown extends Error {
  override name = 'NeighbourDown';
  readonly neighbour: NeighbourName;

  constructor(neighbour: NeighbourName, reason: string) {
    super(`${neighbour}: ${reason}`);
    this.neighbour = neighbour;
  }
}
