import { randomUUID } from 'node:crypto';
import { codeField } from '../../../authenticators/authenticators.ts';
import { idOf } from '../../../chat/action.ts';
import type { Codes } from '../../../chat/codes.ts';
import { doneWith, passed } from '../../../chat/done.ts';
import type { Form, FormId, FormResult } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import { type Acted, type Offering, perform, permitted } from '../../../records/act.ts';
import { subjectOf, visible } from '../../../records/kind.ts';
import { wasDone } from '../../../records/once.ts';
import { signerCard } from '../cards/signer.ts';
import type { DeskDeps } from '../deps.ts';
import type { Signer } from '../model.ts';
import { signers } from '../signer.ts';
import { generate, issuing, type Proved, revoke, revoking } from './acts.ts';
import { issuingAuthority } from './authority.ts';

/** An act of one's own that a fresh code proves (G-4): what it is called, and what it does with the code. */
interface Proof {
  form: FormId;
  offered: Pick<Offering<Signer>, 'title' | 'ends' | 'whyNot'>;
  text: TextKey;
  submit: TextKey;
  done: TextKey;
  act(ctx: Context, submission: { id: number; key: string; given: Proved }): Promise<Acted<Signer>>;
}

/** Both acts that are proved so, by their verbs. */
export const proofs = (deps: DeskDeps): Record<'generate' | 'revoke', Proof> => ({
  generate: {
    form: 'sign.generate',
    offered: generate,
    text: 'sign.generate.text',
    submit: 'sign.generate.submit',
    done: 'sign.done.issued',
    async act(ctx, { given, ...submission }) {
      const authority = await issuingAuthority(deps, ctx.now);
      return perform(deps, signers, issuing(deps), ctx, { ...submission, given: { ...given, authority } });
    },
  },
  revoke: {
    form: 'sign.revoke',
    offered: revoke,
    text: 'sign.revoke.text',
    submit: 'sign.revoke.submit',
    done: 'sign.done.revoked',
    act: (ctx, submission) => perform(deps, signers, revoking(deps), ctx, submission),
  },
});

/** Asks for a code, after a first look at the right to use it (I-3). */
export async function codeForm(
  ctx: Context,
  { db, authenticators }: Pick<DeskDeps, 'db' | 'authenticators'>,
  { form, offered, text, submit }: Proof,
  id: number,
): Promise<Form> {
  const signer = await permitted(db, signers, offered, ctx, await signers.seen(db, ctx, id));
  const { t } = ctx;
  const says = t.message({ key: text });
  return {
    id: form,
    title: t.message({ key: offered.title }),
    state: [String(signer.id), randomUUID()],
    ...(offered.ends ? { ends: says } : {}),
    submit: t.message({ key: submit }),
    close: t('form.cancel'),
    fields: [
      ...(offered.ends ? [] : [{ type: 'show' as const, part: { type: 'text' as const, text: says } }]),
      authenticators.field(t),
    ],
  };
}

/** Does it once for one form. A form that comes again is told what it has done, and its code is not looked at any more. */
export async function submitCode(
  ctx: Context,
  deps: DeskDeps,
  { offered, done, act }: Proof,
  [id = '', key = '']: string[],
  codes: Codes,
): Promise<FormResult> {
  const { db, authenticators } = deps;
  const signer = await visible(db, signers, ctx, idOf(id));
  if (!(await wasDone(db, subjectOf(signers, signer.id), key))) {
    await permitted(db, signers, offered, ctx, signer);
    const code = await authenticators.check(ctx, codes.of(codeField));
    const acted = await act(ctx, { id: signer.id, key, given: { reason: null, code } });
    if (acted.type === 'passed') return passed(ctx.t, acted.why);
  }
  const now = await visible(db, signers, ctx, signer.id);
  return doneWith(ctx.t, ctx.t.message({ key: done }), await signerCard(ctx, deps, now));
}
