import type { Modal, Platform } from '@satu-pintu/playground/people';
import { searchAndPick } from '../../support/partner-steps.ts';
import { words } from '../../support/user-id-steps.ts';
import { personOf } from '../acting.ts';
import { begun } from './desks.ts';
import type { StepKind } from './step.ts';

const satker = '527021 BIRO UMUM';

/** A procurement officer adds a satker to their profile (M-1), or shops for it: it is mapped to the account that the marketplace knows (M-4). */
export const shop: StepKind = async ({ world, random }) => {
  const platform: Platform = random.chance(0.5) ? 'slack' : 'teams';
  const account = 'putri.maharani';
  const [standing] = await world.query<{ mapped: boolean }>(
    `SELECT EXISTS (SELECT FROM market_link l WHERE l.satker_id = s.id AND l.ended_at IS NULL) AS mapped
     FROM procurement_satker s JOIN unit u ON u.id = s.unit_id WHERE u.name = $1 AND s.removed_at IS NULL`,
    [satker],
  );
  if (standing?.mapped) return null;
  const person = personOf(world, account, platform);
  const what = standing
    ? `${account} shops for ${satker} in ${platform}`
    : `${account} adds ${satker} in ${platform}`;
  return begun({ world, random }, { account, platform, what }, async (): Promise<Modal> => {
    if (standing) {
      await person.command('/market');
      await person.clickBeside(satker, words('market.button.buy'));
      return person.modal(words('market.choose.title'));
    }
    await person.command('/market add');
    const form = await person.modal(words('market.add.title'));
    await searchAndPick(form, words('market.field.institution'), 'keuangan', 'Kementerian Keuangan');
    await searchAndPick(form, words('market.field.satker'), 'BIRO UMUM', /BIRO UMUM/);
    return form;
  });
};
