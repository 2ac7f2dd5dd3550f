import * as z from 'zod';
import { about, refusal } from '../http/answer.ts';
import { createHttpNeighbour, type HttpNeighbourOptions } from '../http/neighbour.ts';

/** The civil register, which knows who has which NIK (S-4). */
export interface Dukcapil {
  /** The resident with this NIK, or null when there is none. Throws NeighbourDown. */
  resident(nik: string): Promise<{ nik: string; name: string } | null>;
  /** Asks whether it is well. Throws NeighbourDown with what stands in the way. */
  check(): Promise<void>;
  /** True for the built-in one, which every card that used it has to say. */
  readonly sandbox: boolean;
}

export type DukcapilOptions = Omit<HttpNeighbourOptions, 'name'> & { sandbox?: boolean };

const residentShape = z.object({ nik: z.string(), name: z.string().trim().min(1).max(200) });
const unknownShape = refusal('not_found').transform(() => null);

export function createDukcapil({ sandbox = false, ...options }: DukcapilOptions): Dukcapil {
  const neighbour = createHttpNeighbour({ ...options, name: 'dukcapil' });
  return {
    sandbox,
    check: neighbour.check,
    resident: (nik) =>
      neighbour.ask(
        { method: 'POST', path: '/residents/lookup', body: { nik }, idempotent: true },
        { 200: residentShape.refine(...about(nik)), 404: unknownShape },
      ),
  };
}
