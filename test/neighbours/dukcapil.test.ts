import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDukcapil, type Dukcapil } from '../../src/neighbours/dukcapil/dukcapil.ts';
import { dukcapilSandbox } from '../../src/neighbours/dukcapil/sandbox.ts';
import type { Fetch } from '../../src/neighbours/http/exchange.ts';
import { type NeighbourServer, patient, serve } from './server.ts';

describe.each(['in process', 'over HTTP'])('the sandbox of Dukcapil %s', (way) => {
  let server: NeighbourServer | undefined;
  let fetch: Fetch;
  let url: string;
  let dukcapil: Dukcapil;

  beforeAll(async () => {
    if (way === 'over HTTP') server = await serve(dukcapilSandbox());
    url = server?.url ?? 'http://sandbox';
    fetch = server ? globalThis.fetch : dukcapilSandbox();
    dukcapil = createDukcapil({ url, fetch, sandbox: true, ...patient });
  });
  afterAll(() => server?.close());

  it.each([
    ['3173051201900001', 'Ali Rahman'],
    ['3173056505920002', 'Siti Nurhaliza'],
    ['3173050907880003', 'Budi Hartono'],
    ['3173051503950004', 'Muhammad Rizky Ramadhan'],
  ])('S-4: knows %s, %s', async (nik, name) => {
    expect(await dukcapil.resident(nik)).toEqual({ nik, name });
  });

  it('S-4: does not know anybody else', async () => {
    expect(await dukcapil.resident('3173050000000000')).toBeNull();
  });

  it('is well, and says that it is a sandbox', async () => {
    await dukcapil.check();
    expect(dukcapil.sandbox).toBe(true);
    expect(createDukcapil({ url, fetch }).sandbox).toBe(false);
  });

  it.each([
    ['no NIK', '{}'],
    ['a NIK of 15 digits', '{"nik":"317305120190000"}'],
    ['a NIK of 17 digits', '{"nik":"31730512019000011"}'],
    ['a NIK with letters', '{"nik":"317305120190000A"}'],
    ['a NIK that is a number', '{"nik":3173051201900001}'],
    ['a NIK in a list', '{"nik":["3173051201900001"]}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no JSON', 'nik=3173051201900001'],
  ])('refuses %s', async (_, body) => {
    const response = await fetch(`${url}/residents/lookup`, { method: 'POST', body });
    expect(response.status).toBe(422);
  });

  it('refuses a request without a body, one by GET, and another address', async () => {
    const status = async (path: string, init: RequestInit) => (await fetch(url + path, init)).status;
    expect(await status('/residents/lookup', { method: 'POST' })).toBe(422);
    expect(await status('/residents/lookup', { method: 'GET' })).toBe(404);
    expect(await status('/residents', { method: 'POST', body: '{}' })).toBe(404);
  });

  it('takes fields that it does not know', async () => {
    const body = JSON.stringify({ nik: '3173051201900001', purpose: 'S-3' });
    const response = await fetch(`${url}/residents/lookup`, { method: 'POST', body });
    expect(await response.json()).toEqual({ nik: '3173051201900001', name: 'Ali Rahman' });
  });
});
