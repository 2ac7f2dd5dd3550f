import { isIP } from 'node:net';
import * as z from 'zod';
import { isDay } from './core/day.ts';
import { logLevels } from './core/log.ts';
import { languages } from './core/texts/index.ts';
import type { TeamsSdk } from './platforms/teams/settings.ts';

const teamsSdks = ['teams-ai', 'agents-hosting'] as const satisfies readonly TeamsSdk[];
const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'])
  .transform((v) => v === 'true' || v === '1' || v === 'on');
const list = z.string().transform((v) =>
  v
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((item) => item.toLowerCase()),
);
const titles = z
  .string()
  .transform((v) =>
    v
      .split(/[,;\n]+/)
      .map((title) => title.trim())
      .filter(Boolean),
  )
  .pipe(
    z.array(
      z.string().regex(/^(?=(?:[^\p{L}]*\p{L}){2})[\p{L}\d. -]{2,30}$/u, {
        error: 'must be titles with commas between them, such as C.Med., AKP',
      }),
    ),
  );
const secretKey = z.string().regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits (openssl rand -hex 32)');
const atLeastOne = z.coerce.number({ error: 'must be a number, at least 1' }).int().min(1).max(100_000);
/** As platforms write them, whose ids tell upper case from lower. */
const ids = z.string().transform((v) => v.split(/[\s,]+/).filter(Boolean));
const url = (...protocols: string[]) =>
  z.url({
    protocol: new RegExp(`^(${protocols.join('|')})$`),
    error: `must be a URL that starts with ${protocols.join(':// or ')}://`,
  });
/** As many as stand in front of us, or which they are. Whole kinds of networks would believe every client in them. */
const proxies = z.string().transform((v, ctx): number | string[] => {
  if (/^\d{1,2}$/.test(v)) return Number(v);
  const named = list.parse(v);
  if (!named.every(isProxy)) {
    const message =
      'must be the number of proxies in front of us, such as 1, or their addresses and networks, such as 10.0.0.5, 10.1.0.0/28';
    ctx.addIssue({ code: 'custom', message });
  }
  return named;
});
const emails = list.pipe(z.array(z.email({ error: 'must be e-mail addresses with commas between them' })));
const domainPattern = /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/;
/** Mail domains that have several names: `a.example=b.example, c.example=d.example`. */
const domainNames = list
  .transform((some) => some.map((names) => names.split('=')))
  .refine(
    (some) =>
      some.every((names) => names.length > 1 && names.every((name) => domainPattern.test(name))) &&
      new Set(some.flat()).size === some.flat().length,
    'must be the names of mail domains, each once, such as example.com=example.co.id',
  );
const domains = list.pipe(
  z.array(
    z.string().regex(domainPattern, {
      error: 'must be mail domains with commas between them, such as mitra.example.com',
    }),
  ),
);

/** `user-id.request=1825, form.draft=7`: days by kind. Which kinds there are the desks know (`retention/periods.ts`). */
const periods = list.transform((some, ctx): ReadonlyMap<string, number> => {
  const pairs = some.map((one) => /^([a-z][a-z-]*(?:\.[a-z-]+)?)=(\d{1,5})$/.exec(one) ?? []);
  const wrong = some.filter((_, n) => pairs[n]?.length === 0);
  const twice = pairs.filter(([, kind], n) => kind && pairs.findIndex(([, other]) => other === kind) !== n);
  const named = [...wrong, ...twice.map(([one = '']) => one)];
  if (named.length > 0) {
    const message = `must be kinds of data with their days, each once, such as user-id.request=1825, form.draft=7; not ${named.join(', ')}`;
    ctx.addIssue({ code: 'custom', message });
  }
  return new Map(pairs.flatMap(([, kind, days]) => (kind ? [[kind, Number(days)] as const] : [])));
});

/** `07:30-16:00`, in minutes after midnight. */
const workingHours = z.string().transform((v, ctx) => {
  const [, ...parts] = /^(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})$/.exec(v.trim()) ?? [];
  const [h1 = 24, m1 = 60, h2 = 24, m2 = 60] = parts.map(Number);
  const hours = { from: h1 * 60 + m1, until: h2 * 60 + m2 };
  if (m1 > 59 || m2 > 59 || hours.until > 24 * 60 || hours.from >= hours.until)
    ctx.addIssue({ code: 'custom', message: 'must be the hours of a working day, such as 07:30-16:00' });
  return hours;
});
const workingDays = list
  .transform((days) => days.map(Number))
  .refine(
    (days) => days.every((day, n) => Number.isInteger(day) && day > (days[n - 1] ?? 0) && day <= 250),
    'must be numbers of working days, each greater than the one before, such as 1,3',
  );

