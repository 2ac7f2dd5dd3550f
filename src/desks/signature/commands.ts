import { cardReply, formReply } from '../../chat/answers.ts';
import type { OfferedWord, Reply, Verb } from '../../chat/desk.ts';
import type { WordOf } from '../../core/commands.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { readNumber } from '../../core/numbers.ts';
import { msg } from '../../core/texts/index.ts';
import { visible } from '../../records/kind.ts';
import { personCard, signerCard } from './cards/signer.ts';
import { signingCard } from './cards/signing.ts';
import type { DeskDeps } from './deps.ts';
import { pdfForm } from './documents/ask.ts';
import { signings } from './documents/kind.ts';
import { signingIdOf } from './documents/store.ts';
import { verifyForm } from './documents/verify.ts';
import { startEnrolment } from './enrolment/start.ts';
import { provedForms } from './forms.ts';
import { askNewPhone } from './new-phone/ask.ts';
import { signerOfAddress, signerOfPerson } from './store.ts';

declare module '../../core/commands.ts' {
  interface Commands {
    sign: keyof ReturnType<typeof verbsOf>;
  }
}

/** `/sign`: where somebody stands and what comes next; `enrol`, `certificate`, `revoke`, `lost`. */
export function verbsOf(deps: DeskDeps) {
  const proof = async (ctx: Context, verb: 'generate' | 'revoke'): Promise<Reply> => {
    const signer = await signerOfPerson(deps.db, ctx.actor.id);
    if (!signer) throw new Refusal(msg('sign.refuse.notEnrolled'));
    return formReply(provedForms(deps).open(ctx, verb, signer.id));
  };
  return {
    '': (ctx) => status(ctx, deps),
    enrol: (ctx) => enrol(ctx, deps),
    certificate: (ctx) => proof(ctx, 'generate'),
    revoke: (ctx, rest) => (rest ? ofSomebody(ctx, deps, rest) : proof(ctx, 'revoke')),
    pdf: (ctx) => formReply(pdfForm(ctx, deps.maxPdfBytes)),
    verify: (ctx) => formReply(verifyForm(ctx, deps)),
    show: (ctx, rest) => openSigning(ctx, deps, readNumber('SIG', rest)),
    lost: (ctx) => formReply(askNewPhone(deps).form(ctx)),
  } satisfies Record<string, Verb>;
}

/** Where somebody stands; in place of a card that began an enrolment, no more than where that one is to be found. */
export async function status(ctx: Context, deps: DeskDeps, isBegun = false): Promise<Reply> {
  const signer = await signerOfPerson(deps.db, ctx.actor.id);
  if (isBegun && signer && !signer.enrolledAt) return { type: 'text', text: ctx.t('sign.enrol.begun') };
  return cardReply(signerCard(ctx, deps, signer));
}

/** Whoever is enrolled already sees where they stand, with what comes next and what is to be done about a lost phone. */
export async function enrol(ctx: Context, deps: DeskDeps): Promise<Reply> {
  const signer = await signerOfPerson(deps.db, ctx.actor.id);
  if (signer?.enrolledAt) return status(ctx, deps);
  await startEnrolment(ctx, deps);
  return { type: 'text', text: ctx.t('sign.enrol.begun') };
}

/** A signing by its number. */
export async function openSigning(ctx: Context, deps: DeskDeps, number: string | null): Promise<Reply> {
  if (!number) throw new Refusal(msg('sign.command.number'));
  const signing = await visible(deps.db, signings, ctx, await signingIdOf(deps.db, number));
  return cardReply(signingCard(ctx, signing, deps.db));
}

/** Somebody's certificate, for ADMINs (G-6). */
async function ofSomebody(ctx: Context, deps: DeskDeps, address: string): Promise<Reply> {
  if (!hasRole(ctx.actor, 'ADMIN')) throw new Refusal(msg('error.adminOnly'));
  const signer = await signerOfAddress(deps.db, address);
  if (!signer) throw new Refusal(msg('sign.refuse.nobody', { email: address }));
  return cardReply(personCard(ctx, signer));
}

export function offeredWords({ actor }: Pick<Context, 'actor'>): OfferedWord<WordOf<'sign'>>[] {
  if (!actor.registered) return [];
  return [
    { verb: '', says: 'sign.word.status' },
    { verb: 'enrol', says: 'sign.word.enrol' },
    { verb: 'certificate', says: 'sign.word.certificate' },
    { verb: 'pdf', says: 'sign.word.pdf' },
    { verb: 'verify', says: 'sign.word.verify' },
    { verb: 'show', rest: 'SIG-…', says: 'sign.word.show' },
    { verb: 'revoke', says: 'sign.word.revoke' },
    { verb: 'lost', says: 'sign.word.lost' },
    ...(hasRole(actor, 'ADMIN')
      ? [{ verb: 'revoke', rest: '<e-mail>', says: 'sign.word.revokeOther' } as const]
      : []),
  ];
}
