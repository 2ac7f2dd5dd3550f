import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request as plainRequest, type Server } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { playAtOnce } from '../support/at-once.ts';
import { freePort } from '../support/free-port.ts';
import { type OutsideWorkspace, openOutside, replicaEnv, runProgram } from '../support/program.ts';

const manifest = (name: string) => path.join(projectRoot, 'manifests', name);
const folders: string[] = [];
async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'satu-pintu-deployed-'));
  folders.push(made);
  return made;
}
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))));

describe('the image', () => {
  let workspace: OutsideWorkspace | undefined;
  afterEach(() => workspace?.stop());

  it('U-10 U-17 P-5 has with what it copies all that the program needs', async () => {
    const dockerfile = await readFile(manifest('container/Dockerfile'), 'utf8');
    const app = await folder();
    const copied = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+) (\S+)$/gm)];
    expect(copied.length).toBeGreaterThan(0);
    for (const [, from = '', to = ''] of copied)
      await cp(path.join(projectRoot, from), path.join(app, to === './' ? from : to), { recursive: true });
    workspace = await openOutside(0, platforms);
    const env = replicaEnv(workspace.playground, workspace.databaseUrl, platforms);
    const program = await runProgram(env, app, path.join(app, 'dist/main.js'));
    workspace.programs.push(program);
    await playAtOnce(workspace, program);
    expect(await program.stop()).toBe(0);
    expect(program.output()).not.toContain('"level":50');
  });
});

const run = promisify(execFile);
const installed = await run('nginx', ['-v']).then(
  () => true,
  () => false,
);

describe.skipIf(!installed)(`the reverse proxy${installed ? '' : ' (skipped: no nginx)'}`, () => {
  let behind: Server;
  let heard: { req: IncomingMessage; body: Buffer }[] = [];
  let stop: () => Promise<void>;
  let [plain, secure] = [0, 0];

  beforeAll(async () => {
    behind = createServer(async (req, res) => {
      heard.push({ req, body: await buffer(req) });
      res.end('here');
    });
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
    const { port } = behind.address() as AddressInfo;
    const at = await folder();
    [plain, secure] = [await freePort(), await freePort()];
    await run('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...[
        '-subj',
        '/CN=pintu.example.com',
        '-keyout',
        path.join(at, 'key.pem'),
        '-out',
        path.join(at, 'cert.pem'),
      ],
    ]);
    const server = (await readFile(manifest('nginx/satu-pintu.conf'), 'utf8'))
      .replace('127.0.0.1:3000', `127.0.0.1:${port}`)
      .replace('/etc/ssl/pintu.pem', path.join(at, 'cert.pem'))
      .replace('/etc/ssl/private/pintu.key', path.join(at, 'key.pem'))
      .replaceAll(/^ *listen \[::\].*$/gm, '')
      .replace('listen 80', `listen 127.0.0.1:${plain}`)
      .replace('listen 443', `listen 127.0.0.1:${secure}`);
    await symlink(manifest('nginx/satu-pintu-pass.conf'), path.join(at, 'satu-pintu-pass.conf'));
    await writeFile(
      path.join(at, 'nginx.conf'),
      `daemon off; pid ${at}/pid; error_log ${at}/error.log; events {}
       http { access_log off; ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${at}/${name};`).join(' ')}\n${server}\n}`,
    );
    await chmod(at, 0o755);
    const nginx = spawn('nginx', [
      '-p',
      at,
      '-c',
      path.join(at, 'nginx.conf'),
      '-e',
      path.join(at, 'error.log'),
    ]);
    stop = () =>
      new Promise((resolve) => {
        nginx.once('exit', () => resolve());
        nginx.kill('SIGTERM');
      });
    // It says nothing when it is ready.
    while (nginx.exitCode === null && !(await ask(plain, '/').catch(() => 0))) await setImmediate();
  });
  afterAll(async () => {
    await stop?.();
    behind?.close();
  });

  /** Asks by TLS where the port is that one, with a body where there is one; the path goes out as it is. */
  function ask(port: number, path: string, body?: Buffer): Promise<number | undefined> {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method: body ? 'POST' : 'GET',
      rejectUnauthorized: false,
    };
    return new Promise((resolve, reject) => {
      const asked = (port === secure ? secureRequest : plainRequest)(options, (res) => {
        res.resume();
        resolve(res.statusCode);
      });
      asked.on('error', reject);
      if (body) asked.setHeader('X-Forwarded-For', '203.0.113.7');
      asked.end(body);
    });
  }
  const passed = async (port: number, path: string) => {
    heard = [];
    const status = await ask(port, path);
    return { status, urls: heard.map(({ req }) => req.url) };
  };

  it.each([
    '/slack/events',
    '/api/messages',
    '/webhooks/logins',
    '/portal',
    '/portal/login?to=%2Fportal',
    '/crl.der?issuer=1',
    '/ca.pem',
    '/ocsp/MFQwUjBQ//8wTjAJ%2B',
  ])('passes %s on as it is', async (path) => {
    expect(await passed(secure, path)).toEqual({ status: 200, urls: [path] });
  });

  it.each([
    '/',
    '/metrics',
    '/readyz',
    '/healthz',
    '/playground',
    '/playground/api/screen',
    '/slack/events/more',
    '/api/messages2',
    '/portals',
    '/webhooks',
    '/portal/../metrics',
    '//metrics',
  ])('passes %s on to nobody', async (path) => {
    expect(await passed(secure, path)).toEqual({ status: 404, urls: [] });
  });

  it('sends whoever comes without TLS there, but for the questions about certificates', async () => {
    expect(await passed(plain, '/portal/login')).toEqual({ status: 301, urls: [] });
    expect(await passed(plain, '/ocsp/a//b')).toEqual({ status: 200, urls: ['/ocsp/a//b'] });
    expect(await passed(plain, '/crl.der')).toEqual({ status: 200, urls: ['/crl.der'] });
  });

  it('passes a body on as it is, and says last in X-Forwarded-For whom it sees', async () => {
    const body = randomBytes(3_000_000);
    heard = [];
    expect(await ask(secure, '/slack/events', body)).toBe(200);
    expect(heard[0]?.body.equals(body)).toBe(true);
    // The first is what the client wrote.
    expect(heard[0]?.req.headers['x-forwarded-for']).toBe('203.0.113.7, 127.0.0.1');
    expect(await ask(secure, '/portal/upload', randomBytes(30_000_000))).toBe(200);
  });
});
