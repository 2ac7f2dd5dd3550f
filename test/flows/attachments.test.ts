import type { Modal, UploadedFile } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { briefPatience, openWorkspace, type Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import { jpg, pdf, png } from '../support/sample-files.ts';
import {
  ask,
  audiences,
  closeForms,
  fillIn,
  forRina,
  openRequestForm,
  openWorkspaceIn,
  submitReview,
  toReview,
  unchanged,
} from '../support/user-id-steps.ts';

const megabyte = 1024 * 1024;
const padded = (bytes: number) => Buffer.concat([pdf, Buffer.alloc(bytes - pdf.length)]);

/** Opens a download page and presses its button, as a browser does; a page that is gone has none. */
async function download(url: string): Promise<{ asked: number; given?: number; bytes?: Buffer }> {
  const page = await fetch(url);
  const csrf = /name="csrf" value="([^"]*)"/.exec(await page.text())?.[1];
  if (page.status !== 200 || csrf === undefined) return { asked: page.status };
  const cookie = page.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const headers = { cookie, origin: new URL(url).origin };
  const file = await fetch(url, { method: 'POST', headers, body: new URLSearchParams({ csrf }) });
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; /);
  return { asked: page.status, given: file.status, bytes: Buffer.from(await file.arrayBuffer()) };
}

/** What the page shows without any press, to the browser that has it open and to one that has the address alone. */
async function viewed(
  url: string,
): Promise<{ here: number; elsewhere: number; bytes: Buffer; frame: string }> {
  const page = await fetch(url);
  const address = /class="shown" src="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const cookie = page.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const view = new URL(address.replaceAll('&#38;', '&'), url);
  const here = await fetch(view, { headers: { cookie } });
  expect(here.headers.get('content-disposition')).toMatch(/^inline; /);
  const elsewhere = await fetch(view);
  return {
    here: here.status,
    elsewhere: elsewhere.status,
    bytes: Buffer.from(await here.arrayBuffer()),
    frame: view.hash,
  };
}

