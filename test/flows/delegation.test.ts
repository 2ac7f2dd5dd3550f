import type { ChatPerson, Platform } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../src/core/day.ts';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  ask,
  complaints,
  fillIn,
  forRina,
  openDecision,
  openRequestForm,
  sendDone,
  settled,
  someReason,
  toReview,
  words,
} from '../support/user-id-steps.ts';

const t = translate('id');
const today = () => dayOf(new Date(), 'Asia/Jakarta');

/** Where the principal is, and where whoever stands in for them. */
const places: readonly [Platform, Platform][] = [
  ['slack', 'slack'],
  ['teams', 'teams'],
  ['slack', 'teams'],
];

describe.each(places)('a principal in %s, a substitute in %s', (there, here) => {
  let workspace: Workspace;
  let [rina, bima, joko]: ChatPerson[] = [];
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [...new Set([there, here])] });
    rina = workspace.person('rina.wulandari', there);
    bima = workspace.person('bima.santoso', there);
    joko = workspace.person('joko.prasetyo', here);
    for (const person of [bima, joko]) await person.command('/pintu');
  });
  afterAll(() => workspace.stop());

  async function names(principal: ChatPerson, substitute: string): Promise<void> {
    await principal.command('/pintu delegate');
    await principal.click(words('delegation.name'));
    const form = await principal.modal(words('delegation.name'));
    await form.search(words('delegation.substitute'), substitute);
    await form.pick(words('delegation.substitute'), new RegExp(`^${substitute}`));
    await form.type(words('delegation.from'), today());
    await form.type(words('delegation.to'), addDays(today(), 1));
    const result = await form.submit();
    expect(complaints(result)).toEqual([]);
    await result.next?.close({ all: true });
    await settled(workspace);
  }

  async function endsIt(principal: ChatPerson): Promise<void> {
    await principal.command('/pintu delegate');
    await principal.click(words('delegation.end.button'));
    await sendDone(principal, await principal.modal(words('delegation.end.title')));
    await settled(workspace);
  }

  it('A-5 I-6 gets what waited before, loses it when it ends, also with the form open and nothing lost, and decides in both names', async () => {
    if (!rina || !bima || !joko) throw new Error('nobody is there');
    const number = await ask(rina, forRina);
    await settled(workspace);
    expect(await joko.cards(number)).toEqual([]);

    await names(bima, 'Joko Prasetyo');
    await rina.sees(
      t('userId.card.waitsFor', {
        stage: 'Atasan Pemohon',
        names: `Bima Santoso, ${t('people.standIn', { name: 'Joko Prasetyo', principal: 'Bima Santoso' })}`,
      }),
    );
    expect(await joko.buttons(number)).toContain('Approve');
    expect(await workspace.mail.to('joko.prasetyo@nusantara.example').latest(number)).toBeDefined();
    const open = await openDecision(joko, number, 'Approve');
    await open.sees(t('record.onBehalf', { name: 'Bima Santoso' }));
    await open.type(words('userId.decision.whyApprove'), someReason);

    await endsIt(bima);
    expect(await joko.buttons(number)).not.toContain('Approve');
    expect(complaints(await open.submit()).join()).toContain('tidak lagi menggantikan Bima Santoso');
    await names(bima, 'Joko Prasetyo');
    // What was typed is there still.
    await sendDone(joko, open);
    await settled(workspace);
    const form = await openRequestForm(workspace.person('hendra.gunawan', there));
    await fillIn(form, forRina);
    const review = await toReview(form);
    const shown = await review.text();
    await review.close({ all: true });

    const both = t('people.standIn', { name: 'Joko Prasetyo', principal: 'Bima Santoso' });
    expect(shown).toContain(both);
    await rina.sees(t('userId.step.approved', { name: both, stage: 'Atasan Pemohon' }));
    for (const person of [bima, joko]) expect(await person.buttons(number)).toEqual(['Open', 'Activity Log']);
    expect((await bima.cards(number))[0]).toContain(both);
  });
});
