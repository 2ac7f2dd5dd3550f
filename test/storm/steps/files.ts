import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform, UploadedFile } from '@satu-pintu/playground/people';
import { partnerRow, partnerTitles, sheetOf } from '../../support/imports.ts';
import { budi, siti } from '../../support/satker-steps.ts';
import { personOf, within } from '../acting.ts';
import type { Random } from '../random.ts';
import { heard } from './heard.ts';
import type { StepKind } from './step.ts';

/** Some of them are there already, or stand in a file twice. */
const addresses = [
  'mitra.satu@vendor.example',
  'mitra.dua@vendor.example',
  'mitra.tiga@mitra.example',
  'sekretaris.1@mitra.example',
];

async function registration(random: Random): Promise<UploadedFile> {
  const rows = Array.from({ length: 1 + random.below(3) }, () => partnerRow(random.one(addresses) ?? ''));
  return { name: `mitra-${random.below(1000)}.xlsx`, data: await sheetOf(partnerTitles, ...rows) };
}

async function logins(random: Random, now: number): Promise<UploadedFile> {
  const [year, month, day] = new Date(now - random.below(90) * 86_400_000)
    .toISOString()
    .slice(0, 10)
    .split('-');
  const rows = [siti, budi].map(({ nik }) => [nik, `${day}/${month}/${year}`]);
  return {
    name: `login-${random.below(1000)}.xlsx`,
    data: await sheetOf(['NIK', 'Login Terakhir'], ...rows),
  };
}

/** How long a file may take to be read and answered. */
const patienceMs = 5000;

/** Somebody drops a filled-in workbook (P-2, S-18): what it is asked for next is pressed on the card that shows what stands in it. */
export const dropFile: StepKind = async ({ world, random }) => {
  const platform: Platform = random.chance(0.5) ? 'slack' : 'teams';
  const ofPartners = random.chance(0.7);
  const account = ofPartners ? 'tono.wijaya' : 'maya.anggraini';
  const file = ofPartners ? await registration(random) : await logins(random, world.now());
  const repeats = random.chance(0.3);
  const person = personOf(world, account, platform);
  await person.closeModals();
  if (repeats) await world.doors[platform].repeatNext(2);
  const before = await heard(world);
  await within('an answer', person.give('', file)).catch(() => {});
  const last = Date.now() + patienceMs;
  while (Date.now() < last && (await heard(world)) === before) await sleep(15);
  return {
    says: `${account} drops ${file.name} in ${platform}${repeats ? ', delivered twice' : ''}`,
    deeds: [],
  };
};
