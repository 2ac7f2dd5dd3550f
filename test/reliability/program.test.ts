import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ControlApi, Playground } from '@satu-pintu/playground';
import { slackPerson as person, platforms } from '@satu-pintu/playground/people';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { translate } from '../../src/core/texts/index.ts';
import { partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';
import {
  type OutsideWorkspace,
  openOutside,
  type Program,
  replicaEnv,
  runProgram,
} from '../support/program.ts';
import {
  approve,
  ask,
  forJoko,
  forRina,
  openDecision,
  settled,
  someReason,
  words,
} from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function emptyDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'program-'));
  // As root the database runs under another account, which has to get there.
  await chmod(dir, 0o711);
  cleanups.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** What a program that does not start says, with its exit code. */
const refusal = (env: Record<string, string>, cwd?: string, main?: string): Promise<string> =>
  runProgram(env, cwd, main).then(
    async (program) => {
      await program.kill();
      throw new Error('The program started.');
    },
    (error: Error) => error.message,
  );

describe('the program', () => {
  it('says everything that is wrong with its settings at once, and ends with 1', async () => {
    const words = await refusal({
      SLACK_BOT_TOKEN: 'xoxp-not-a-bot',
      DATABASE_URL: 'mysql://somewhere',
      TIMEZONE: 'Asia/Nowhere',
      LANGUAGE: 'fr',
      ADMIN_EMAILS: 'nobody',
    });
    expect(words).toContain('ended with 1');
    for (const name of [
      'SLACK_BOT_TOKEN must be a bot token',
      'SLACK_SIGNING_SECRET is missing',
      'PUBLIC_URL is missing',
      'SMTP_URL is missing',
      'DATABASE_URL must be',
      'SECRET_KEY is missing',
      'TIMEZONE must be',
      'LANGUAGE must be',
      'ADMIN_EMAILS',
    ]) {
      expect(words).toContain(name);
    }
    expect(words).not.toContain('    at ');
  });

  it('reads .env where it is started, and what the environment says goes before it', async () => {
    const dir = await emptyDir();
    await writeFile(join(dir, '.env'), 'LANGUAGE=fr\nTIMEZONE=Asia/Nowhere # tidak ada\nLOG_LEVEL=debug\n');
    const words = await refusal({ LANGUAGE: 'id', DATABASE_URL: 'mysql://somewhere' }, dir);
    expect(words).toContain('TIMEZONE must be');
    expect(words).toContain('DATABASE_URL must be');
    expect(words).not.toContain('LANGUAGE');
  });

  it('names each line of .env that does not say what it seems to, with everything else that is wrong', async () => {
    const dir = await emptyDir();
    await writeFile(
      join(dir, '.env'),
      'LANGUAGE=fr\nSMTP_URL=smtp://pintu:a#b@mail\nSLACK_BOT_TOKEN xoxb-1\n',
    );
    const words = await refusal({ DATABASE_URL: 'mysql://somewhere' }, dir);
    for (const problem of ['.env, line 2', '.env, line 3', 'LANGUAGE must be', 'DATABASE_URL must be'])
      expect(words).toContain(problem);
    await rm(join(dir, '.env'));
    await mkdir(join(dir, '.env'));
    expect(await refusal({}, dir)).toContain('.env cannot be read');
  });

  it('says that its port is taken before it starts anything else, and ends with 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => new Promise((resolve) => other.close(resolve)));
    const { port } = other.address() as AddressInfo;
    const dir = await emptyDir();
    const words = await refusal({ PORT: String(port), DATA_DIR: dir });
    expect(words).toContain('ended with 1');
    expect(words).toContain(`PORT ${port} is taken`);
    expect(await readdir(dir)).toEqual([]);
  });

  it('keeps an idle connection for longer than a proxy does, so that no request meets one that is just closed', async () => {
    const workspace = await openOutside();
    cleanups.push(() => workspace.stop());
    const answer = await fetch(`${workspace.url}/healthz`);
    await answer.text();
    const [, seconds] = /^timeout=(\d+)$/.exec(answer.headers.get('keep-alive') ?? '') ?? [];
    // nginx, and most others.
    expect(Number(seconds)).toBeGreaterThan(60);
  });

  it.each(platforms)(
    'ends with 0 when it is asked to, and answers and finishes what is under way before: %s',
    async (platform) => {
      const workspace: OutsideWorkspace = await openOutside(1, [platform]);
      cleanups.push(() => workspace.stop());
      const [program] = workspace.programs;
      const rina = workspace.person('rina.wulandari');
      const first = await ask(rina, forRina);
      const second = await ask(rina, forJoko);
      await approve(workspace.person('bima.santoso'), first);
      await workspace.person('dewi.lestari').sees(first);
      await settled(workspace);

      // A click whose transaction has to wait, and a message that takes its time.
      const holder = new pg.Client({ connectionString: workspace.databaseUrl });
      await holder.connect();
      await holder.query('BEGIN');
      await holder.query('SELECT 1 FROM user_id_request WHERE number = $1 FOR UPDATE', [second]);
      await workspace.door().fail({ call: 'update', kind: 'slow', delayMs: 1500, times: 1 });
      const dewi = await openDecision(workspace.person('dewi.lestari'), first, 'Approve');
      await dewi.type(words('userId.decision.whyApprove'), someReason);
      const bima = await openDecision(workspace.person('bima.santoso'), second, 'Approve');
      await bima.type(words('userId.decision.whyApprove'), someReason);
      await dewi.submit();
      await expect
        .poll(async () =>
          (await workspace.door().exchanges()).some((call) => call.what === 'update' && !call.done),
        )
        .toBe(true);
      const click = bima.submit();
      await expect
        .poll(() =>
          workspace.query(
            `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
          ),
        )
        .toHaveLength(1);
      const code = program?.stop();
      await expect
        .poll(() =>
          // A connection that is kept would be answered for as long as it is used.
          fetch(`${program?.url}/healthz`, { headers: { connection: 'close' } }).then(
            () => true,
            () => false,
          ),
        )
        .toBe(false);
      await holder.query('ROLLBACK');
      await holder.end();

      expect((await click).outcome.status).toBe(200);
      expect(await code).toBe(0);
      const decided = await workspace.query('SELECT 1 FROM user_id_decision');
      expect(decided).toHaveLength(3);
      const locked = await workspace.query('SELECT 1 FROM graphile_worker.jobs WHERE locked_at IS NOT NULL');
      expect(locked).toEqual([]);
      expect(program?.output()).not.toContain('"level":50');

      await workspace.deliverTo(await workspace.start());
      await workspace.person('dewi.lestari').sees(second);
      await settled(workspace);
      expect(await rina.thread(first)).toHaveLength(3);
      expect(await rina.thread(second)).toHaveLength(2);
    },
  );
});

/** The playground inside another program, over HTTP. */
function remotePlayground(program: Program): Playground {
  const api = new Proxy({} as ControlApi, {
    get: (_, call) => async (args: object) => {
      const answer = await fetch(`${program.url}/playground/api/${String(call)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(args),
      });
      const body = await answer.text();
      if (!answer.ok) throw new Error(`${String(call)}: ${answer.status} ${body}`);
      return body === '' ? undefined : JSON.parse(body);
    },
  });
  return { api, onChange: () => () => {} } as Partial<Playground> as Playground;
}

