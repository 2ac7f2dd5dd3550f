// Prisma's command line for this project: npx tsx prisma/cli.ts generate | validate | format
import { runPrisma } from './run.ts';

const allowed = ['generate', 'validate', 'format'];

const refusal = (command: string) => `"${command}" is not run here.

  ${allowed.join(', ')}: npx tsx prisma/cli.ts COMMAND
  a new migration: npx tsx prisma/check.ts --sql prints it; put it into
    prisma/migrations/<yyyymmddhhmmss_name>/migration.sql and apply it by starting the program.

Prisma's "migrate" and "db" need an engine that Prisma downloads, and without it some of them report success and do
nothing. Where that download is allowed, "DATABASE_URL=… npx prisma migrate …" works on the same folder and table.
`;

const [command = '', ...rest] = process.argv.slice(2);
if (allowed.includes(command)) process.exitCode = (await runPrisma([command, ...rest])).code;
else {
  process.stderr.write(refusal(command));
  process.exitCode = 1;
}
