import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';

/** What stands in the files for the application's id and for where the bot is served. */
const sampleId = '00000000-0000-0000-0000-000000000000';
const sampleHost = 'pintu.example.com';
const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, '../../dist/satu-pintu-teams.zip');

export interface TeamsPackage {
  /** The application's id in Microsoft Entra, which is the bot's too. */
  appId: string;
  /** Where the portal is reached. */
  url: string;
}

/** Everything that is wrong with what was given, in words. */
export function problemsOf({ appId, url }: TeamsPackage): string[] {
  const problems: string[] = [];
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId) || appId === sampleId)
    problems.push('--app-id (or TEAMS_APP_ID) must be the application id, 8-4-4-4-12 hexadecimal digits');
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
    problems.push('--url (or PUBLIC_URL) must be the https address at which the portal is reached');
  return problems;
}

/** The files of the app package, by name; Teams wants them at the top of the archive. */
export function packageFiles({ appId, url }: TeamsPackage): Record<string, Uint8Array> {
  const manifest = readFileSync(path.join(here, 'manifest.json'), 'utf8')
    .replaceAll(sampleId, appId.toLowerCase())
    .replaceAll(`https://${sampleHost}`, url.replace(/\/$/, ''))
    .replaceAll(sampleHost, new URL(url).hostname);
  return {
    'manifest.json': Buffer.from(manifest),
    ...Object.fromEntries(
      ['en.json', 'color.png', 'outline.png'].map((name) => [name, readFileSync(path.join(here, name))]),
    ),
  };
}

/** `npm run teams:package -- --app-id … --url https://…` writes the app package; answers the exit code. */
export function main(args: string[], env: Record<string, string | undefined>): number {
  const { values } = parseArgs({ args, options: { 'app-id': { type: 'string' }, url: { type: 'string' } } });
  const given = {
    appId: values['app-id'] ?? env.TEAMS_APP_ID ?? '',
    url: values.url ?? env.PUBLIC_URL ?? '',
  };
  const problems = problemsOf(given);
  if (problems.length > 0) {
    process.stderr.write(`The package cannot be made:\n${problems.map((one) => `  - ${one}`).join('\n')}\n`);
    return 1;
  }
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, zipSync(packageFiles(given), { level: 9 }));
  process.stdout.write(`${path.relative(process.cwd(), out)}\n`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.exitCode = main(process.argv.slice(2), process.env);