describe('the program with nothing but a data directory', () => {
  it('keeps what was asked for over a kill -9, on its own database and in its own playground', async () => {
    const dir = await emptyDir();
    const before = await runProgram({ DATA_DIR: dir, PATIENCE: '10' });
    cleanups.push(() => before.kill());
    const number = await ask(person(remotePlayground(before), 'rina.wulandari'), forRina);
    await person(remotePlayground(before), 'bima.santoso').sees(number);
    await before.kill();

    const after = await runProgram({ DATA_DIR: dir, PATIENCE: '10' });
    cleanups.push(() => after.kill());
    const bima = person(remotePlayground(after), 'bima.santoso');
    // Killed before it had noted that the card arrived, it brings it up to date now: perhaps between a look at it and the press.
    const forms: Awaited<ReturnType<typeof openDecision>>[] = [];
    await expect
      .poll(async () => {
        if (forms.length === 0)
          await openDecision(bima, number, 'Approve').then(
            (form) => forms.push(form),
            () => null,
          );
        return forms.length;
      })
      .toBe(1);
    await forms[0]?.type(words('userId.decision.whyApprove'), someReason);
    await forms[0]?.submit();
    await person(remotePlayground(after), 'dewi.lestari').sees(number);
    expect(await bima.cards(number)).toHaveLength(1);
    expect(await after.stop()).toBe(0);
  });
});

