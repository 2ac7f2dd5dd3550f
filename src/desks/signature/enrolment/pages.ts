import { action } from '../../../chat/action.ts';
import type { Card } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Message } from '../../../core/texts/index.ts';
import { createLink } from '../../../web/links.ts';
import type { DeskDeps } from '../deps.ts';
import type { Signer } from '../model.ts';
import { whyNotDraw, whyNotProceed } from '../rules.ts';
import { beginSigner } from '../signer.ts';

/** A page stays open for so long; whoever is late presses once more. */
const pageMs = 30 * 60_000;

type PageName = 'initial' | 'authenticator';

const rules: Record<PageName, (actor: Context['actor'], signer: Signer) => Message | null> = {
  initial: whyNotDraw,
  authenticator: whyNotProceed,
};

/** A button to the one-time page where an initial is drawn (G-2), or an authenticator is given its secret (G-3). */
export async function pageCard(
  ctx: Context,
  { db, publicUrl }: Pick<DeskDeps, 'db' | 'publicUrl'>,
  name: PageName,
): Promise<Card> {
  const { t, actor, now } = ctx;
  const signer = await beginSigner(db, ctx);
  const why = rules[name](actor, signer);
  if (why) throw new Refusal(why);
  const subject = { signerId: signer.id, personId: actor.id };
  const token = await createLink(db, { purpose: name, subject, now, validMs: pageMs });
  return {
    title: t(`sign.page.title.${name}`),
    parts: [{ type: 'text', text: t(`sign.page.text.${name}`) }],
    buttons: [
      {
        label: t(`sign.page.open.${name}`),
        style: 'primary',
        does: { url: `${publicUrl}/portal/${name}/${token}` },
      },
    ],
    again: action('sign.status'),
  };
}
