import * as z from 'zod';
import type { Fetch } from '../http/exchange.ts';
import { createSandbox, nikShape, refuse, route } from '../http/sandbox.ts';

/** The residents of the sample organisation's country. */
const residents = new Map([
  ['3173051201900001', 'Ali Rahman'],
  ['3173056505920002', 'Siti Nurhaliza'],
  ['3173050907880003', 'Budi Hartono'],
  ['3173051503950004', 'Muhammad Rizky Ramadhan'],
]);

/** Dukcapil's contract, answered for four residents (docs/neighbours.md). */
export function dukcapilSandbox(): Fetch {
  return createSandbox({
    'POST /residents/lookup': route(z.object({ nik: nikShape }), ({ nik }) => {
      const name = residents.get(nik);
      return name ? Response.json({ nik, name }) : refuse(404, 'not_found');
    }),
  });
}
