import * as z from 'zod';
import { createHttpNeighbour, type HttpNeighbourOptions } from '../http/neighbour.ts';

/** A head-office employee as the register knows them (U-4, I-9). */
export interface RegisteredEmployee {
  nopek: string;
  name: string;
  email: string;
  position: string;
  employment: 'ORGANIK_PKWT' | 'TKJP';
  unit: { code: string; name: string };
  /** The Assistant Manager, who is their Atasan; null where they have none. */
  superior: RegisteredSuperior | null;
}

export interface RegisteredSuperior {
  nopek: string;
  name: string;
  email: string;
  position: string;
}

/** The employee register as a service of its own; without one our own tables are the register (I-9). */
export interface EmployeeRegister {
  /**
   * The employee with this number, `left` where they are one no more, or null when there is none. E-mail addresses are in
   * lower case. Throws NeighbourDown.
   */
  employee(nopek: string): Promise<RegisteredEmployee | 'left' | null>;
  /** Asks whether it is well. Throws NeighbourDown with what stands in the way. */
  check(): Promise<void>;
}

const line = (max: number) => z.string().trim().min(1).max(max);
const person = z.object({
  nopek: line(20),
  name: line(200),
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  position: line(200),
});
const employeeShape = person
  .extend({
    employment: z.enum(['ORGANIK_PKWT', 'TKJP']),
    unit: z.object({ code: line(60), name: line(200) }),
    superior: person.nullish().transform((superior) => superior ?? null),
  })
  .refine(({ nopek, superior }) => superior?.nopek !== nopek, { path: ['superior', 'nopek'] })
  .refine(({ email, superior }) => superior?.email !== email, { path: ['superior', 'email'] });
const unknownShape = z
  .object({ error: z.enum(['not_found', 'left']) })
  .transform(({ error }) => (error === 'left' ? error : null));

export function createEmployeeRegister(options: Omit<HttpNeighbourOptions, 'name'>): EmployeeRegister {
  const { ask, check } = createHttpNeighbour({ ...options, name: 'employee-register' });
  return {
    check,
    employee: (nopek) =>
      ask(
        { method: 'POST', path: '/employees/lookup', body: { nopek }, idempotent: true },
        {
          200: employeeShape.refine((employee) => employee.nopek === nopek, { path: ['nopek'] }),
          404: unknownShape,
        },
      ),
  };
}
