import { hasRole } from '../../../core/context.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Act, Means } from '../../../records/act.ts';
import { type ActForms, actForms } from '../../../records/form.ts';
import { delegations } from './kind.ts';
import type { Delegation } from './store.ts';

declare module '../../../core/names.ts' {
  interface Actions extends Named<'pintu', 'end-delegation'> {}
  interface Forms extends Named<'pintu', 'delegation'> {}
}

/** Ends it, before it has begun or after: whoever is stood in for, whoever stands in, and ADMINs (I-6). */
export const end: Act<Delegation> = {
  opens: 'pintu.end-delegation',
  title: 'delegation.end.title',
  button: 'delegation.end.button',
  text: 'delegation.end.text',
  ends: true,
  submit: 'delegation.end.submit',
  reason: { label: 'record.withdraw.reason', required: false },
  whyNot(one, { actor }) {
    const isTheirs = [one.principal.id, one.substitute.id].includes(actor.id) || hasRole(actor, 'ADMIN');
    if (!isTheirs) return delegations.unknown;
    return one.endedAt ? delegations.passed(one) : null;
  },
  async write(tx, { actor, now }, { id }) {
    const ended = await tx.query(
      'UPDATE delegation SET ended_at = $2, ended_by_id = $3 WHERE id = $1 AND ended_at IS NULL RETURNING id',
      [id, now, actor.id],
    );
    return ended.length > 0 ? { action: 'delegation.ended', to: 'ENDED' } : null;
  },
  done: ({ t }, one) => ({ text: t('delegation.end.done', delegations.names(one)), tone: 'neutral' }),
};

export const endForms = (means: Means): ActForms => actForms(means, 'pintu.delegation', delegations, [end]);

/** Said of what names no delegation of somebody's. */
export const nothingToEnd = msg('delegation.refuse.nothingToEnd');
