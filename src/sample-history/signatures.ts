import { setTimeout as sleep } from 'node:timers/promises';
import { packages } from '../core/packages.ts';
import { drawnInitial } from './drawing.ts';
import { fileOf, Guest } from './guest.ts';
import { paper } from './paper.ts';
import { numberIn, opened, type Said, type Somebody, sent, words } from './people.ts';

const stepMs = 30_000;
/** For so long a code that is just shown still counts, however slow everything is. */
const leftMs = 8_000;

/** Somebody's phone with an authenticator: shows the time of this machine, and each of its codes works once. */
export class Phone {
  #secret = '';
  #lastStep = 0;

  pair(secret: string): void {
    this.#secret = secret;
  }

  /** The next code that counts: that of the step before, of this one, or of the next. */
  async code(): Promise<string> {
    const step = Math.max(this.#lastStep + 1, Math.floor((Date.now() + leftMs) / stepMs) - 1);
    this.#lastStep = step;
    const early = (step - 1) * stepMs - Date.now();
    if (early > 0) await sleep(early);
    return (await packages.otp()).generate({ secret: this.#secret, epoch: (step * stepMs) / 1000 });
  }
}

/** Enrols somebody with their phone and has their certificate issued. */
export async function enrol(
  person: Somebody,
  phone: Phone,
  number: string,
  initial: Parameters<typeof drawnInitial>[0],
): Promise<void> {
  await person.command('/sign enrol');
  const details = words('sign.button.details');
  const form = await opened(person, () => person.click(words('sign.button.details')), details);
  await form.type(words('sign.field.phone'), number);
  await sent(form);
  await person.closeModals();

  const guest = new Guest(person.language);
  const drawing = await guest.open(
    await addressBehind(person, words('sign.button.initial'), words('sign.page.open.initial')),
  );
  await drawing.send({ initial: fileOf('paraf.png', drawnInitial(initial)) });
  const pairing = await guest.open(
    await addressBehind(person, words('sign.button.proceed'), words('sign.page.open.authenticator')),
  );
  const [, key = ''] = /<code class="key">([A-Z2-7 ]+)<\/code>/.exec(pairing.text) ?? [];
  phone.pair(key.replaceAll(' ', ''));
  await pairing.send({ code: await phone.code() });

  const title = words('sign.generate.title');
  const certificate = await opened(person, () => person.command('/sign certificate'), title);
  await certificate.type(words('code.label'), await phone.code());
  await sent(certificate);
  await person.closeModals();
}

/** The one-time page that the card behind a button leads to. */
async function addressBehind(person: Somebody, button: RegExp, open: RegExp): Promise<string> {
  await person.click(button);
  const { opens } = await person.click(open);
  if (!opens) throw new Error('No page was opened.');
  await person.closeModals();
  return opens;
}

/** Asks for signatures on a document, one's own among them or not; answers its number. */
export async function askToSign(
  person: Somebody,
  { file, heading, lines }: { file: string; heading: string; lines: readonly string[] },
  other: string,
  { me, note }: { me: boolean; note: Said },
): Promise<string> {
  const form = await opened(person, () => person.command('/sign pdf'), words('sign.pdf.title'));
  await form.upload(words('sign.field.document'), paper(file, heading, lines));
  if (!me) await form.choose(words('sign.field.me'), words('sign.me.no'));
  const signer = words('sign.field.other', { n: 1 });
  await form.search(signer, other);
  await form.pick(signer, new RegExp(`^${other}`));
  await form.type(words('sign.field.note'), person.says(note));
  const number = await numberIn(await sent(form), 'SIG');
  await person.closeModals();
  return number;
}

export async function sign(person: Somebody, phone: Phone, number: string): Promise<void> {
  const open = () => person.click(words('sign.button.sign'), { in: number });
  const form = await opened(person, open, words('sign.sign.title'));
  await form.type(words('code.label'), await phone.code());
  await sent(form);
  await person.closeModals();
}

export async function decline(person: Somebody, number: string, reason: Said): Promise<void> {
  const open = () => person.click(words('sign.button.decline'), { in: number });
  const form = await opened(person, open, words('sign.decline.title'));
  await form.type(words('sign.field.reason'), person.says(reason));
  await sent(form);
  await person.closeModals();
}
