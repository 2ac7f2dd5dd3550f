import { platforms, slackPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { register, siti } from '../support/satker-steps.ts';
import { ask, closeForms, forRina, voice } from '../support/user-id-steps.ts';

describe.each(platforms)('what somebody writes to the bot in %s', (platform) => {
  const t = voice(platform, 'id');
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  /** Writes a message, as people do who know no commands. */
  const writes = (account: string, text: string): Promise<unknown> =>
    platform === 'teams'
      ? workspace.person(account).command(`/${text}`)
      : slackPerson(workspace.playground, account).send(text);
  const slash = platform === 'teams' ? '' : '/';

  it('is said back where it means nothing, with what was probably meant, and nothing in it acts', async () => {
    const rina = workspace.person('rina.wulandari');
    await writes('rina.wulandari', 'satkr <https://evil.example|klik> <!here>');
    const answer = await rina.sees('Saya tidak mengenal');
    expect(answer).toContain('“satkr <https://evil.example|klik> <!her…”');
    expect(answer).toContain(t('command.meant', { count: 1, commands: `${slash}satker ticket` }));
    expect(answer).toContain(t('pintu.word.inbox'));
    expect(answer).not.toContain(t('pintu.word.doctor'));
    const wrong = await rina.answerTo('/userid lits');
    expect(wrong).toContain(t('command.unknown', { heard: 'lits' }));
    expect(wrong).toContain(t('command.meant', { count: 1, commands: `${slash}userid list` }));
  });

  it('is the help for a greeting', async () => {
    await writes('bima.santoso', 'Halo Satu Pintu');
    const help = await workspace
      .person('bima.santoso')
      .sees(t('pintu.help.greeting', { name: 'Bima Santoso' }));
    expect(help).toMatch(/satker ticket, .*inbox, .*mine, .*portal/);
    expect(help).not.toMatch(/doctor|audit verify/);
  });

  it('U-1 S-8 opens a record by its number, however it is typed and whoever may see it', async () => {
    const rina = workspace.person('rina.wulandari');
    const number = await ask(rina, forRina);
    const short = number.toLowerCase().replace(/-0+/, '-');
    expect(await rina.answerTo(`/userid show ${short}`)).toContain('Laporan keuangan bulanan');
    expect(await rina.answerTo(`/userid list ${short.replaceAll('-', ' ')}`)).toContain(number);
    expect(await rina.answerTo(`/pintu ${short}`)).toContain('Laporan keuangan bulanan');
    expect(await workspace.person('putri.maharani').answerTo(`/pintu ${short}`)).toBe(
      t('userId.refuse.unknown'),
    );
    const ali = workspace.person('ali.rahman');
    const registration = await register(ali, siti);
    const sat = registration.toLowerCase().replace(/-0+/, '-');
    for (const line of [`/satker show ${sat}`, `/satker ${sat}`, `/satker list ${sat}`])
      expect(await ali.answerTo(line), line).toContain(siti.name);
    const tono = workspace.person('tono.wijaya');
    expect(await tono.answerTo('/partner show map-2026-9')).toBe(t('partner.refuse.unknown'));
    expect(await tono.answerTo('/pintu imp-2026-9')).toContain(t('imports.refuse.notYours'));
  });
});
