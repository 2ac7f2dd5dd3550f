import type { ChatPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../support/bot.ts';
import { certutil, pdfsig } from '../support/judges.ts';
import { newestFile } from '../support/sealed-files.ts';
import { pageOf } from '../support/signature-steps.ts';
import {
  ask,
  audiences,
  closeForms,
  forRina,
  openWorkspaceIn,
  settled,
  voice,
  words,
} from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

describe.each(audiences)('the berita acara, in $platform, for people who read $language', (audience) => {
  const t = voice(audience.platform, audience.language);
  let workspace: Workspace;
  let rina: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
    rina = workspace.person('rina.wulandari');
  });
  afterEach(() => closeForms(workspace));
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= workspace.stop();
    return stopping;
  };
  afterAll(() => stop());
  let issued: Buffer = Buffer.alloc(0);

  it('I-3 I-5 G-7 is offered once a request is over, comes signed into its thread, and is confirmed by the page of its QR', async () => {
    const number = await ask(rina, forRina);
    await settled(workspace);
    expect(await rina.buttons(number)).not.toContain(t('minutes.button'));
    await rina.command(`/userid withdraw ${number}`);
    const sure = await rina.modal(words('userId.button.withdraw'));
    await sure.type(t('record.withdraw.reason'), 'Salah isi');
    await sure.submit();
    await rina.closeModals();
    await settled(workspace);

    await rina.click(words('minutes.button'), { in: number });
    await rina.sees(t('minutes.making'));
    await rina.closeModals();
    await settled(workspace);
    const [{ name } = { name: '' }] = await workspace.query<{ name: string }>(
      'SELECT a.name FROM minutes m JOIN attachment a ON a.id = m.attachment_id',
    );
    issued = await newestFile(workspace.databaseUrl, `record = 'minutes'`);
    expect(name).toBe(`${t('minutes.title', { reference: number })}.pdf`);
    await rina.sees(t('minutes.ready', { name }));
    await rina.click(words('minutes.open'), { in: t('minutes.ready', { name }) });
    const page = await pageOf(rina, words('file.see'));
    expect((await new Visitor(workspace.url).get(page)).text).toContain(name);
    // Asked for once more it is the same file, at once.
    await rina.click(words('minutes.button'), { in: number });
    await pageOf(rina, words('file.see'));
    await settled(workspace);
    expect(await workspace.query('SELECT id FROM minutes')).toHaveLength(1);

    const [, token = ''] = /\/portal\/minutes\/([\w-]+)/.exec(issued.toString('latin1')) ?? [];
    expect(issued.toString('latin1')).toContain('ETSI.CAdES.detached');
    const guest = new Visitor(workspace.url, audience.language);
    const confirmation = await guest.get(`/portal/minutes/${token}`);
    expect(confirmation.status).toBe(200);
    for (const said of [number, t('minutes.page.issued'), t('userId.minutes.called'), 'CN=Satu Pintu'])
      expect(confirmation.text).toContain(said);
    // Of whom it is about, and of what was asked for, the page says nothing.
    for (const unsaid of ['Rina', 'Wulandari', 'Salah isi', 'SAP'])
      expect(confirmation.text).not.toContain(unsaid);
    expect((await guest.get(`/portal/minutes/${token.slice(1)}`)).status).toBe(404);
  });

  it.skipIf(!pdfsig.found || !certutil.found)(
    certutil.title('I-5 G-7 verifies with the program stopped, by the certificates of its issuer alone'),
    async () => {
      const pems = (await new Visitor(workspace.url).get('/ca.pem')).text;
      await stop();
      await expect(fetch(workspace.url)).rejects.toThrow();
      const judged = certutil.says(
        [
          '-c',
          `certutil -N -d sql:. --empty-password && csplit -s -f ca -z ca.pem '/BEGIN CERTIFICATE/' '{*}' &&
           for one in ca0*; do certutil -A -d sql:. -n $one -t "CT,C,C" -a -i $one; done; pdfsig -nssdir "$PWD" b.pdf`,
        ],
        { 'ca.pem': pems, 'b.pdf': issued },
      ).words;
      for (const said of ['Signature is Valid', 'Certificate is Trusted', 'Total document signed'])
        expect(judged).toContain(said);
    },
  );
});