const schema = z.object({
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: url('http', 'https').optional(),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  DATA_DIR: z.string().default('./data'),
  SECRET_KEY: secretKey.optional(),
  SECRET_KEY_PREVIOUS: list.pipe(z.array(secretKey)).default([]),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must be a bot token, which starts with xoxb-').optional(),
  SLACK_SIGNING_SECRET: z.string().min(8, 'must be the signing secret of the Slack app').optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'must be an app-level token, which starts with xapp-')
    .optional(),
  SLACK_API_URL: url('http', 'https').default('https://slack.com/api/'),
  TEAMS_APP_ID: z.string().optional(),
  TEAMS_APP_PASSWORD: z.string().optional(),
  TEAMS_TENANT_ID: z.string().optional(),
  TEAMS_SECRET_EXPIRES: z
    .string()
    .refine(isDay, 'must be a day, such as 2027-05-31, as Microsoft Entra shows it beside the secret')
    .optional(),
  TEAMS_LOGIN_URL: url('http', 'https').default('https://login.microsoftonline.com'),
  TEAMS_OPENID_METADATA_URL: url('http', 'https').default(
    'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ),
  TEAMS_SERVICE_URL: url('http', 'https').default('https://smba.trafficmanager.net/teams'),
  TEAMS_ANONYMOUS: flag.default(false),
  TEAMS_SDK: z.enum(teamsSdks, { error: `must be ${teamsSdks.join(' or ')}` }).default('teams-ai'),
  GRAPH_URL: url('http', 'https').default('https://graph.microsoft.com'),
  SMTP_URL: url('smtp', 'smtps').optional(),
  MAIL_DOMAIN_NAMES: domainNames.default([]),
  AUDIT_MAIL: emails.default([]),
  MAIL_FROM: z.string().default('Satu Pintu <satu-pintu@localhost>'),
  TIMEZONE: z
    .string()
    .refine((zone) => isTimeZone(zone), 'must be a time zone such as Asia/Jakarta')
    .default('Asia/Jakarta'),
  WORKING_HOURS: workingHours.default({ from: 7 * 60 + 30, until: 16 * 60 }),
  REMIND_AFTER_DAYS: workingDays.default([1, 3]),
  ESCALATE_AFTER_DAYS: z.coerce
    .number({ error: 'must be a number of working days, at least 1' })
    .int()
    .min(1)
    .max(250)
    .default(5),
  LANGUAGE: z.enum(languages, { error: 'must be id or en' }).default('id'),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  ADMIN_EMAILS: emails.default([]),
  ONE_STAGE_PER_PERSON: flag.default(true),
  SUBMISSIONS_PER_MINUTE: atLeastOne.default(10),
  OPEN_SUBMISSIONS: atLeastOne.default(50),
  DUKCAPIL_URL: url('http', 'https').optional(),
  DIGIT_URL: url('http', 'https').optional(),
  EMPLOYEE_REGISTER_URL: url('http', 'https').optional(),
  DIRECTORY_HUB_URL: url('http', 'https').optional(),
  MARKETPLACE_URL: url('http', 'https').optional(),
  MARKETPLACE_DOMAIN: z
    .string()
    .toLowerCase()
    .regex(domainPattern, "must be the domain of the marketplace's site, such as mbizmarket.example")
    .optional(),
  PARTNER_MAIL_DOMAINS: domains.default(['mitrakerja.pertamina.com']),
  IMPORT_CHANNELS: ids.default([]),
  LOGINS_WEBHOOK_SECRET: z.string().min(16, 'must be at least 16 characters long').optional(),
  NAME_MATCH_MINIMUM: z.coerce
    .number({ error: 'must be a number from 1 to 100' })
    .int()
    .min(1)
    .max(100)
    .default(95),
  SIGNING_MAX_MB: z.coerce
    .number({ error: 'must be a number of megabytes, from 5 to 50' })
    .int()
    .min(5)
    .max(50)
    .default(25),
  TSA_URL: url('http', 'https').optional(),
  OCSP_URL: url('http', 'https').optional(),
  SIGNATURE_ISSUER: z
    .string()
    .regex(
      /^[^:]{1,60}$/,
      'must be a name of at most 60 characters without a colon, such as Pertamina Digital Signature',
    )
    .default('Pertamina Digital Signature'),
  NAME_TITLES: titles.default([]),
  DORMANT_AFTER_MONTHS: z.coerce
    .number({ error: 'must be a number of months, at least 2' })
    .int()
    .min(2)
    .max(120)
    .default(6),
  RETENTION: periods.default(new Map()),
  SANDBOX: flag.optional(),
  TRUSTED_PROXIES: proxies.default(0),
  PLAYGROUND: flag.optional(),
  SAMPLE_ORGANISATION: flag.optional(),
  PATIENCE: z.coerce
    .number({ error: 'must be how many times as long as in life a click may take, from 1 to 100' })
    .min(1)
    .max(100)
    .default(1),
});

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

export type Env = Omit<z.infer<typeof schema>, 'HOST' | 'PLAYGROUND' | 'SAMPLE_ORGANISATION' | 'SANDBOX'> & {
  HOST: string;
  PLAYGROUND: boolean;
  SAMPLE_ORGANISATION: boolean;
  SANDBOX: boolean;
};

/** Everything that is wrong with the settings, in words; thrown once with all of it. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`The settings cannot be used:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads the environment; an empty value counts as absent. Throws SettingsError with every problem at once, those that its
 * caller has met already first.
 */
