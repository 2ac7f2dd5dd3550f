import { type AddressInfo, createServer, type Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { freePort } from '../support/free-port.ts';
import { approve, ask, forJoko, forRina } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

/** A workspace whose letters go to a mail server of the test's. */
const openWith = (smtpUrl: string): Promise<Workspace> => openWorkspace({ smtpUrl });

type Refused = { code: number; text: string } | null;

interface MailServer {
  /** Envelope recipients in the order of acceptance. */
  taken: string[];
  /** Answers each recipient: null takes it. */
  judge(address: string): Refused | Promise<Refused>;
  listen(port: number): Promise<void>;
  /** Ends every connection that is open, as servers do with those that are idle. */
  hangUp(): number;
  close(): Promise<void>;
}

function mailServer(): MailServer {
  const taken: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    async onRcptTo(address, _session, done) {
      const refusal = await self.judge(address.address);
      done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData(stream, session, done) {
      stream.resume();
      stream.on('end', () => {
        taken.push(...session.envelope.rcptTo.map((each) => each.address));
        done();
      });
    },
  });
  smtp.on('error', () => {});
  const self: MailServer = {
    taken,
    judge: () => null,
    hangUp() {
      const open = [...smtp.connections];
      for (const connection of open) connection.close();
      return open.length;
    },
    listen: (port) => new Promise((resolve) => smtp.listen(port, '127.0.0.1', () => resolve())),
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
  return self;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

let workspace: Workspace;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await workspace.stop();
  for (const close of closing.splice(0)) await close();
});

/** Lets the pauses between attempts pass, until no letter is left to send. */
async function allSent(): Promise<void> {
  await expect
    .poll(
      async () => {
        await workspace.query(
          'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL',
        );
        return workspace.query(
          `SELECT last_error FROM graphile_worker.jobs WHERE task_identifier = 'mail.send'`,
        );
      },
      { interval: 100 },
    )
    .toEqual([]);
}

const dewi = 'dewi.lestari@nusantara.example';
const bima = 'bima.santoso@nusantara.example';

describe('letters', () => {
  it('U-10 wait for a mail server that is down, and leave once when it is back', async () => {
    const server = mailServer();
    const port = await freePort();
    workspace = await openWith(`smtp://127.0.0.1:${port}`);
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    await workspace.person('bima.santoso').sees(number);
    await expect
      .poll(() => workspace.query(`SELECT 1 FROM failing_job WHERE error LIKE '%ECONNREFUSED%'`))
      .toHaveLength(1);
    await server.listen(port);
    closing.push(server.close);
    await allSent();
    expect(server.taken).toEqual([bima]);
    await approve(workspace.person('bima.santoso'), number);
    await workspace.person('dewi.lestari').sees(number);
    await allSent();
    expect(server.taken).toEqual([bima, dewi]);
  });

  it('U-10 come again after a refusal for now, and not after one for good', async () => {
    const server = mailServer();
    const port = await freePort();
    await server.listen(port);
    closing.push(server.close);
    const asked: string[] = [];
    server.judge = (address) => {
      asked.push(address);
      if (address === dewi) return { code: 550, text: 'no such mailbox' };
      return asked.length < 3 ? { code: 451, text: 'come back later' } : null;
    };
    workspace = await openWith(`smtp://127.0.0.1:${port}`);
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    await allSent();
    expect(server.taken).toEqual([bima]);
    expect(asked).toEqual([bima, bima, bima]);
    await approve(workspace.person('bima.santoso'), number);
    await workspace.person('dewi.lestari').sees(number);
    await allSent();
    expect(asked.filter((address) => address === dewi)).toHaveLength(1);
    expect(server.taken).toEqual([bima]);
  });

  it('U-10 hold up no card when the mail server takes connections and says nothing', async () => {
    const silent = createServer();
    const port = await listening(silent);
    const sockets = new Set<{ destroy(): void }>();
    silent.on('connection', (socket) => sockets.add(socket));
    closing.push(
      () =>
        new Promise((resolve) => {
          for (const socket of sockets) socket.destroy();
          silent.close(resolve);
        }),
    );
    workspace = await openWith(`smtp://127.0.0.1:${port}`);
    await workspace.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, 'ICT_VERIFICATOR' FROM person
       WHERE email NOT LIKE 'dewi.%' AND email NOT LIKE 'rina.%' AND email NOT LIKE 'bima.%'`,
    );
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    await approve(workspace.person('bima.santoso'), number);
    for (const account of ['dewi.lestari', 'agus.pranoto', 'eko.saputra', 'tono.wijaya', 'putri.maharani']) {
      await workspace.person(account).sees(number);
    }
    // Letters that hang are on their way by now; what comes after them is not in their queue.
    await expect.poll(() => sockets.size).toBeGreaterThan(0);
    const next = await ask(workspace.person('rina.wulandari'), forJoko);
    await workspace.person('bima.santoso').sees(next);
    for (const socket of sockets) socket.destroy();
  });

  it('U-10 share a connection, and leave once over another one where the server has ended it', async () => {
    const server = mailServer();
    const port = await freePort();
    await server.listen(port);
    closing.push(server.close);
    workspace = await openWith(`smtp://127.0.0.1:${port}`);
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    await expect.poll(() => server.taken).toEqual([bima]);
    expect(server.hangUp()).toBe(1);
    await approve(workspace.person('bima.santoso'), number);
    await expect.poll(() => server.taken).toEqual([bima, dewi]);
    const next = await ask(workspace.person('rina.wulandari'), forJoko);
    await workspace.person('bima.santoso').sees(next);
    await expect.poll(() => server.taken).toEqual([bima, dewi, bima]);
    expect(server.hangUp()).toBe(1);
  });

  it('U-10 U-21 of people at work do not wait for those of visitors, however many hang', async () => {
    const server = mailServer();
    const port = await freePort();
    await server.listen(port);
    closing.push(server.close);
    const hanging: (() => void)[] = [];
    server.judge = (address) =>
      address.startsWith('tamu')
        ? new Promise((resolve) => hanging.push(() => resolve({ code: 550, text: 'no' })))
        : null;
    workspace = await openWith(`smtp://127.0.0.1:${port}`);
    const guest = new Visitor(workspace.url);
    for (let n = 0; n < 12; n += 1) await guest.send('/portal/account', { email: `tamu.${n}@mitra.example` });
    await expect.poll(() => hanging.length).toBe(1);
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    await workspace.person('bima.santoso').sees(number);
    await expect.poll(() => server.taken).toEqual([bima]);
    expect(hanging).toHaveLength(1);
    server.judge = () => null;
    for (const go of hanging) go();
  });
});
