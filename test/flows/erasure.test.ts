import type { ChatPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../src/core/day.ts';
import { formatDay } from '../../src/core/texts/index.ts';
import type { Workspace } from '../support/bot.ts';
import { searchAndPick } from '../support/partner-steps.ts';
import { playedOn } from '../support/played-on.ts';
import {
  ask,
  audiences,
  closeForms,
  forRina,
  openDecision,
  openWorkspaceIn,
  sendDone,
  settled,
  unchanged,
  voice,
  words,
} from '../support/user-id-steps.ts';

describe.each(audiences)('an erasure on demand, in $platform, for people who read $language', (audience) => {
  const test = playedOn('slack', audience.platform);
  const t = voice(audience.platform, audience.language);
  let workspace: Workspace;
  let rina: ChatPerson;
  let tono: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
    rina = workspace.person('rina.wulandari');
    tono = workspace.person('tono.wijaya');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  it('T-3 waits for what is open, shows what goes and what stays, erases it once it is confirmed, and tells its person', async () => {
    const number = await ask(rina, forRina);
    await settled(workspace);
    const blocked = await tono.answerTo('/pintu erase Rina Wulandari');
    expect(blocked).toContain(t('erasure.blocked'));
    expect(blocked).toContain(
      t('erasure.pending', { kind: t('userId.requests'), count: 1, numbers: number }),
    );

    const bima = workspace.person('bima.santoso');
    const rejecting = await openDecision(bima, number, 'Reject');
    await rejecting.type(t('record.decision.whyReject'), 'Belum perlu');
    await sendDone(bima, rejecting);
    await settled(workspace);
    const [request] = await workspace.query<{ position: string }>(
      `UPDATE user_id_request SET status_since = status_since - interval '2 years', created_at = created_at - interval '2 years'
       WHERE number = $1 RETURNING position`,
      [number],
    );
    const position = request?.position ?? '';
    expect(await rina.root(number)).toContain(position);

    await tono.command('/pintu erase');
    const whom = await tono.modal(t('erasure.title'));
    await searchAndPick(whom, words('erasure.person'), 'rina', /Rina Wulandari/);
    const { next } = await whom.submit();
    if (!next) throw new Error('nothing is shown before it is done');
    const shown = await next.text();
    expect(shown).toContain(t('erasure.line', { kind: t('userId.retention.request'), count: 1 }));
    expect(shown).toContain(t('erasure.inUse', { kind: t('erasure.kind.profile'), count: 1 }));
    await unchanged(workspace, async () => {
      await next.type(t('erasure.why'), 'Sudah tidak diperlukan');
      expect((await next.submit()).errors).toEqual({
        [t('erasure.demand')]: next.required ?? t('erasure.error.demand'),
      });
    });
    await next.type(t('erasure.demand'), 'Surat 12/2026');
    const sent = await next.submit();
    expect(sent.errors).toEqual({});
    expect(await sent.next?.text()).toContain(t('erasure.begun', { name: 'Rina Wulandari' }));
    await sent.next?.close({ all: true });
    await settled(workspace);
    await expect
      .poll(() => workspace.query('SELECT 1 FROM erasure WHERE ended_at IS NOT NULL'))
      .toHaveLength(1);
    await settled(workspace);

    await tono.sees(t('erasure.status.done'));
    const [row] = await workspace.query<{ at: Date }>(
      'SELECT emptied_at AS at FROM user_id_request WHERE number = $1',
      [number],
    );
    const removed = t('retention.erased', {
      date: formatDay(audience.language, dayOf(row?.at ?? new Date(0), 'Asia/Jakarta')),
    });
    await expect.poll(() => rina.root(number)).toContain(removed);
    expect(await rina.root(number)).not.toContain(position);
    const letter = await workspace.mail.to('rina.wulandari@nusantara.example').latest(/27\/2022/);
    expect(letter.subject).toBe(t('erasure.letter.subject'));
    expect(letter.text).toContain(t('erasure.line', { kind: t('userId.retention.request'), count: 1 }));

    const [said] = await workspace.query<{ reason: string; data: { reference: string } }>(
      `SELECT reason, data FROM audit_entry WHERE action = 'erasure.demanded'`,
    );
    expect(said).toMatchObject({ reason: 'Sudah tidak diperlukan', data: { reference: 'Surat 12/2026' } });
    await tono.answerTo('/pintu audit verify');
    await tono.sees(t('audit.erased'));
  });

  it('T-3 of which nothing can go says so, with why, and a form that was shown before is refused in words', async () => {
    const nothing = await tono.answerTo('/pintu erase Eko Saputra');
    expect(nothing).toContain(t('erasure.goesNothing'));
    expect(nothing).toContain(t('erasure.inUse', { kind: t('erasure.kind.profile'), count: 1 }));
    expect(nothing).not.toContain(t('erasure.ends'));
    // A link that was given out goes at once.
    const eko = workspace.person('eko.saputra');
    await eko.command('/pintu portal');
    await settled(workspace);
    await tono.command('/pintu erase Eko Saputra');
    const form = await tono.modal(t('erasure.title'));
    expect(await form.text()).toContain(t('erasure.ends'));
    await workspace.query('DELETE FROM chat_code');
    await workspace.query('DELETE FROM one_time_link');
    await unchanged(workspace, async () => {
      await form.type(t('erasure.demand'), 'Surat 12/2026');
      await form.type(t('erasure.why'), 'Diminta');
      const { errors, problem } = await form.submit();
      expect([...Object.values(errors), problem].join()).toContain(t('erasure.error.nothing'));
    });
  });

  test('U-13 what somebody who has left decided names them no more, on the card of whoever asked', async () => {
    const number = await ask(rina, forRina);
    const bima = workspace.person('bima.santoso');
    const rejecting = await openDecision(bima, number, 'Reject');
    await rejecting.type(t('record.decision.whyReject'), 'Belum perlu');
    await sendDone(bima, rejecting);
    await settled(workspace);
    await expect.poll(() => rina.root(number)).toContain('Bima Santoso');
    await workspace.query(
      `UPDATE person SET active = false, left_at = now() WHERE email LIKE 'bima.santoso@%'`,
    );
    await tono.command('/pintu erase Bima Santoso');
    const form = await tono.modal(t('erasure.title'));
    await form.type(t('erasure.demand'), 'Surat 13/2026');
    await form.type(t('erasure.why'), 'Sudah keluar');
    const sent = await form.submit();
    expect(sent.errors).toEqual({});
    await sent.next?.close({ all: true });
    await expect.poll(() => rina.root(number)).toContain(t('people.erased'));
    await expect.poll(() => rina.root(number)).not.toContain('Bima Santoso');
  });

  test('I-3 I-4 is an ADMIN’s, and of nobody’s own data', async () => {
    expect(await rina.answerTo('/pintu erase')).toContain(t('error.adminOnly').slice(0, 20));
    expect(await tono.answerTo('/pintu erase Tono Wijaya')).toContain(t('erasure.error.own'));
  });
});
