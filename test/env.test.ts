import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../src/core/root.ts';
import { readEnv, SettingsError, settingNames } from '../src/env.ts';
import { readEnvFile } from '../src/env-file.ts';

function problems(source: Record<string, string>): string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

describe('the settings', () => {
  it('open the playground on loopback when nothing is set', () => {
    expect(readEnv({})).toMatchObject({
      PLAYGROUND: true,
      SAMPLE_ORGANISATION: true,
      HOST: '127.0.0.1',
      PORT: 3000,
    });
  });

  it('serve a workspace on all addresses, and no playground, once Slack is set up', () => {
    const env = readEnv({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'signing-secret',
      PUBLIC_URL: 'https://pintu.example.com',
      SMTP_URL: 'smtp://mail',
    });
    expect(env).toMatchObject({ PLAYGROUND: false, SAMPLE_ORGANISATION: false, HOST: '0.0.0.0' });
  });

  it('wait longer than in life for local chats alone', () => {
    const slack = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'signing-secret',
      PUBLIC_URL: 'https://pintu.example.com',
      SMTP_URL: 'smtp://mail',
      PATIENCE: '10',
    };
    expect(problems(slack)).toEqual([expect.stringContaining('PATIENCE is for a local chat alone')]);
    expect(problems({ ...slack, PATIENCE: '1' })).toEqual([]);
    expect(problems({ ...slack, SLACK_API_URL: 'http://127.0.0.1:9/api/' })).toEqual([]);
    const teams = { TEAMS_APP_ID: '1', TEAMS_APP_PASSWORD: '1', TEAMS_TENANT_ID: '1' };
    expect(problems({ ...slack, SLACK_API_URL: 'http://127.0.0.1:9/api/', ...teams })).toHaveLength(1);
    expect(readEnv({ PATIENCE: '10' })).toMatchObject({ PATIENCE: 10 });
    expect(problems({ PATIENCE: 'lama' })).toEqual([
      'PATIENCE must be how many times as long as in life a click may take, from 1 to 100',
    ]);
  });

  it('believe proxies by their number or by name, and no whole kind of network', () => {
    const read = (value: string) => readEnv({ TRUSTED_PROXIES: value }).TRUSTED_PROXIES;
    expect(readEnv({}).TRUSTED_PROXIES).toBe(0);
    expect(read('2')).toBe(2);
    expect(read('10.0.0.5, 10.1.0.0/28, loopback')).toEqual(['10.0.0.5', '10.1.0.0/28', 'loopback']);
    for (const wrong of ['uniquelocal', 'loopback, linklocal', '0.0.0.0/0', 'nginx', '10.0.0.0/8/8'])
      expect(problems({ TRUSTED_PROXIES: wrong })).toEqual([
        expect.stringMatching(/^TRUSTED_PROXIES must be/),
      ]);
  });

  it('A-7 say when people work, and after how many working days who is told', () => {
    expect(readEnv({})).toMatchObject({
      WORKING_HOURS: { from: 450, until: 960 },
      REMIND_AFTER_DAYS: [1, 3],
      ESCALATE_AFTER_DAYS: 5,
    });
    const given = { WORKING_HOURS: '8.00 - 17.30', REMIND_AFTER_DAYS: '2, 4, 6' };
    expect(readEnv(given)).toMatchObject({
      WORKING_HOURS: { from: 480, until: 1050 },
      REMIND_AFTER_DAYS: [2, 4, 6],
    });
    for (const wrong of ['16:00-07:30', '7-16', '07:30-24:30', '07:61-16:00'])
      expect(problems({ WORKING_HOURS: wrong })).toEqual([
        expect.stringMatching(/^WORKING_HOURS must be the hours/),
      ]);
    for (const wrong of ['3,1', '0', 'soon', '1.5'])
      expect(problems({ REMIND_AFTER_DAYS: wrong })).toEqual([
        expect.stringMatching(/^REMIND_AFTER_DAYS must/),
      ]);
  });

  it('name every problem at once, in words', () => {
    const all = problems({
      PORT: 'ninety',
      DATABASE_URL: 'mysql://db',
      SLACK_BOT_TOKEN: 'token',
      LANGUAGE: 'jv',
      TIMEZONE: 'Mars/Olympus',
      ADMIN_EMAILS: 'tono@example.com, nobody',
      SECRET_KEY: 'short',
    });
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'SLACK_BOT_TOKEN',
      'LANGUAGE',
      'TIMEZONE',
      'ADMIN_EMAILS',
      'SECRET_KEY',
    ]) {
      expect(
        all.some((problem) => problem.startsWith(name)),
        name,
      ).toBe(true);
    }
    expect(all.some((problem) => problem.startsWith('SLACK_SIGNING_SECRET is missing'))).toBe(true);
    expect(all.some((problem) => problem.startsWith('PUBLIC_URL is missing'))).toBe(true);
    expect(all.some((problem) => problem.startsWith('SMTP_URL is missing'))).toBe(true);
  });

  it('serve Teams alone, both platforms, or a local client without tokens on this machine', () => {
    const teams = { TEAMS_APP_ID: 'app', TEAMS_APP_PASSWORD: 'secret', TEAMS_TENANT_ID: 'tenant' };
    const served = { ...teams, PUBLIC_URL: 'https://pintu.example.com', SMTP_URL: 'smtp://mail' };
    expect(readEnv(served)).toMatchObject({ PLAYGROUND: false, HOST: '0.0.0.0' });
    expect(problems({ TEAMS_APP_ID: 'app' })).toEqual([
      expect.stringContaining('TEAMS_APP_PASSWORD is missing'),
      expect.stringContaining('TEAMS_TENANT_ID is missing'),
      expect.stringContaining('PUBLIC_URL is missing'),
      expect.stringContaining('SMTP_URL is missing'),
    ]);
    const local = {
      TEAMS_ANONYMOUS: 'true',
      TEAMS_TENANT_ID: 'tenant',
      TEAMS_SERVICE_URL: 'http://localhost:56150/_connector',
    };
    expect(readEnv(local)).toMatchObject({ PLAYGROUND: false, HOST: '127.0.0.1' });
    expect(problems({ ...local, HOST: '0.0.0.0' })).toEqual([expect.stringContaining('HOST must be')]);
    expect(problems({ ...local, TEAMS_APP_ID: 'app' })[0]).toContain('TEAMS_ANONYMOUS');
  });

  it('ask for a key that all replicas share when the database is shared', () => {
    expect(problems({ DATABASE_URL: 'postgres://db/pintu', PLAYGROUND: 'true' })).toEqual([
      expect.stringContaining('SECRET_KEY is missing'),
    ]);
  });

  it('do not let a replica that forgot its platform become a playground on a shared database', () => {
    expect(problems({ DATABASE_URL: 'postgres://db/pintu', SECRET_KEY: '0'.repeat(64) })).toEqual([
      expect.stringContaining('PLAYGROUND=true'),
    ]);
  });

  it('say what to do when there is neither a platform nor a playground', () => {
    expect(problems({ PLAYGROUND: 'false' })).toEqual([expect.stringContaining('SLACK_BOT_TOKEN')]);
  });

  it('I-4 name the mail domains that have several names, each domain once', () => {
    expect(
      readEnv({ MAIL_DOMAIN_NAMES: 'A.example=b.example, c.example=d.example' }).MAIL_DOMAIN_NAMES,
    ).toEqual([
      ['a.example', 'b.example'],
      ['c.example', 'd.example'],
    ]);
    for (const wrong of ['a.example', 'a.example=', 'a.example=b.example, b.example=c.example'])
      expect(problems({ MAIL_DOMAIN_NAMES: wrong }), wrong).toEqual([
        expect.stringMatching(/^MAIL_DOMAIN_NAMES must be the names of mail domains/),
      ]);
  });

  it('P-4 name the domains of partner mail in lower case, the sample one where none is set', () => {
    expect(readEnv({}).PARTNER_MAIL_DOMAINS).toEqual(['mitrakerja.pertamina.com']);
    expect(
      readEnv({ PARTNER_MAIL_DOMAINS: 'Mitra.Example, mail-2.mitra.example' }).PARTNER_MAIL_DOMAINS,
    ).toEqual(['mitra.example', 'mail-2.mitra.example']);
    for (const wrong of [
      '@mitra.example',
      'mitra',
      'budi@mitra.example',
      'mitra.example.',
      'https://mitra.example',
    ])
      expect(problems({ PARTNER_MAIL_DOMAINS: wrong }), wrong).toEqual([
        expect.stringMatching(/^PARTNER_MAIL_DOMAINS.* must be mail domains/),
      ]);
  });

  it('M-4 name the domain of the marketplace’s site, in lower case', () => {
    expect(readEnv({ MARKETPLACE_DOMAIN: 'Mbizmarket.Example' }).MARKETPLACE_DOMAIN).toBe(
      'mbizmarket.example',
    );
    for (const wrong of ['https://mbizmarket.example', 'mbizmarket.example/in', 'mbizmarket', '*.example'])
      expect(problems({ MARKETPLACE_DOMAIN: wrong }), wrong).toEqual([
        expect.stringMatching(/^MARKETPLACE_DOMAIN must be the domain/),
      ]);
  });

  it('S-4 name titles as they are written, some in several words', () => {
    expect(readEnv({}).NAME_TITLES).toEqual([]);
    expect(readEnv({ NAME_TITLES: 'C.Med., AKP; Kombes Pol. ,CPS-2,' }).NAME_TITLES).toEqual([
      'C.Med.',
      'AKP',
      'Kombes Pol.',
      'CPS-2',
    ]);
    for (const wrong of ['H', 'A.', '12', 'S.E. (BNT)', 'sebuah gelar yang panjangnya bukan main'])
      expect(problems({ NAME_TITLES: wrong }), wrong).toEqual([
        expect.stringMatching(/^NAME_TITLES.* must be titles with commas between them/),
      ]);
  });

  it('P-2 name import channels as their platforms write them', () => {
    expect(readEnv({}).IMPORT_CHANNELS).toEqual([]);
    expect(readEnv({ IMPORT_CHANNELS: 'C0123ABC, 19:aBc-1@thread.tacv2,' }).IMPORT_CHANNELS).toEqual([
      'C0123ABC',
      '19:aBc-1@thread.tacv2',
    ]);
  });

  it('P-3 I-9 lead to the directory hub and the employee register, which are not there by themselves', () => {
    expect(readEnv({})).not.toHaveProperty('DIRECTORY_HUB_URL');
    expect(problems({ DIRECTORY_HUB_URL: 'hub.internal', EMPLOYEE_REGISTER_URL: 'ldap://hr' })).toEqual([
      expect.stringMatching(/^EMPLOYEE_REGISTER_URL must be a URL/),
      expect.stringMatching(/^DIRECTORY_HUB_URL must be a URL/),
    ]);
  });

  it('are all documented in .env.example, and nothing else is', () => {
    const example = readFileSync(path.join(projectRoot, '.env.example'), 'utf8');
    const documented = [...example.matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map((match) => match[1] ?? '');
    expect(documented.sort()).toEqual([...settingNames].sort());
  });
});