/** What a page loads of its own origin. */
const loadedBy = (page: string, below: string): string[] =>
  [...page.matchAll(/(?:src|href|data-worker)="([^"#]+)/g)]
    .map(([, address = '']) => address)
    .filter((address) => address.startsWith(below));

describe('the program as it is built where only what production needs is installed', () => {
  it('says that there is no playground when no platform is set, and serves a platform all the same', async () => {
    const dir = await emptyDir();
    await cp(join(projectRoot, 'dist'), join(dir, 'dist'), {
      recursive: true,
      filter: (file) => file !== join(projectRoot, 'dist/playground'),
    });
    for (const part of ['package.json', 'prisma/migrations', 'manifests'])
      await cp(join(projectRoot, part), join(dir, part), { recursive: true });
    await symlink(join(projectRoot, 'node_modules'), join(dir, 'node_modules'));
    const main = join(dir, 'dist/main.js');

    const words = await refusal({ DATA_DIR: await emptyDir() }, dir, main);
    expect(words).toContain('ended with 1');
    expect(words).toContain('the playground is not installed here');
    expect(words).not.toContain('    at ');

    const outside = await openOutside(0);
    cleanups.push(() => outside.stop());
    const program = await runProgram(replicaEnv(outside.playground, outside.databaseUrl), dir, main);
    cleanups.push(() => program.kill());
    await outside.deliverTo(program);
    expect(await outside.person('rina.wulandari').answerTo('/pintu')).toContain('Satu Pintu');
  });
});

describe('the program without its sources', () => {
  it('serves its pages with all that they load, and reads a workbook', async () => {
    const dir = await emptyDir();
    for (const part of ['package.json', 'dist', 'prisma/migrations', 'manifests'])
      await cp(join(projectRoot, part), join(dir, part), { recursive: true });
    await symlink(join(projectRoot, 'node_modules'), join(dir, 'node_modules'));
    const data = await emptyDir();
    const program = await runProgram({ DATA_DIR: data, PLAYGROUND: 'true' }, dir, join(dir, 'dist/main.js'));
    cleanups.push(() => program.kill());

    const visitor = new Visitor(program.url);
    const login = await visitor.get('/portal/login');
    const withCaptcha = await visitor.send('/portal/login/nik', { nik: '3171012501900001' });
    const pages = ['/playground/', '/playground/teams', '/playground/both'];
    const played = await Promise.all(pages.map((page) => visitor.get(page)));
    for (const page of [login, withCaptcha, ...played]) expect(page.status).toBe(200);
    const loaded = [
      ...[login, withCaptcha].flatMap(({ text }) => loadedBy(text, '/portal/assets/')),
      ...played.flatMap(({ text }) => loadedBy(text, '/playground/')),
    ];
    expect(loaded.join(' ')).toMatch(/altcha-worker.*playground\/main\.js.*teams\/main\.js.*both\.css/);
    for (const file of loaded) {
      const { status, text } = await visitor.get(file);
      expect([file, status]).toEqual([file, 200]);
      expect(text).not.toBe('');
    }

    const tono = person(remotePlayground(program), 'tono.wijaya');
    const content = await sheetOf(partnerTitles, partnerRow('sari.dewi@mitra.example'));
    await tono.give('', { name: 'mitra.xlsx', data: content });
    await expect
      .poll(async () => (await tono.cards('mitra.xlsx')).join('\n'))
      .toContain(translate('id')('imports.status.CHECKED'));
    expect(await program.stop()).toBe(0);
  });
});
