import type { RegisteredEmployee } from '../../src/neighbours/employee-register/register.ts';
import { answerJson, startNeighbour } from '../neighbours/server.ts';

/** What the register does instead of answering. */
export type EmployeeTrouble = 'unavailable' | 'silent';

/** The employee register as docs/neighbours.md has it, over HTTP, with employees of one's own in it. */
export interface Employees {
  /** The setting that leads to it. */
  env: { EMPLOYEE_REGISTER_URL: string };
  /** By Nopek. */
  all: Map<string, RegisteredEmployee>;
  /** How often it was asked about somebody. */
  timesAsked(): number;
  /** From now on, until `heal`. */
  trouble(trouble: EmployeeTrouble): void;
  heal(): void;
  close(): Promise<void>;
}

export async function startEmployees(): Promise<Employees> {
  const all = new Map<string, RegisteredEmployee>();
  let troubled: EmployeeTrouble | undefined;
  const server = await startNeighbour(({ method, path, body }, response) => {
    if (troubled === 'silent') return;
    if (troubled === 'unavailable') return answerJson(response, 503);
    if (path === '/health') return answerJson(response, 200);
    if (`${method} ${path}` !== 'POST /employees/lookup')
      return answerJson(response, 404, { error: 'no_route' });
    const employee = all.get((JSON.parse(body) as { nopek: string }).nopek);
    return employee ? answerJson(response, 200, employee) : answerJson(response, 404, { error: 'not_found' });
  });
  return {
    env: { EMPLOYEE_REGISTER_URL: server.url },
    all,
    timesAsked: () => server.received.filter(({ path }) => path === '/employees/lookup').length,
    trouble(trouble) {
      troubled = trouble;
    },
    heal() {
      troubled = undefined;
    },
    close: server.close,
  };
}
