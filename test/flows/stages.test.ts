import { platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import type { Workspace } from '../support/bot.ts';
import {
  approve,
  ask,
  confirm,
  expectRefusedEmpty,
  fillIn,
  forJoko,
  forRina,
  forWahyu,
  grantRole,
  openDecision,
  openRequestForm,
  openWorkspaceIn,
  readers,
  settled,
  stages,
  toReview,
  unchanged,
} from '../support/user-id-steps.ts';

const at = (account: string) => `${account}@nusantara.example`;

/** Who asks for whom, and who is the Atasan that decides first. */
const journeys = [
  { wish: forRina, requester: 'hendra.gunawan', applicant: at('rina.wulandari'), atasan: 'bima.santoso' },
  { wish: forJoko, requester: 'rina.wulandari', applicant: at('joko.prasetyo'), atasan: 'bima.santoso' },
  {
    wish: forWahyu,
    requester: 'rina.wulandari',
    applicant: forWahyu.applicant?.email ?? '',
    atasan: 'sari.utami',
  },
];
const names: Record<string, string> = {
  'bima.santoso': 'Bima Santoso',
  'sari.utami': 'Sari Utami',
  'dewi.lestari': 'Dewi Lestari',
  'agus.pranoto': 'Agus Pranoto',
  'eko.saputra': 'Eko Saputra',
};
/** The progress line with this many stages behind it. */
const progress = (done: number) =>
  stages
    .map((stage, index) => `${index < done ? '✅' : index === done ? '🟡' : '⚪'} ${stage.name}`)
    .join('  →  ');

/** Every kind goes the same way: each audience reads one of them, and Teams a unit’s, whose form differs most. */
const journeysOf = ({ platform, language }: (typeof readers)[number]) =>
  journeys.filter(({ wish }) =>
    platform === 'teams'
      ? wish.kind === 'User ID Unit'
      : wish.kind === (language === 'en' ? 'HO-TKJP' : 'HO-Organik/PKWT'),
  );

describe.each(readers)('the whole way, in $platform, for people who read $language', (audience) => {
  const { language } = audience;
  const t = translate(language);
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
  });
  afterAll(() => workspace.stop());

  it.each(journeysOf(audience))(
    'U-2 U-8 U-10 U-11 U-13 U-16 leads a request for $wish.kind through its four people to Completed',
    async ({ wish, requester, applicant, atasan }) => {
      const asker = workspace.person(requester);
      const form = await openRequestForm(asker);
      await fillIn(form, wish);
      const plan = (await (await toReview(form)).submit()).next;
      const number = /UID-\d{4}-\d{6}/.exec((await plan?.text()) ?? '')?.[0] ?? '';
      expect(await plan?.text()).toContain(t('userId.confirmation.heading', { number }));
      const deciders = [atasan, ...stages.slice(1).map((stage) => stage.approver)];
      for (const decider of deciders) expect(await plan?.text()).toContain(names[decider]);
      await plan?.close();

      const root = (text: string) => asker.root(new RegExp(`${number}[\\s\\S]*${text}`));
      for (const [index, stage] of stages.entries()) {
        const decider = deciders[index] ?? '';
        const name = names[decider] ?? '';
        const approver = workspace.person(decider);
        await root(stage.status);
        await root(t('userId.card.waitsFor', { stage: stage.name, names: name }));
        await root(progress(index));
        const letter = await workspace.mail.to(at(decider)).latest(number);
        expect(letter.subject).toBe(t('mail.waiting.subject', { number, stage: stage.name }));
        expect(letter.text).toContain(stage.status);

        const isLast = index === stages.length - 1;
        const button = isLast ? 'Confirm' : 'Approve';
        expect(await approver.buttons(number)).toEqual([
          button,
          'Reject',
          t('record.return'),
          'Open',
          'Activity Log',
        ]);
        await unchanged(workspace, async () => {
          const opened = await openDecision(approver, number, button);
          expect(await opened.text()).toContain(t('userId.decision.sure'));
          expect(await opened.submitLabel()).toBe(t('record.decision.submit'));
          await opened.close();
        });
        if (isLast) {
          await confirm(approver, number, `${wish.kind.slice(0, 7)}.${language}`.replaceAll(/[ /]/g, '_'));
        } else {
          await approve(approver, number, `Alasan ${stage.name}`);
        }
        const reading = ['Open', 'Activity Log', ...(isLast ? [t('minutes.button')] : [])];
        await expect.poll(() => approver.buttons(number)).toEqual(reading);
        const said = t(isLast ? 'userId.card.confirmedBy' : 'userId.card.approvedBy', {
          stage: stage.name,
          name,
          time: '',
        });
        const card = (await approver.cards(number)).join('\n');
        expect(card).toContain(said);
        expect(card.slice(card.indexOf(said) + said.length)).toMatch(/^\d{1,2} \p{L}+ \d{4}.* \S+\n/u);
        if (!isLast) expect(card).toContain(`Alasan ${stage.name}`);
      }

      await root('Completed');
      await settled(workspace);
      const thread = await asker.thread(number);
      expect(thread.map((reply) => reply.split('\n')[1])).toEqual([
        ...stages.map((stage) => `🟡 ${stage.status}`),
        '🟢 Completed',
      ]);
      for (const [index, stage] of stages.slice(0, 3).entries()) {
        const name = names[deciders[index] ?? ''] ?? '';
        expect(thread[index + 1]).toContain(t('userId.step.approved', { name, stage: stage.name }));
        expect(thread[index + 1]).toContain(`Alasan ${stage.name}`);
      }
      expect(thread[4]).toContain(applicant);

      const letters = await workspace.mail.about(number);
      expect(letters.map((mail) => mail.to.join()).sort()).toEqual([...deciders.map(at), applicant].sort());
      const withPassword = letters.filter((mail) => /\/portal\/password\/[\w-]{43}/.test(mail.text));
      expect(withPassword.map((mail) => mail.to)).toEqual([[applicant]]);
    },
  );
});

