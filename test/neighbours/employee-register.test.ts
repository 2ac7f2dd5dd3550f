import { afterEach, describe, expect, it } from 'vitest';
import { createEmployeeRegister } from '../../src/neighbours/employee-register/register.ts';
import { NeighbourDown } from '../../src/neighbours/http/down.ts';
import { answerJson, patient, startNeighbour } from './server.ts';

const nopek = '300777';
const bima = {
  nopek: '100101',
  name: 'Bima Santoso',
  email: 'bima.santoso@nusantara.example',
  position: 'Assistant Manager Finance',
};
const laras = {
  nopek,
  name: 'Laras Kinanti',
  email: 'laras.kinanti@nusantara.example',
  position: 'Analis',
  employment: 'TKJP',
  unit: { code: 'HO-LEG', name: 'Legal' },
  superior: bima,
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function registerThat(answer: Parameters<typeof startNeighbour>[0]) {
  const server = await startNeighbour(answer);
  closing.push(server.close);
  return { server, register: createEmployeeRegister({ url: server.url, ...patient }) };
}
const answering = (status: number, body?: unknown) =>
  registerThat((_, response) => answerJson(response, status, body));

async function downOf(asking: Promise<unknown>): Promise<string> {
  const error = await asking.then(
    (answer) => new Error(`answered ${JSON.stringify(answer)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NeighbourDown)) throw error;
  return error.message;
}

describe('the employee register', () => {
  it('I-9 U-4: is asked by POST for an employee, their unit and their superior', async () => {
    const { register, server } = await answering(200, { ...laras, salary: 1 });
    expect(await register.employee(nopek)).toEqual(laras);
    expect(server.received).toMatchObject([
      { method: 'POST', path: '/employees/lookup', body: JSON.stringify({ nopek }) },
    ]);
  });

  it('I-1: says that an employee has left', async () => {
    const { register } = await answering(404, { error: 'left' });
    expect(await register.employee(nopek)).toBe('left');
  });

  it('U-4: knows no such employee', async () => {
    const { register } = await answering(404, { error: 'not_found' });
    expect(await register.employee(nopek)).toBeNull();
  });

  it('I-1: has addresses in lower case, however it writes them', async () => {
    const upper = {
      ...laras,
      email: 'Laras.Kinanti@Nusantara.example',
      superior: { ...bima, email: 'BIMA@x.example' },
    };
    const { register } = await answering(200, upper);
    expect(await register.employee(nopek)).toMatchObject({
      email: laras.email,
      superior: { email: 'bima@x.example' },
    });
  });

  it.each([null, undefined])('U-9: may name no superior (%s)', async (superior) => {
    const { register } = await answering(200, { ...laras, superior });
    expect(await register.employee(nopek)).toEqual({ ...laras, superior: null });
  });

  it.each<[string, object, string]>([
    ['another employee', { nopek: '100001' }, 'nopek'],
    ['a number that is one', { nopek: Number(nopek) }, 'nopek'],
    ['no name', { name: ' ' }, 'name'],
    ['an address that is none', { email: 'laras' }, 'email'],
    ['no position', { position: null }, 'position'],
    ['another employment', { employment: 'UNIT' }, 'employment'],
    ['a unit without a code', { unit: { name: 'Legal' } }, 'unit.code'],
    ['a superior without an address', { superior: { ...bima, email: '' } }, 'superior.email'],
    ['themselves as superior', { superior: { ...bima, nopek } }, 'superior.nopek'],
    ['a superior with the same address', { superior: { ...bima, email: laras.email } }, 'superior.email'],
  ])('U-4: an answer with %s is a fault', async (_, wrong, where) => {
    const { register } = await answering(200, { ...laras, ...wrong });
    expect(await downOf(register.employee(nopek))).toBe(
      `employee-register: POST /employees/lookup: answered 200 in another shape (${where})`,
    );
  });

  it('U-4: a 404 that is about the address is no word on an employee', async () => {
    const { register } = await answering(404, { message: 'no such page' });
    expect(await downOf(register.employee(nopek))).toContain('answered 404 in another shape');
  });

  it('is well when its health says so', async () => {
    const { register } = await answering(200);
    await register.check();
    const { register: ill } = await answering(503);
    expect(await downOf(ill.check())).toBe('employee-register: GET /health: answered 503');
  });
});