describe('a file of settings', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'env-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  function read(text: string) {
    const file = path.join(dir, '.env');
    writeFileSync(file, text);
    const { problems, ...rest } = readEnvFile(file);
    return { ...rest, problems: problems.map((problem) => problem.replace(`${file}, `, '')) };
  }

  it('has no values where it is not there', () => {
    expect(readEnvFile(path.join(dir, '.env'))).toEqual({ values: {}, problems: [], unknown: [] });
  });

  it('can be .env.example with every line uncommented', () => {
    const example = readFileSync(path.join(projectRoot, '.env.example'), 'utf8');
    const { values, problems, unknown } = read(example.replaceAll(/^# (?=[A-Z][A-Z_]+=)/gm, ''));
    expect({ problems, unknown }).toEqual({ problems: [], unknown: [] });
    expect(Object.keys(values).sort()).toEqual([...settingNames].sort());
    expect(values.MAIL_FROM).toBe('Satu Pintu <pintu@example.com>');
  });

  it('is read as editors of all systems write it', () => {
    const { values, problems } = read(
      '\ufeffPORT=8080\r\n\r\n# catatan\r\nexport LANGUAGE = en \r\nMAIL_FROM="Satu Pintu # 1"  # dikutip\r\nSMTP_URL=\'satu\ndua\'\nHOST=',
    );
    expect(problems).toEqual([]);
    expect(values).toEqual({
      PORT: '8080',
      LANGUAGE: 'en',
      MAIL_FROM: 'Satu Pintu # 1',
      SMTP_URL: 'satu\ndua',
      HOST: '',
    });
  });

  it.each([
    ['PORT 8080', 'line 1: this is not NAME=value'],
    ['LANGUAGE=id\n\n1PORT=3', 'line 3: this is not NAME=value'],
    ['MAIL_FROM="a\nb"\nSMTP_URL="x', 'line 3: the quote is not closed'],
    [
      'SMTP_URL=smtp://a:p#w@mail',
      'line 1: a value with # in it stands in quotes, or what follows is a comment',
    ],
  ])('names the line that is taken otherwise than it was meant: %j', (text, problem) => {
    expect(read(text).problems).toEqual([problem]);
  });

  it('names what is no setting', () => {
    expect(read('SLACK_TOKEN=xoxb-1\nPORT=1').unknown).toEqual(['SLACK_TOKEN']);
  });
});