export function readEnv(source: Record<string, string | undefined>, met: readonly string[] = []): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  const problems = [
    ...met,
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...combinations(given),
  ];
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems);

  const env = parsed.data;
  const playground = env.PLAYGROUND ?? !hasPlatform(given);
  return {
    ...env,
    PLAYGROUND: playground,
    HOST: env.HOST ?? (playground || env.TEAMS_ANONYMOUS ? '127.0.0.1' : '0.0.0.0'),
    SAMPLE_ORGANISATION: env.SAMPLE_ORGANISATION ?? playground,
    SANDBOX: env.SANDBOX ?? playground,
  };
}

type Given = Record<string, string | undefined>;

const isOn = (value: string | undefined) => ['true', '1', 'on'].includes(value ?? '');

function hasPlatform(given: Given): boolean {
  return Boolean(given.SLACK_BOT_TOKEN || given.TEAMS_APP_ID || isOn(given.TEAMS_ANONYMOUS));
}

/** Every platform that is set up is one on this machine. */
function isLocal(given: Given): boolean {
  const here = (address: string | undefined) =>
    address !== undefined && /^http:\/\/(127\.|localhost\b|\[::1\])/.test(address);
  const teams = given.TEAMS_APP_ID || isOn(given.TEAMS_ANONYMOUS);
  return (!given.SLACK_BOT_TOKEN || here(given.SLACK_API_URL)) && (!teams || here(given.TEAMS_SERVICE_URL));
}

/** What is wrong with settings that are each well-formed. */
function combinations(given: Given): string[] {
  const problems: string[] = [];
  const platform = hasPlatform(given);
  if (given.SLACK_BOT_TOKEN && !given.SLACK_SIGNING_SECRET && !given.SLACK_APP_TOKEN) {
    problems.push(
      'SLACK_SIGNING_SECRET is missing: it belongs to SLACK_BOT_TOKEN (or set SLACK_APP_TOKEN for Socket Mode)',
    );
  }
  for (const name of ['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN']) {
    if (given[name] && !given.SLACK_BOT_TOKEN) problems.push(`SLACK_BOT_TOKEN is missing: ${name} is set`);
  }
  const teams = ['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID'];
  if (isOn(given.TEAMS_ANONYMOUS)) {
    problems.push(...anonymousProblems(given));
  } else if (teams.some((name) => given[name])) {
    for (const name of teams.filter((one) => !given[one]))
      problems.push(`${name} is missing: Teams needs ${teams.join(', ')} together`);
  }
  if (given.DATABASE_URL && !given.SECRET_KEY) {
    problems.push(
      'SECRET_KEY is missing: with DATABASE_URL every replica needs the same one (openssl rand -hex 32)',
    );
  }
  const open = given.SLACK_BOT_TOKEN || given.TEAMS_APP_ID;
  if (open && !given.PUBLIC_URL) {
    problems.push('PUBLIC_URL is missing: links in messages and e-mails start with it');
  }
  if (open && !given.SMTP_URL) {
    problems.push('SMTP_URL is missing: approvers and applicants are written to by e-mail');
  }
  const patient = given.PATIENCE !== undefined && Number(given.PATIENCE) !== 1;
  if (patient && platform && !isOn(given.PLAYGROUND) && !isLocal(given)) {
    problems.push('PATIENCE is for a local chat alone: Slack and Teams themselves do not wait');
  }
  if (given.DATABASE_URL && !platform && given.PLAYGROUND === undefined) {
    // A replica whose platform's settings were forgotten would take the jobs of the others and deliver them to itself.
    problems.push(
      'SLACK_BOT_TOKEN or TEAMS_APP_ID is missing: with DATABASE_URL a playground has to be asked for (PLAYGROUND=true)',
    );
  }
  if (['false', '0', 'off'].includes(given.PLAYGROUND ?? '') && !platform) {
    problems.push(
      'SLACK_BOT_TOKEN or TEAMS_APP_ID is missing: without a platform and without the playground there is nothing to serve',
    );
  }
  return problems;
}

/** Without tokens anybody who reaches the address may say who they are: that is for this machine alone. */
function anonymousProblems(given: Given): string[] {
  const problems: string[] = [];
  if (given.TEAMS_APP_ID) problems.push('TEAMS_ANONYMOUS cannot be set together with TEAMS_APP_ID');
  if (given.HOST && !['127.0.0.1', 'localhost', '::1'].includes(given.HOST))
    problems.push('TEAMS_ANONYMOUS takes anybody at their word: HOST must be 127.0.0.1');
  if (!given.TEAMS_TENANT_ID || !given.TEAMS_SERVICE_URL)
    problems.push('TEAMS_ANONYMOUS needs TEAMS_TENANT_ID and TEAMS_SERVICE_URL, those of the local client');
  return problems;
}

/** An address, a network of addresses, or this machine. */
function isProxy(given: string): boolean {
  const [address = '', bits, ...more] = given.split('/');
  if (given === 'loopback') return true;
  const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0);
  return more.length === 0 && isNetwork && isIP(address) !== 0;
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
