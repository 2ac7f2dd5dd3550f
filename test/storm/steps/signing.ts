import type { ChatPerson, Platform } from '@satu-pintu/playground/people';
import { codeOf } from '../../support/authenticators.ts';
import { drawnPng, keyIn, pageOf } from '../../support/signature-steps.ts';
import { words } from '../../support/user-id-steps.ts';
import { Visitor } from '../../support/visitor.ts';
import { type Deed, personOf, send, within } from '../acting.ts';
import { publicUrl, type World } from '../world.ts';
import type { Done, StepKind } from './step.ts';

const signers = ['joko.prasetyo', 'eko.saputra'];

interface Standing {
  isEnrolled: boolean;
  isIssued: boolean;
}

/** Somebody enrols for signatures; later they have a certificate issued or revoked by a code, and try the same code once more (G-2 to G-6). */
export const sign: StepKind = async ({ world, random, phones }) => {
  const account = random.one(signers) ?? '';
  const platform: Platform = random.chance(0.5) ? 'slack' : 'teams';
  const [standing] = await world.query<Standing>(
    `SELECT s.enrolled_at IS NOT NULL AS "isEnrolled",
       EXISTS (SELECT FROM certificate c WHERE c.signer_id = s.id AND c.revoked_at IS NULL AND c.not_after > $2) AS "isIssued"
     FROM signer s JOIN person p ON p.id = s.person_id WHERE split_part(p.email, '@', 1) = $1`,
    [account, new Date(world.now())],
  );
  const secret = phones.get(account);
  const person = personOf(world, account, platform);
  await person.closeModals();
  try {
    if (!standing?.isEnrolled || secret === undefined) {
      phones.set(account, await within('enrolment', enrol(world, person)));
      return { says: `${account} enrols for signatures in ${platform}`, deeds: [] };
    }
    const code = await codeOf(secret, new Date(world.now()));
    const repeats = random.chance(0.4);
    const acting = { account, platform, person, code };
    if (repeats) await world.doors[platform].repeatNext(2, 'submission');
    const first = await withCode(acting, standing.isIssued ? 'revoke' : 'certificate');
    if (first.answer !== 'done') return said([first]);
    const again = await withCode(acting, standing.isIssued ? 'certificate' : 'revoke');
    return said([first, { ...again, mayNot: true }]);
  } catch (error) {
    return {
      says: `${account} would sign in ${platform}: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
      deeds: [],
    };
  } finally {
    await person.closeModals();
  }
};

const said = (deeds: Deed[]): Done => ({
  says: deeds.map(({ what, answer, told }) => `${what}: ${answer} (${told.slice(0, 60)})`).join('; then '),
  deeds,
});

const titles = { certificate: words('sign.generate.title'), revoke: words('sign.revoke.title') };

interface Acting {
  account: string;
  platform: Platform;
  person: ChatPerson;
  code: string;
}

async function withCode(
  { account, platform, person, code }: Acting,
  act: keyof typeof titles,
): Promise<Deed> {
  const what = `${account} asks for /sign ${act} by a code in ${platform}`;
  await person.command(`/sign ${act}`);
  const form = await within('the form', person.modal(titles[act]));
  await form.type(words('code.label'), code);
  const deed = await send({ account, platform, what, form });
  await person.closeModals();
  return deed;
}

/** Through the form and both one-time pages; answers the secret that their phone has now. */
async function enrol(world: World, person: ChatPerson): Promise<string> {
  const guest = new Visitor(world.replicas[0]?.url ?? '', 'id', publicUrl);
  const page = async (label: RegExp) => new URL(await pageOf(person, label), publicUrl).pathname;
  await person.command('/sign enrol');
  await person.click(words('sign.button.details'));
  const form = await person.modal(words('sign.button.details'));
  await form.type(words('sign.field.phone'), '0812-3456-7890');
  await form.choose(words('sign.field.method'), words('sign.method.authenticator'));
  await form.submit();
  await person.closeModals();
  await person.click(words('sign.button.initial'));
  const drawing = await page(words('sign.page.open.initial'));
  await guest.upload(drawing, { name: 'initial', file: 'paraf.png', content: drawnPng() });
  await person.click(words('sign.button.proceed'));
  const verify = await page(words('sign.page.open.authenticator'));
  const { text } = await guest.get(verify);
  const secret = keyIn(text);
  const csrf = /name="csrf" value="([^"]*)"/.exec(text)?.[1] ?? '';
  const code = await codeOf(secret, new Date(world.now()));
  const verified = await guest.post(verify, new URLSearchParams({ csrf, code }));
  if (verified.status !== 200) throw new Error(`the first code was answered ${verified.status}`);
  return secret;
}
