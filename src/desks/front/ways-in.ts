import { idOf } from '../../chat/action.ts';
import type { ActionHandler, FormHandler } from '../../chat/desk.ts';
import { doneWith } from '../../chat/done.ts';
import { type Frame, linesOf, type Values, withKey } from '../../chat/form.ts';
import { byName } from '../../core/by-name.ts';
import type { Context } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { confirmReturn, freeAddress } from '../../people/claims.ts';
import { requireAdmin } from '../../people/grants.ts';
import { personCalled } from '../../people/register.ts';
import { endWayIn, requireWayIn } from '../../people/ways-in.ts';
import { onceSent, type Sending } from '../../records/once.ts';
import { linkName, type PeopleDeps, personCard } from './person-card.ts';

declare module '../../core/names.ts' {
  interface Actions {
    'pintu.end-link': true;
    'pintu.end-account': true;
    'pintu.confirm-person': true;
    'pintu.release-address': true;
  }
  interface Forms extends Named<'pintu', 'end-link' | 'end-account' | 'confirm-person' | 'release-address'> {}
}

/** What an ADMIN does about how somebody comes in: a form that asks why, and what it then does. */
interface Act {
  /** The form, when it may be done at all. */
  form(ctx: Context, id: number): Promise<Pick<Frame, 'title' | 'ends' | 'fields'>>;
  /** Does it. */
  run(ctx: Context, sending: Sending<Told>, id: number, reason: string): Promise<Told>;
}

/** Whose it was, and what is said of it. */
interface Told {
  personId: number;
  told: string;
}

const verbs = ['end-link', 'end-account', 'confirm-person', 'release-address'] as const;
type WayInVerb = (typeof verbs)[number];

function actsOf(db: Database): Record<WayInVerb, Act> {
  const ending = (kind: 'link' | 'account'): Act => ({
    async form({ t }, id) {
      const { person: name, platform, called } = await requireWayIn(db, kind, id);
      return platform
        ? {
            title: t('people.endLink.title'),
            ends: t('people.endLink.ends', {
              platform: t(`doctor.${platform}`),
              account: called,
              name,
            }),
            fields: [],
          }
        : {
            title: t('people.endAccount.title'),
            ends: t('people.endAccount.ends', { userId: called, name }),
            fields: [],
          };
    },
    async run(ctx, { saying }, id, reason) {
      const { t } = ctx;
      const { personId, person: name, platform, called } = await requireWayIn(db, kind, id);
      const what = platform ? linkName(t, platform, called) : t('people.userId', { userId: called });
      const told = { personId, told: t('people.ended', { called: what, name }) };
      await endWayIn(saying(told), ctx, kind, id, reason);
      return told;
    },
  });
  const named = async (id: number) => {
    const person = await personCalled(db, id);
    if (!person) throw new Refusal(msg('people.error.gone'));
    return person;
  };
  return {
    'end-link': ending('link'),
    'end-account': ending('account'),
    'confirm-person': {
      async form({ t }, id) {
        const text = t('people.confirm.text', await named(id));
        return {
          title: t('people.confirm.title'),
          fields: [{ type: 'show', part: { type: 'text', text } }],
        };
      },
      async run(ctx, { saying }, id, reason) {
        const told = { personId: id, told: ctx.t('people.confirmed', { name: (await named(id)).name }) };
        await confirmReturn(saying(told), ctx, id, reason);
        return told;
      },
    },
    'release-address': {
      async form({ t }, id) {
        return {
          title: t('people.release.title'),
          ends: t('people.release.ends', await named(id)),
          fields: [],
        };
      },
      async run(ctx, { saying }, id, reason) {
        const told = { personId: id, told: ctx.t('people.released', { name: (await named(id)).name }) };
        await freeAddress(saying(told), ctx, id, reason);
        return told;
      },
    },
  };
}

export function waysInActions(db: Database): Record<WayInVerb, ActionHandler> {
  const acts = actsOf(db);
  return byName(verbs, (verb) => ({
    async run(ctx, [given]) {
      requireAdmin(ctx);
      const id = idOf(given);
      const { fields, ...form } = await acts[verb].form(ctx, id);
      return {
        type: 'form',
        form: {
          id: `pintu.${verb}`,
          ...form,
          state: withKey((key) => [String(id), key]),
          submit: ctx.t('claim.submit'),
          close: ctx.t('form.cancel'),
          fields: [
            ...fields,
            {
              type: 'text',
              name: 'reason',
              label: ctx.t('people.reason'),
              multiline: true,
              maxLength: 500,
            },
          ],
        },
      };
    },
  }));
}

export function waysInForms(deps: PeopleDeps): Record<WayInVerb, FormHandler> {
  const submit =
    (verb: WayInVerb, act: Act) =>
    async (ctx: Context, [id, key = '']: string[], values: Values) => {
      const reason = linesOf(values, 'reason');
      if (!reason) throw new FieldErrors({ reason: msg('people.error.reason') });
      const { personId, told } = await onceSent<Told>(
        deps.db,
        ctx,
        { form: `pintu.${verb}`, key },
        (sending) => act.run(ctx, sending, idOf(id), reason),
      );
      return doneWith(ctx.t, told, await personCard(ctx, deps, personId));
    };
  const acts = actsOf(deps.db);
  return byName(verbs, (verb) => ({ submit: submit(verb, acts[verb]) }));
}
