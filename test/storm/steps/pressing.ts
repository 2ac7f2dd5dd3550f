import type { Platform } from '@satu-pintu/playground/people';
import { type Deed, fillIn, front, type Prepared, personOf, send, within } from '../acting.ts';
import type { Random } from '../random.ts';
import type { Snapshot } from '../snapshot.ts';
import { type MessageButton, messageAt, slackButtons, teamsButtons } from '../standing.ts';
import type { World } from '../world.ts';
import type { Stage, StepKind } from './step.ts';

/** A button that stands on a card of somebody's. */
interface Offer extends MessageButton {
  key: string;
  subject: string;
}

const accountOf = ({ people }: Snapshot, id: number): string | undefined =>
  people.find((person) => person.id === id)?.email.split('@')[0];

/** Whatever people can press on the cards that they have, in an order of its own; whoever has left a form open there is busy with it. */
function offersIn({ world: { playground }, before, kept }: Stage): Offer[] {
  const busy = new Set(kept.map(({ account, platform }) => `${account} ${platform}`));
  return before.copies.flatMap((copy): Offer[] => {
    const account = copy.personId === null ? undefined : accountOf(before, copy.personId);
    const message = messageAt(before.standing, copy);
    if (!account || !message || busy.has(`${account} ${copy.platform}`)) return [];
    const buttons =
      'blocks' in message
        ? slackButtons(playground, account, message)
        : teamsButtons(playground, account, message);
    return buttons.map((button) => ({ ...button, key: copy.key, subject: copy.subject }));
  });
}

/** What only shows something, or begins anew, is pressed less often, and what ends a record less often than what brings it on. */
const shows =
  /^(Open|Buka|Activity Log|Log Aktivitas|Berita acara|Signed record|Lihat|Periksa log|Berikan saksi|Check the log|Give)/;
const ends = /^(Tarik|Withdraw|Reject|Tolak|Ajukan lagi|Start again)/;
const passes = /^(Approve|Setujui|Confirm|Konfirmasi|Register|Daftarkan|Import|Impor)/;
const weightOf = ({ label }: Offer): number =>
  shows.test(label) ? 1 : ends.test(label) ? 6 : passes.test(label) ? 40 : 12;

function drawn(offers: readonly Offer[], random: Random): Offer | undefined {
  return offers.length === 0
    ? undefined
    : random.weighted(offers.map((offer) => [offer, weightOf(offer)] as const));
}

/** Presses a button and fills in what it opens; a deed where that was all. */
async function opened(
  world: World,
  offer: Offer,
  random: Random,
  stale = false,
): Promise<{ prepared?: Prepared; deed?: Deed; what: string }> {
  const { account, platform, label, key } = offer;
  const what = `${account} presses ${stale ? 'late ' : ''}${label} on ${key} in ${platform}`;
  await personOf(world, account, platform).closeModals();
  const deed: Deed = { account, platform, what, answer: 'shown', told: '' };
  try {
    const form = await front(world, account, platform, () => offer.press(stale));
    if (!form || (await form.submitLabel().catch(() => undefined)) === undefined) return { what, deed };
    await within('the fields', fillIn(world, form, random));
    return { what, prepared: { account, platform, what, form } };
  } catch (error) {
    return {
      what,
      deed: { ...deed, told: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) },
    };
  }
}

/** The next form sent, or anything, arrives more than once. */
async function repeat({ world, random }: Stage, platform: Platform): Promise<string> {
  if (!random.chance(0.25)) return '';
  const copies = 2 + random.below(2);
  await world.doors[platform].repeatNext(copies, random.chance(0.7) ? 'submission' : 'anything');
  return `, ${copies} times`;
}

/** Somebody does what a card of theirs offers. */
export const press: StepKind = async (stage) => {
  const { world, random } = stage;
  const offer = drawn(offersIn(stage), random);
  if (!offer) return null;
  const { prepared, deed, what } = await opened(world, offer, random);
  if (!prepared) return { says: what, deeds: deed ? [deed] : [] };
  const times = await repeat(stage, offer.platform);
  const meant = await meanwhile(stage);
  const [sent] = await Promise.all([send(prepared), meant.act()]);
  return { says: `${what}${times}${meant.says}: ${sent.answer} (${sent.told.slice(0, 80)})`, deeds: [sent] };
};

/** Somebody presses what their card showed before it was changed the last time. */
export const pressLate: StepKind = async (stage) => {
  const { world, random } = stage;
  const offer = drawn(offersIn(stage), random);
  if (!offer) return null;
  const { prepared, deed, what } = await opened(world, offer, random, true);
  const deeds = prepared ? [await send(prepared)] : deed ? [deed] : [];
  return { says: `${what}: ${deeds[0]?.answer} (${deeds[0]?.told.slice(0, 80)})`, deeds };
};

/** Somebody fills in a form and leaves it open. */
export const keep: StepKind = async (stage) => {
  const { world, random, kept } = stage;
  const offer = drawn(offersIn(stage), random);
  if (!offer) return null;
  const { prepared, what } = await opened(world, offer, random);
  if (prepared) kept.push(prepared);
  return { says: `${what} and leaves the form open`, deeds: [] };
};

/** One of these fills in a decision that a card of theirs offers, on one of these records, and leaves it open. */
export async function leaveDecisionOpen(
  stage: Stage,
  may: (account: string, subject: string) => boolean,
): Promise<{ open: Prepared; subject: string } | undefined> {
  const { world, random, kept } = stage;
  const offers = offersIn(stage).filter(
    ({ label, account, subject }) => passes.test(label) && may(account, subject),
  );
  const offer = random.one(offers);
  const { prepared: open } = offer ? await opened(world, offer, random) : {};
  if (!offer || !open) return undefined;
  kept.push(open);
  return { open, subject: offer.subject };
}

