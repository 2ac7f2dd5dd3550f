import type { Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Kind, Told } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import type { Waits } from '../../../records/waits.ts';
import { nameLeft } from '../../../retention/emptied.ts';
import { askedOf, statusOf } from '../cards/facts.ts';
import { maxReason } from '../forms/check.ts';
import { announced, type UserDetail, type UserState, userSubject } from '../model.ts';
import { maySee, type Standing } from '../rules.ts';
import { loadUser, loadUserDetail, standingOf } from '../store.ts';
import { kinds, userAtKppn } from '../waiting.ts';

/** A registration, with what whoever looks at it is at this desk. */
export type Seen<User> = User & { standing: Standing };

/** A row as an entry of the log tells of it: its number comes with the commit. */
export type Logged = Pick<UserState, 'id' | 'satker' | 'name' | 'status'>;

/** How registrations are logged and told of. */
export const logged: Told<Logged> = {
  name: 'satker',
  state: ({ status }) => status,
  noted: ({ satker, name }) => ({ satkerId: satker.id, name }),
  announced: ({ id }) => announced(userSubject(id)),
};

/** The registrations of the list of users (S-2). */
export const registrations: Kind<Seen<UserState>, Seen<UserDetail>> & Waits<UserState> = {
  ...logged,
  table: 'satker_user',
  load: loadUser,
  seen: async (db, ctx, id) => seen(ctx, await loadUser(db, id), await standingOf(db, ctx.actor)),
  whole: async (db, ctx, id) => seen(ctx, await loadUserDetail(db, id), await standingOf(db, ctx.actor)),
  unknown: msg('satker.refuse.unknown'),
  passed: ({ number }) => overtaken(msg('satker.refuse.passed', { number })),
  faster: ({ number }, { action, actor: name }) =>
    action === 'satker.approved' || action === 'satker.rejected'
      ? msg('satker.refuse.decidedBy', { number, name })
      : null,
  shown: (ctx, user) => [factsInShort(ctx, user)],
  asked: askedOf,
  names: namesOf,
  maxReason,
  title: (ctx, user) => ctx.t('satker.card.title', { number: user.number, name: nameLeft(ctx, user) }),
  asker: ({ requesterId }) => requesterId,
  waits: userAtKppn,
  root: kinds.user.root,
  named: kinds.user.named,
};

/** What the words of acts on a registration name. */
function namesOf({ number, name, satker }: UserState): Record<string, string> {
  return { number, name, satker: satker.name };
}

function seen<User extends UserState>(
  { actor }: Context,
  user: User | null,
  standing: Standing,
): Seen<User> | null {
  return user && maySee(actor, standing, user) ? { ...user, standing } : null;
}

function factsInShort(ctx: Context, user: UserDetail): Part {
  const { t } = ctx;
  return {
    type: 'facts',
    facts: [
      { label: t('satker.field.satker'), value: user.satker.name },
      { label: t('satker.field.name'), value: user.name },
      { label: t('list.status'), value: statusOf(ctx, user.status).text },
      { label: t('satker.field.letterNumber'), value: user.letterNumber },
    ],
  };
}