describe.each(audiences)('attachments, in $platform, for people who read $language', (audience) => {
  const test = playedOn('slack', audience.platform);
  const { platform, language } = audience;
  const t = translate(language);
  const field = t('userId.field.attachments');
  let workspace: Workspace;
  const rina = () => workspace.person('rina.wulandari');
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  /** These files are given, and one of them is refused with this: at the field, or where the platform has them given. */
  async function refused(form: Modal, files: UploadedFile[], error: string): Promise<void> {
    const said = await form.upload(field, ...files);
    if (said.length === 0) said.push(...Object.values((await form.submit()).errors));
    expect(said).toEqual([error]);
  }

  it('U-6 U-14 are taken as JPG, PNG and PDF, shown to approvers, and handed out once by a link', async () => {
    const files = [
      { name: 'surat tugas.pdf', data: pdf },
      { name: 'FOTO.PNG', data: png },
      { name: 'pindaian.jpeg', data: jpg },
    ];
    const number = await ask(rina(), { ...forRina, files });
    const bima = workspace.person('bima.santoso');
    await bima.sees(number);
    for (const { name, data } of files) {
      await bima.sees(`📎 ${name}`);
      await bima.clickBeside(`📎 ${name}`, 'Open');
      await bima.sees(t('file.toSee', { name }));
      expect(await bima.privately()).toContain(t('file.toSee', { name }));
      const { opens = '' } = await bima.click(t('file.see'), { in: name });
      expect(opens).toMatch(/\/portal\/file\/[\w-]{43}$/);
      // A document is as wide as its frame; the browser's viewer hears so by what stands behind the address.
      const frame = name.endsWith('.pdf') ? '#navpanes=0&view=FitH' : '';
      expect(await viewed(opens)).toEqual({ here: 200, elsewhere: 404, bytes: data, frame });
      expect(await download(opens)).toEqual({ asked: 200, given: 200, bytes: data });
      expect(await download(opens)).toEqual({ asked: 410 });
      await bima.closeModals();
    }
    const kept = await workspace.query<{ name: string; type: string }>(
      `SELECT a.name, a.media_type AS type FROM attachment a JOIN user_id_request r ON a.record = 'user-id:' || r.id
       WHERE r.number = $1 ORDER BY a.name`,
      [number],
    );
    expect(kept).toEqual([
      { name: 'FOTO.PNG', type: 'image/png' },
      { name: 'pindaian.jpeg', type: 'image/jpeg' },
      { name: 'surat tugas.pdf', type: 'application/pdf' },
    ]);
  });

  test('U-6 are refused at their field by size and by what they really are, and the form stays as it was', async () => {
    const form = await openRequestForm(rina());
    await fillIn(form, forRina);
    const wrong = [
      {
        name: 'besar.pdf',
        data: padded(6 * megabyte),
        error:
          platform === 'teams'
            ? t('attachment.error.over', { name: 'besar.pdf', max: 5 })
            : t('attachment.error.size', { name: 'besar.pdf', size: 6, max: 5 }),
      },
      { name: 'program.png', data: Buffer.from('MZ\x90\x00\x03 This program cannot be run in DOS mode') },
      { name: 'catatan.pdf', data: 'hanya teks, bukan PDF' },
      { name: 'halaman.jpg', data: '<!doctype html><script>alert(1)</script>' },
      { name: 'gerak.png', data: Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1') },
    ];
    for (const { name, data, error = t('attachment.error.type', { name }) } of wrong) {
      await unchanged(workspace, () => refused(form, [{ name, data }], error));
    }
    expect(await form.value(t('field.nopek'))).toMatch(/^100234\d*$/);
    await form.upload(field, { name: 'batas.pdf', data: padded(5 * megabyte) });
    const number = await submitReview(await toReview(form));
    expect(await rina().answerTo(`/userid show ${number}`)).toContain('📎 batas.pdf · 5');
  });

  it('U-6 that are refused together with good ones are named, and leave nothing behind', async () => {
    const form = await openRequestForm(rina());
    await fillIn(form, forRina);
    const files = [
      { name: 'baik.pdf', data: pdf },
      { name: 'tipuan.png', data: 'teks' },
    ];
    await refused(form, files, t('attachment.error.type', { name: 'tipuan.png' }));
    await form.upload(field, { name: 'baik.pdf', data: pdf });
    const number = await submitReview(await toReview(form));
    const shown = await rina().answerTo(`/userid show ${number}`);
    expect(shown).toContain('baik.pdf');
    expect(shown).not.toContain('tipuan.png');
  });

  it.runIf(platform === 'slack')(
    'U-6 that cannot be fetched are said so at the field, and can be sent again',
    async () => {
      const form = await openRequestForm(rina());
      await fillIn(form, { ...forRina, files: [{ name: 'hilang.pdf', data: pdf }] });
      await workspace.door().fail({ call: 'file', kind: 'error', times: 1 });
      expect((await form.submit()).errors).toEqual({
        [field]: t('attachment.error.fetch', { name: 'hilang.pdf' }),
      });
      await submitReview(await toReview(form));
    },
  );
});

// On Teams files come from a page of the bot's own, not from the platform.
describe('attachments in slack', () => {
  it('U-6 that are slow to arrive are waited for, and pressing again finds them', async () => {
    const workspace = await openWorkspace({ patience: briefPatience });
    onTestFinished(() => workspace.stop());
    const t = translate('id');
    const rina = workspace.person('rina.wulandari');
    const form = await openRequestForm(rina);
    await fillIn(form, { ...forRina, files: [{ name: 'lambat.pdf', data: pdf }] });
    const door = workspace.door();
    const last = (await door.exchanges()).at(-1);
    await door.fail({ call: 'file', kind: 'slow', delayMs: briefPatience * 2200, times: 1 });
    expect((await form.submit()).errors).toEqual({
      [t('userId.field.attachments')]: t('attachment.error.late'),
    });
    await expect
      .poll(() => workspace.query(`SELECT 1 FROM attachment WHERE name = 'lambat.pdf'`))
      .toHaveLength(1);
    const number = await submitReview(await toReview(form));
    expect(await rina.answerTo(`/userid show ${number}`)).toContain('lambat.pdf');
    const since = await door.exchanges(last?.id);
    expect(since.filter(({ what }) => what === 'file')).toHaveLength(1);
  });
});
