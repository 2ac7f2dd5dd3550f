import type { ChatPerson, Modal, Platform } from '@satu-pintu/playground/people';
import { addMapping } from '../../support/partner-steps.ts';
import { budi, fillInFor, openAdd, openTicket, rizky, siti } from '../../support/satker-steps.ts';
import { type Deed, personOf, send, within } from '../acting.ts';
import type { Done, Stage, StepKind } from './step.ts';

/** What other desks begin with; what follows is pressed on the cards that it brings. */

interface Beginning {
  account: string;
  platform: Platform;
  what: string;
}

/** Does it as a test would, and says how it ended: what is refused is told by what the test misses. */
export async function begun(
  { world, random }: Pick<Stage, 'world' | 'random'>,
  { account, platform, what }: Beginning,
  act: (person: ChatPerson) => Promise<string | Modal>,
): Promise<Done> {
  const person = personOf(world, account, platform);
  const deed: Deed = { account, platform, what, answer: 'shown', told: '' };
  await person.closeModals();
  if (random.chance(0.2)) await world.doors[platform].repeatNext(2, 'submission');
  try {
    const made = await within('the end', act(person));
    const sent =
      typeof made === 'string'
        ? { ...deed, told: made }
        : await send({ account, platform, what, form: made });
    const number = /(SAT|MAP)-\d{4}-\d{6}/.exec(sent.told)?.[0];
    const done = number ? { ...sent, answer: 'done' as const } : sent;
    return { says: `${what}: ${done.answer} (${number ?? done.told.slice(0, 80)})`, deeds: [done] };
  } catch (error) {
    return { says: `${what}: ${error instanceof Error ? error.message.split('\n')[0] : error}`, deeds: [] };
  } finally {
    await person.closeModals();
  }
}

/** A satker registers somebody, or asks its KPPN to (S-7, S-8). Files are given in Slack's own forms. */
export const satkerBegins: StepKind = async (stage) => {
  const { random } = stage;
  const somebody = random.one([siti, budi, rizky]) ?? siti;
  return random.chance(0.6)
    ? begun(
        stage,
        { account: 'ali.rahman', platform: 'slack', what: `ali.rahman registers ${somebody.name}` },
        async (person) => fillInFor(await openAdd(person), somebody),
      )
    : begun(
        stage,
        { account: 'rina.wulandari', platform: 'slack', what: 'rina.wulandari opens a ticket' },
        (person) => openTicket(person),
      );
};

/** A secretary is mapped to a position, for some weeks (P-10): what ends is reminded of, and extended or not. */
export const mapSecretary: StepKind = async (stage) => {
  const { world, random } = stage;
  const platform: Platform = random.chance(0.5) ? 'slack' : 'teams';
  const user = `sekretaris.${1 + random.below(3)}`;
  const day = (ahead: number) => new Date(world.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const wish = { user, position: 'Hendra Gunawan', start: day(0), end: day(2 + random.below(33)) };
  return begun(
    stage,
    { account: 'tono.wijaya', platform, what: `tono.wijaya maps ${user} until ${wish.end} in ${platform}` },
    (person) => addMapping(person, wish),
  );
};
