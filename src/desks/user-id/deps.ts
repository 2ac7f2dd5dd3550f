import type { Attachments } from '../../attachments/attachments.ts';
import type { StepUp } from '../../authenticators/step-up.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Database } from '../../db/database.ts';
import type { EmployeeRegister } from '../../neighbours/employee-register/register.ts';
import type { Admission } from '../../people/admission.ts';
import type { Leaving } from '../../people/leaving.ts';
import type { Policy } from './rules.ts';

/** What the desk works with; made once in the composition root. */
export interface DeskDeps {
  db: Database;
  stepUp: StepUp;
  admit: Admission;
  policy: Policy;
  attachments: Attachments;
  /** Null where our own tables are the register (EMPLOYEE_REGISTER_URL). */
  employeeRegister: EmployeeRegister | null;
  leaving: Leaving;
  /** Where links in cards and letters start; without a slash at the end. */
  publicUrl: string;
}

/** What showing a request takes. */
export type Showing = Pick<DeskDeps, 'policy' | 'publicUrl'> & { db: Queryable };
