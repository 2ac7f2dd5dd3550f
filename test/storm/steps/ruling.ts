import type { Platform } from '@satu-pintu/playground/people';
import { grantRole, withdrawRole, words } from '../../support/user-id-steps.ts';
import { type Deed, type Prepared, personOf, send, within } from '../acting.ts';
import { roles as roleOf, waitedFor } from '../invariants/decisions.ts';
import type { Snapshot } from '../snapshot.ts';
import { leaveDecisionOpen } from './pressing.ts';
import type { Stage, StepKind } from './step.ts';

const roles = Object.values(roleOf);

/** The roles of the stages that something is still to come to: whoever gains or loses one of these matters soon. */
const ahead = ({ requests, plans }: Snapshot): string[] =>
  requests.flatMap(({ id, status }) => {
    const stages = plans.flatMap(({ requestId, stage }) => (requestId === id ? [stage] : []));
    const at = stages.indexOf(status);
    return at < 0 ? [] : stages.slice(at + 1).flatMap((stage) => roleOf[stage] ?? []);
  });

/**
 * An ADMIN withdraws a role from somebody, or grants it; gladly from whoever has just filled in a decision that they need it for, and who
 * sends it next, as somebody does who has not heard of that.
 */
export const ruleOverRoles: StepKind = async (stage) => {
  const { world, before, random } = stage;
  const admin = personOf(world, 'tono.wijaya', random.chance(0.5) ? 'slack' : 'teams');
  const inUse = random.chance(0.4) ? await decisionLeftOpen(stage) : undefined;
  const role =
    inUse?.role ?? random.one(random.chance(0.8) ? ahead(before) : roles) ?? random.one(roles) ?? '';
  const holders = before.rights.grants.filter((grant) => grant.role === role).map(({ personId }) => personId);
  const grants = !inUse && (holders.length === 0 || (holders.length < 3 && random.chance(0.5)));
  const candidates = before.people.filter(
    ({ id, email }) =>
      email.endsWith('@nusantara.example') &&
      id <= 12 &&
      holders.includes(id) !== grants &&
      (!inUse || email.startsWith(`${inUse.open.account}@`)),
  );
  const person = random.one(candidates);
  if (!person) return null;
  const name =
    (await world.query<{ name: string }>('SELECT name FROM person WHERE id = $1', [person.id]))[0]?.name ??
    '';
  const says = `${inUse ? `${inUse.open.what}, and meanwhile ` : ''}an ADMIN ${grants ? 'grants' : 'withdraws'} ${role} ${grants ? 'to' : 'from'} ${name}`;
  await admin.closeModals();
  const work = grants ? grantRole(admin, name, role) : withdrawRole(admin, name, role, 'Mutasi');
  const failure = await within('the role', work).then(
    () => '',
    (error: unknown) => `: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
  );
  await admin.closeModals();
  if (inUse && !failure) inUse.open.isNext = true;
  return { says: `${says}${failure}`, deeds: [] };
};

/** A decision on a request that somebody fills in and does not send, and the role that they need for it. */
async function decisionLeftOpen(stage: Stage): Promise<{ open: Prepared; role: string } | undefined> {
  const { requests, people, rights } = stage.before;
  const roleFor = (account: string, subject: string): string | undefined => {
    const status = requests.find(({ id }) => subject === `user-id:${id}`)?.status ?? '';
    const person = people.find(({ email }) => email.startsWith(`${account}@`));
    return rights.grants.find((grant) => grant.personId === person?.id && grant.role === roleOf[status])
      ?.role;
  };
  const left = await leaveDecisionOpen(stage, (account, subject) => roleFor(account, subject) !== undefined);
  const role = left && roleFor(left.open.account, left.subject);
  return left && role !== undefined ? { open: left.open, role } : undefined;
}

const deciders = [
  'bima.santoso',
  'dewi.lestari',
  'agus.pranoto',
  'eko.saputra',
  'sari.utami',
  'hendra.gunawan',
];

/** Somebody names who stands in for them for some days, or ends it. Whoever stands in has to have been in a chat. */
export const standIn: StepKind = async ({ world, before, random }) => {
  const waitedFors = waitedFor(before).map(({ email }) => email.split('@')[0] ?? '');
  const account = random.one(random.chance(0.8) ? waitedFors : deciders) ?? random.one(deciders) ?? '';
  const platform: Platform = random.chance(0.5) ? 'slack' : 'teams';
  const others = await world.query<{ name: string }>(
    `SELECT name FROM person p WHERE split_part(email, '@', 1) <> $1 AND EXISTS (SELECT FROM chat_identity c WHERE c.person_id = p.id)
     ORDER BY id`,
    [account],
  );
  const substitute = random.one(others)?.name;
  if (substitute === undefined) return null;
  const days = random.below(4);
  const person = personOf(world, account, platform);
  const ends = random.chance(0.35);
  const what = `${account} ${ends ? 'ends that somebody stands in' : `has ${substitute} stand in for ${days + 1} days`}`;
  const deed: Deed = { account, platform, what, answer: 'shown', told: '' };
  try {
    await person.closeModals();
    await person.command('/pintu delegate');
    const label = ends ? words('delegation.end.button') : words('delegation.name');
    if (!(await shows(person, label))) return { says: `${what}: nothing to end`, deeds: [] };
    await within('the button', person.click(label));
    const form = await within('the form', person.modal(ends ? words('delegation.end.title') : label));
    if (!ends) {
      await form.search(words('delegation.substitute'), substitute);
      await form.pick(words('delegation.substitute'), new RegExp(`^${substitute}`));
      await form.date(
        words('delegation.to'),
        new Date(world.now() + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10),
      );
    }
    const sent = await send({ account, platform, what, form });
    await person.closeModals();
    return { says: `${what}: ${sent.answer} (${sent.told.slice(0, 80)})`, deeds: [sent] };
  } catch (error) {
    await person.closeModals();
    return {
      says: `${what}: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
      deeds: [deed],
    };
  }
};

/** Whether what is in front of somebody, or was said to them last, has such a button; waits until something is said. */
async function shows(person: ReturnType<typeof personOf>, label: RegExp): Promise<boolean> {
  await within('an answer', person.sees(/(gantikan|pengganti|substitut|stands in|stand in)/i));
  const buttons = await person.buttons(/(gantikan|pengganti|substitut|stands in|stand in)/i);
  return buttons.some((each) => label.test(each));
}
