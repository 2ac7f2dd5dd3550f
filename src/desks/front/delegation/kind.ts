import { type Context, hasRole } from '../../../core/context.ts';
import { msg } from '../../../core/texts/index.ts';
import { type Kind, usualWords } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { type Delegation, daysOf, loadDelegation, standingOf } from './store.ts';

declare module '../../../core/names.ts' {
  interface Jobs extends Named<'delegation', 'announce', OfEntry> {}
}

const seen: Kind<Delegation>['seen'] = async (db, { actor }, id) => {
  const one = await loadDelegation(db, id);
  const isSeen = one && ([one.principal.id, one.substitute.id].includes(actor.id) || hasRole(actor, 'ADMIN'));
  return isSeen ? one : null;
};

/** What it says of itself wherever it is shown. */
export const factsOf = (ctx: Context, one: Delegation) => [
  { label: ctx.t('delegation.principal'), value: one.principal.name },
  { label: ctx.t('delegation.substitute'), value: one.substitute.name },
  { label: ctx.t('delegation.days'), value: daysOf(ctx, one) },
];

/** Who stands in for whom (I-6): the two of it and ADMINs see it. */
export const delegations: Required<
  Omit<Kind<Delegation>, 'within' | 'faster' | 'asked' | 'names' | 'removed'>
> & {
  names(one: Delegation): { principal: string; substitute: string };
} = {
  name: 'delegation',
  state: standingOf,
  noted: ({ principal, substitute, from, to }) => ({
    principalId: principal.id,
    substituteId: substitute.id,
    from,
    to,
  }),
  announced: ({ id }) => ({
    name: 'delegation.announce',
    queue: `announce delegation:${id}`,
  }),
  seen,
  whole: seen,
  ...usualWords,
  passed: () => overtaken(msg('delegation.refuse.ended')),
  shown: (ctx, one) => [{ type: 'facts', facts: factsOf(ctx, one) }],
  names: ({ principal, substitute }) => ({
    principal: principal.name,
    substitute: substitute.name,
  }),
};