describe.each(platforms)('a deciding person in %s', (platform) => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspaceIn({ platform, language: 'id' });
  });
  afterAll(() => workspace.stop());

  it('U-11 is asked for a reason at the field, nothing counts before it, and closing changes nothing', async () => {
    const bima = workspace.person('bima.santoso');
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    for (const [button, label] of [
      ['Approve', 'Alasan persetujuan'],
      ['Reject', 'Alasan penolakan'],
    ] as const) {
      await unchanged(workspace, async () => {
        const form = await openDecision(bima, number, button);
        await expectRefusedEmpty(form, label, 'Tulis alasannya.');
        await form.type(label, ' \n ');
        expect((await form.submit()).errors).toEqual({ [label]: 'Tulis alasannya.' });
        await form.close();
      });
    }
    expect(await bima.buttons(number)).toContain('Approve');
  });

  it('U-10 tells each holder of a stage by card and e-mail, and the others’ cards lose their buttons too', async () => {
    await grantRole(workspace.person('tono.wijaya'), 'Hendra Gunawan', 'ICT_VERIFICATOR');
    const rina = workspace.person('rina.wulandari');
    const number = await ask(rina, forRina);
    await approve(workspace.person('bima.santoso'), number);
    await rina.sees('Menunggu ICT Verificator: Dewi Lestari, Hendra Gunawan');
    for (const account of ['dewi.lestari', 'hendra.gunawan']) {
      await workspace.mail.to(at(account)).latest(number);
      expect(await workspace.person(account).buttons(number)).toContain('Approve');
    }
    await approve(workspace.person('hendra.gunawan'), number);
    const dewi = workspace.person('dewi.lestari');
    await expect.poll(() => dewi.buttons(number)).toEqual(['Open', 'Activity Log']);
    await dewi.sees('ICT Verificator: disetujui oleh Hendra Gunawan');
  });
});