/** Somebody sends the form that they left open, whatever has happened since. */
export const sendKept: StepKind = async (stage) => {
  const { random, kept } = stage;
  const prepared = kept.find(({ isNext }) => isNext) ?? random.one(kept);
  if (!prepared) return keep(stage);
  kept.splice(kept.indexOf(prepared), 1);
  // Whoever has begun something else meanwhile has closed it.
  if ((await prepared.form.submitLabel().catch(() => undefined)) === undefined) return null;
  const times = await repeat(stage, prepared.platform);
  const sent = await send(prepared);
  return {
    says: `${prepared.account} sends the form left open (${prepared.what})${times}: ${sent.answer} (${sent.told.slice(0, 80)})`,
    deeds: [sent],
  };
};

/** Several people, or one on both platforms, send what they have filled in at the same moment. */
export const atOnce: StepKind = async (stage) => {
  const { world, random } = stage;
  const first = drawn(offersIn(stage), random);
  if (!first) return null;
  const offers = offersIn(stage).filter(({ label }) => !shows.test(label));
  const same = offers.filter(({ subject }) => subject === first.subject);
  const chosen = new Map<string, Offer>();
  const count = 2 + random.below(5);
  for (let n = 0; n < 3 * count && chosen.size < count; n += 1) {
    const offer = drawn(random.chance(0.8) ? same : offers, random);
    if (offer && !chosen.has(`${offer.account} ${offer.platform}`))
      chosen.set(`${offer.account} ${offer.platform}`, offer);
  }
  const ready: Prepared[] = [];
  const pressed: Deed[] = [];
  for (const offer of chosen.values()) {
    const { prepared, deed } = await opened(world, offer, random);
    if (prepared) ready.push(prepared);
    if (deed) pressed.push(deed);
  }
  if (ready.length === 0) return null;
  const times = await repeat(stage, first.platform);
  const meant = await meanwhile(stage);
  const [sent] = await Promise.all([Promise.all(ready.map(send)), meant.act()]);
  const deeds = [...pressed, ...sent];
  return {
    says: `at once${times}${meant.says}: ${deeds.map(({ what, answer, told }) => `${what}: ${answer} (${told.slice(0, 60)})`).join('; ')}`,
    deeds,
  };
};

/** The first form that one of these buttons opens: some open none, which does something perhaps. */
async function formOf(
  { world, random }: Stage,
  offers: readonly Offer[],
  pressed: Deed[],
): Promise<{ offer: Offer; prepared: Prepared } | undefined> {
  const left = [...offers];
  for (let tries = 0; tries < 4; tries += 1) {
    const offer = drawn(left, random);
    if (!offer) return undefined;
    left.splice(left.indexOf(offer), 1);
    const { prepared, deed } = await opened(world, offer, random);
    if (prepared) return { offer, prepared };
    if (deed) pressed.push(deed);
  }
  return undefined;
}

/** Two people send what they have filled in about the same record, and who was first arrives last. */
export const outOfOrder: StepKind = async (stage) => {
  const { world, random } = stage;
  const offers = offersIn(stage).filter(({ label }) => !shows.test(label));
  const besides = ({ account, subject }: Offer) =>
    offers.filter((one) => one.subject === subject && one.account !== account);
  const pressed: Deed[] = [];
  const first = await formOf(
    stage,
    offers.filter((offer) => besides(offer).length > 0),
    pressed,
  );
  const next = first && (await formOf(stage, besides(first.offer), pressed));
  if (!next) return null;
  await world.doors[first.offer.platform].delayNext(300 + random.below(600), 'submission');
  // What is late is so for the platform that it comes from: of the same one the next form would be.
  const sending = send(first.prepared);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const deeds = [...pressed, ...(await Promise.all([sending, send(next.prepared)]))];
  return {
    says: `late: ${deeds.map(({ what, answer, told }) => `${what}: ${answer} (${told.slice(0, 60)})`).join('; before it ')}`,
    deeds,
  };
};

/** The newest form sent arrives once more, long after. */
export const resend: StepKind = async ({ world, random }) => {
  const platform: Platform = random.chance(0.5) ? 'slack' : 'teams';
  const sent = (await world.doors[platform].exchanges()).some(
    ({ what, fromBot }) => what === 'submission' && !fromBot,
  );
  if (!sent) return null;
  await world.doors[platform].resendSubmission(1 + random.below(2));
  return { says: `the newest form sent in ${platform} arrives once more`, deeds: [] };
};

/** What goes wrong at the very moment at which something is sent. */
async function meanwhile({
  world,
  random,
  lose,
  disturb,
}: Stage): Promise<{ says: string; act(): Promise<void> }> {
  const place = random.below(100);
  const later = random.below(25);
  const what = random.weighted([
    ['nothing', 20],
    ['disconnect', 2],
    ['kill', 1],
  ] as const);
  if (what === 'nothing') return { says: '', act: async () => {} };
  lose();
  disturb();
  // At which instant it hits no seed can say: what holds, holds at each.
  const instant = () => new Promise((resolve) => setTimeout(resolve, later));
  return what === 'kill'
    ? {
        says: ` while replica ${place % world.replicas.length} is killed`,
        act: () => instant().then(() => world.kill(place)),
      }
    : {
        says: ' while a connection to the database ends',
        act: () => instant().then(() => world.disconnect(place)),
      };
}
