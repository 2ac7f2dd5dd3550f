import { type ChatPerson, platforms, type UploadedFile } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { bindForImports } from '../support/channels.ts';
import { partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';
import { playedOn } from '../support/played-on.ts';
import { closeForms, voice } from '../support/user-id-steps.ts';

// A job is waited for that fails twice, and then for what comes of it.
/** The fault is a real one of the database: from now on this table takes nothing, until it is mended. */
const breaking = (table: string) =>
  `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk of ${table} is full'; END $$;
   CREATE TRIGGER broken BEFORE INSERT ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse()`;

describe.each(platforms)('jobs that fail, in %s', (platform) => {
  const test = playedOn('slack', platform);
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let tono: ChatPerson;
  let given = 0;
  const broken = new Set<string>();
  const breakTable = async (table: string) => {
    broken.add(table);
    await workspace.query(breaking(table));
  };
  /** Mends it, and lets no job find that out by itself. */
  const mend = async () => {
    await expect
      .poll(() =>
        workspace.query(
          `UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour'
           WHERE locked_at IS NULL AND last_error IS NOT NULL RETURNING id`,
        ),
      )
      .not.toEqual([]);
    for (const table of broken) await workspace.query(`DROP TRIGGER broken ON ${table}`);
    broken.clear();
  };
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform], env: { SANDBOX: 'true' } });
    tono = workspace.person('tono.wijaya');
    // Somebody who may import and is no ADMIN.
    await workspace.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, 'DIRECTORY_ADMIN' FROM person WHERE email LIKE 'dewi.%'`,
    );
  });
  afterAll(() => workspace.stop());
  beforeEach(async () => {
    await closeForms(workspace);
    // What the test before has left is done with first, so that each has one failing job: its own.
    for (const table of broken) await workspace.query(`DROP TRIGGER broken ON ${table}`);
    broken.clear();
    await workspace.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
    await expect.poll(() => workspace.query('SELECT 1 FROM failing_job')).toEqual([]);
  });

  const file = async (): Promise<UploadedFile> => {
    given += 1;
    const data = await sheetOf(partnerTitles, partnerRow(`gangguan.${given}@vendor.example`));
    return { name: `gangguan-${given}.xlsx`, data };
  };
  const cardOf = async (person: ChatPerson, name: string) => (await person.cards(name)).join('\n');
  /** Lets what waits for its next try have it at once, until what is shown says this. */
  const says = (card: () => Promise<string[]>, text: string) =>
    expect
      .poll(async () => {
        await workspace.query(
          'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL AND run_at > now() AND last_error IS NOT NULL',
        );
        return (await card()).join('\n');
      })
      .toContain(text);
  /** The reference of the job of this name that fails. */
  const referenceOf = async (name: string): Promise<string> => {
    const found = () =>
      workspace.query<{ reference: string }>('SELECT reference FROM failing_job WHERE name = $1', [name]);
    await expect.poll(found).toHaveLength(1);
    return (await found())[0]?.reference ?? '';
  };
  const held = (name: 'importsArrived' | 'importsRun', reference: string) =>
    t('jobs.trouble.goesOn', {
      work: t(`jobs.name.${name}`),
      reason: t('jobs.reason.database'),
      reference,
    });
  const lookForAlarm = () =>
    workspace.query(`SELECT graphile_worker.add_job('pintu.alarm', '{}'::json, job_key := 'pintu.alarm')`);
  /** Nothing is wrong, even where a version the tests run on is past its support. */
  const headings = [t('doctor.well'), ...[1, 2, 3, 4].map((count) => t('doctor.limited', { count }))];
  const healthy = () =>
    expect
      .poll(async () => {
        const found = await tono.answerTo('/pintu doctor');
        return headings.some((heading) => found.includes(heading)) || found;
      })
      .toBe(true);

  it('P-7 an import whose reading fails says so on its card and to the doctor, and heals when an ADMIN has it tried again', async () => {
    await healthy();
    await breakTable('import_row');
    const sheet = await file();
    await tono.give('', sheet);
    await says(
      () => tono.cards(sheet.name),
      t('jobs.trouble.status', { status: t('imports.status.READING') }),
    );
    const reference = await referenceOf('imports.arrived');
    const card = await cardOf(tono, sheet.name);
    expect(card).toContain(held('importsArrived', reference));
    expect(card).toContain(`[${t('jobs.retry')}]`);
    const line = workspace.log.lines.find(({ fields }) => fields.reference === reference);
    expect(line?.fields.error).toContain('the disk of import_row is full');

    const found = await tono.answerTo('/pintu doctor');
    expect(found).toContain(t('doctor.wrong', { count: 1 }));
    expect(found).toContain(t('jobs.failing.total', { count: 1 }));
    expect(found).toContain(`${t('jobs.name.importsArrived')} (imports.arrived)`);
    expect(found).toContain(t('jobs.failing.reference', { reference }));
    expect(found).toContain(
      t('jobs.failing.reason', {
        reason: t('jobs.reason.database'),
        error: 'the disk of import_row is full',
      }),
    );
    expect(await (await fetch(`${workspace.url}/metrics`)).text()).toContain('satu_pintu_jobs_failing 1');

    await workspace.query(`UPDATE failing_job SET since = since - interval '10 minutes'`);
    await lookForAlarm();
    await tono.sees(t('alarm.text'));
    expect(await workspace.mail.to('tono.wijaya@nusantara.example').latest(t('alarm.title'))).toBeDefined();

    await mend();
    await closeForms(workspace);
    const answer = await tono.answerTo(() => tono.click(t('jobs.retry'), { in: sheet.name }));
    expect(answer).toContain(t('jobs.retry.done', { count: 1 }));
    await expect.poll(() => cardOf(tono, sheet.name)).toContain(t('imports.status.CHECKED'));
    // The job that brought it there ends a moment later, and the card with it.
    await expect.poll(() => cardOf(tono, sheet.name)).not.toContain(reference);
    expect(await cardOf(tono, sheet.name)).not.toContain(`[${t('jobs.retry')}]`);
    await healthy();
    await lookForAlarm();
    await tono.sees(t('alarm.over'));
    const [logged] = await workspace.query<{ actor: string; subject: string; data: object }>(
      `SELECT actor, subject, data FROM audit_entry WHERE action = 'jobs.retried'`,
    );
    expect(logged).toMatchObject({ actor: 'Tono Wijaya', data: { references: [reference], count: 1 } });
    expect(logged?.subject).toMatch(/^import:\d+$/);
  });

  test('I-3 an import whose writing fails says so to whoever gave it; only an ADMIN has it tried again, by the doctor’s list', async () => {
    const dewi = workspace.person('dewi.lestari');
    const sheet = await file();
    await dewi.give('', sheet);
    await says(() => dewi.cards(sheet.name), t('imports.status.CHECKED'));
    await breakTable('partner_account');
    await dewi.click(t('imports.button.run'), { in: sheet.name });
    await closeForms(workspace);
    await says(
      async () => [await dewi.describe()],
      t('jobs.trouble.status', { status: t('imports.status.RUNNING') }),
    );
    const reference = await referenceOf('imports.run');
    expect(await dewi.describe()).toContain(held('importsRun', reference));
    expect(await cardOf(dewi, sheet.name)).not.toContain(`[${t('jobs.retry')}]`);
    expect(await dewi.answerTo('/pintu doctor')).toContain(t('error.adminOnly'));

    await mend();
    await tono.answerTo('/pintu doctor');
    const row = `${t('jobs.name.importsRun')} (imports.run)`;
    const answer = await tono.answerTo(() => tono.clickBeside(row, t('jobs.retry')));
    expect(answer).toContain(t('jobs.retry.done', { count: 1 }));
    await expect.poll(() => cardOf(dewi, sheet.name)).toContain(t('imports.status.DONE'));
    await expect.poll(() => cardOf(dewi, sheet.name)).not.toContain(reference);
    // The list that still stands there offers what is over.
    expect(await tono.answerTo(() => tono.clickBeside(row, t('jobs.retry')))).toContain(t('jobs.retry.none'));
  });

  test('I-3 the button in a channel is refused to whoever is no ADMIN', async () => {
    const { channel } = workspace.door();
    await workspace.door().letIn();
    await bindForImports(workspace, channel);
    await breakTable('import_row');
    const dewi = workspace.person('dewi.lestari');
    const sheet = await file();
    await dewi.drop(channel, 'Mitra baru', sheet);
    await says(() => dewi.below('Mitra baru'), await referenceOf('imports.arrived'));
    const refused = await dewi.answerTo(() => dewi.click(t('jobs.retry'), { in: sheet.name }));
    expect(refused).toContain(t('error.adminOnly'));
    await mend();
  });

  test('P-7 a file that cannot even be begun has a card of its own that says so, and uses up no number', async () => {
    const numbers = async () =>
      (await workspace.query<{ last: string }>('SELECT last_value AS last FROM import_number'))[0]?.last;
    const before = await numbers();
    await breakTable('import');
    const sheet = await file();
    await tono.give('', sheet);
    const title = t('jobs.waitingFile.title', { file: sheet.name });
    await says(() => tono.cards(title), held('importsArrived', await referenceOf('imports.arrived')));
    await mend();
    await tono.answerTo(() => tono.click(t('jobs.retry'), { in: title }));
    await expect.poll(() => cardOf(tono, sheet.name)).toContain(t('imports.status.CHECKED'));
    await expect.poll(() => cardOf(tono, title)).not.toContain(t('jobs.retry'));
    expect(Number(await numbers())).toBe(Number(before) + 1);
  });
});
