import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { taskOf } from '../../src/jobs/task.ts';
import { createMailer } from '../../src/neighbours/mail/mailer.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';

const address = 'rina.wulandari@nusantara.example';

let database: SampleDatabase;
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe('U-21 a mail server that names whom it refuses', () => {
  it.each([
    { code: 550, status: '5.1.1' },
    { code: 450, status: '4.2.1' },
  ])(
    '$code is told by its codes: neither the log nor the note of the failing job has an address',
    async ({ code, status }) => {
      const asked: string[] = [];
      const server = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onRcptTo(to, _session, done) {
          asked.push(to.address);
          done(
            Object.assign(new Error(`${status} <${to.address}>: Recipient address rejected`), {
              responseCode: code,
            }),
          );
        },
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
      const { port } = server.server.address() as { port: number };
      const log = collectLog();
      const mailer = createMailer({
        db,
        log,
        smtpUrl: `smtp://127.0.0.1:${port}`,
        from: 'pintu@nusantara.example',
        letters: () => async () => ({
          language: 'en',
          to: { name: 'Rina', address },
          subject: 'Letter',
          paragraphs: ['Text'],
        }),
      });
      const key = `refused ${code}`;
      const task = taskOf('mail.send', mailer.job, db, log);
      const row = { id: String(code), key, attempts: 1, max_attempts: 25, payload: { key } };
      const thrown = await Promise.resolve(
        task({ key, letter: 'pintu.erasure', subject: 1 }, { job: row } as never),
      ).catch(String);
      mailer.close();
      await new Promise<void>((done) => server.close(() => done()));
      expect(asked).toEqual([address]);
      const noted = await db.query('SELECT error FROM failing_job WHERE job_id = $1', [row.id]);
      const said = JSON.stringify([log.lines, thrown ?? null, noted]);
      expect(said).toContain(`${code} ${status}`);
      expect(said).not.toContain(address);
      expect(said).not.toContain('Recipient');
    },
  );
});
