import type { Context, Place, Surface } from '../core/context.ts';
import { FieldErrors, messageOf, newReference, Refusal } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Translate } from '../core/texts/index.ts';
import { decodeAction, encodeAction } from './action.ts';
import type { Card, Choice } from './card.ts';
import type { Desk, Reply } from './desk.ts';
import type { FileRef, Form, FormResult, Values } from './form.ts';
import type { ChatProfile } from './messenger.ts';
import { againAction, backAction, commandStep, extended, stepTo, type Trail } from './trail.ts';

/** Somebody at a platform's door, before we know who it is. */
export interface Caller {
  surface: Surface;
  tenant: string;
  externalId: string;
  /** Asks the platform who this is; called only for an account that is not linked yet. */
  profile(): Promise<ChatProfile>;
  /**
   * The platform's own name for this very delivery: a second one with the same name is answered with nothing. Null
   * where the answer itself is all that there is to be seen, and each copy must have it: whatever a button does can be
   * done twice without harm, since people press twice.
   */
  delivery: string | null;
  /** The direct conversation with this account, when the delivery shows it. */
  direct?: string;
  /** The conversation in which this was done, where the delivery shows it. */
  place?: Place;
}

/** Files that somebody may choose from in a form, where a platform's forms cannot take files themselves. */
export interface OfferedFiles {
  /** The one-time page where more are given. */
  uploadUrl: string;
  files: FileRef[];
}

/** Files, or how the platform is asked for them: only once it is known that they may concern us. */
export type GivenFiles = FileRef[] | (() => Promise<FileRef[]>);

/** What went wrong, in the person's language. Nothing has changed. */
export interface Problem {
  type: 'problem';
  text: string;
}

/** A press, besides its action: what was chosen in a menu, and how the card came to be shown that has the button. */
export interface Press {
  chosen?: string;
  trail?: Trail;
}

/** The person's language, for what the platform's side has to add in words of its own. */
export interface Spoken {
  t: Translate;
}

export interface Router {
  command(caller: Caller, name: string, text: string): Promise<(Reply | Problem) & Spoken>;
  action(caller: Caller, encoded: string, press?: Press): Promise<(Reply | Problem) & Spoken>;
  /** The newest card of a trail, as it is now. */
  again(caller: Caller, trail: Trail): Promise<(Reply | Problem) & Spoken>;
  submit(
    caller: Caller,
    formId: string,
    state: string[],
    values: Values,
  ): Promise<(FormResult | Problem) & Spoken>;
  redraw(
    caller: Caller,
    formId: string,
    state: string[],
    values: Values,
    changed: string,
  ): Promise<({ type: 'form'; form: Form } | Problem) & Spoken>;
  search(caller: Caller, formId: string, field: string, query: string, values: Values): Promise<Choice[]>;
  home(caller: Caller): Promise<Card | Problem>;
  /** A command as people type it in a message: `userid list`, `pintu people`, `people`; the slash may be there. */
  typed(caller: Caller, text: string): Promise<(Reply | Problem) & Spoken>;
  /** A posted card as this person, at this moment, is to see it; null when there is nothing to show them. */
  refreshed(caller: Caller, key: string): Promise<(Reply | Problem) & Spoken>;
  /** What this person has given lately and not used yet, and where to give more. */
  offered(caller: Caller): Promise<(OfferedFiles | Problem) & Spoken>;
  /**
   * Files that were sent to the bot or dropped in a channel. `keep`: those that are no spreadsheets are kept for this
   * person's next form, since the platform's forms cannot take files themselves.
   */
  files(caller: Caller, files: GivenFiles, keep: boolean): Promise<(Reply | Problem) & Spoken>;
  /** The app has come to this person: what could not reach them is tried again. */
  arrived(caller: Caller): Promise<(Reply | Problem) & Spoken>;
  /** Resolves when nothing is under way any more. */
  quiet(): Promise<void>;
}

export interface RouterParts {
  desks: readonly Desk[];
  /** Links the account and loads the person behind it; a Refusal says who to ask. */
  recognise(caller: Caller): Promise<Context>;
  /** True the first time a delivery is seen, over all replicas. */
  takeDelivery(key: string): Promise<boolean>;
  /** The overview of everything that waits for this person and everything they may do. */
  overview(ctx: Context): Promise<Card>;
  /** Notes that this account has its Home open, so that it is kept up to date. */
  homeOpened(caller: Caller, now: Date): Promise<void>;
  postedCard(ctx: Context, key: string): Promise<Card | null>;
  offeredFiles(ctx: Context): Promise<OfferedFiles>;
  takeFiles(ctx: Context, files: GivenFiles, keep: boolean): Promise<Card | null>;
  /** The app has come to this account, again or for the first time. */
  reached(caller: Caller): Promise<void>;
  /** Names of the people who can give somebody standing (I-1). */
  whoToAsk(): Promise<string>;
  isStalled(error: unknown): boolean;
  /** For what has to be said before we know to whom. */
  anyone: Translate;
  log: Log;
  /** Platforms give a click 3 s; we answer before, whatever happens. */
  deadlineMs?: number;
}

/** Leads what happens on a platform to the desk it belongs to, and every outcome back in words. */
export function createRouter(parts: RouterParts): Router {
  const { log } = parts;
  const deadlineMs = parts.deadlineMs ?? 2400;
  const desks = new Map(parts.desks.map((desk) => [desk.id, desk]));
  const commands = new Map(parts.desks.flatMap((desk) => Object.entries(desk.commands)));
  const underWay = new Set<Promise<void>>();

  function formHandler(formId: string) {
    const [deskId = '', name = ''] = formId.split('.');
    return desks.get(deskId)?.forms[name];
  }

  async function requireStanding(ctx: Context, guarded: { open?: boolean }): Promise<void> {
    if (guarded.open || ctx.actor.registered) return;
    throw new Refusal({
      key: 'error.noStanding',
      args: { email: ctx.actor.email, admins: await parts.whoToAsk() },
    });
  }

  async function isFirst({ delivery }: Caller): Promise<boolean> {
    return delivery === null || parts.takeDelivery(delivery);
  }

  /** Runs the work for a recognised person, in time, and turns whatever is thrown into words. */
  async function answered<T extends object>(
    caller: Caller,
    what: string,
    work: (ctx: Context) => Promise<T>,
  ): Promise<(T | Problem) & Spoken> {
    let t = parts.anyone;
    const outcome = (async () => {
      const ctx = await parts.recognise(caller);
      t = ctx.t;
      return work(ctx);
    })();
    const ended = outcome.then(
      () => {},
      () => {},
    );
    underWay.add(ended);
    ended.then(() => underWay.delete(ended));
    try {
      return Object.assign(await within(deadlineMs, outcome), { t });
    } catch (error) {
      // Past the deadline the work may still fail; it is heard here, or it would end the process.
      outcome.catch((late) => log.debug({ what, error: messageOf(late) }, 'ended after its deadline'));
      return { ...problemOf(error, t, what), t };
    }
  }

  function problemOf(error: unknown, t: Translate, what: string): Problem {
    if (error instanceof Refusal) return { type: 'problem', text: t.message(error.reason) };
    if (error instanceof DeadlinePassed || parts.isStalled(error)) {
      log.warn({ what, error: messageOf(error) }, 'answered that the database is slow');
      return { type: 'problem', text: t('error.stalled') };
    }
    const reference = newReference();
    log.error(
      { what, reference, error: error instanceof Error ? error.stack : String(error) },
      'unexpected error',
    );
    return { type: 'problem', text: t('error.unexpected', { reference }) };
  }

  /** A private card knows how it came to be shown, and leads back to the card whose place it took. */
  function onTrail({ t }: Context, reply: Reply, done: string, before: Trail): Reply {
    if (reply.type !== 'card') return reply;
    const { card } = reply;
    const trail = extended(before, stepTo(card, done));
    const back = { label: t('form.back'), does: { action: backAction } };
    return {
      ...reply,
      trail,
      card: trail.length > 1 ? { ...card, buttons: [...card.buttons, back] } : card,
    };
  }

  const run = (caller: Caller, name: string, text: string, before: Trail) =>
    answered<Reply>(caller, `/${name}`, async (ctx) => {
      const found = commands.get(name);
      if (!found) throw new Refusal({ key: 'error.unknownCommand' });
      await requireStanding(ctx, found);
      if (!(await isFirst(caller))) return { type: 'nothing' };
      return onTrail(ctx, await found.run(ctx, text.trim()), commandStep(name, text), before);
    });

  const press = (caller: Caller, encoded: string, { chosen, trail = [] }: Press) =>
    // The action's arguments are what somebody searched for, perhaps: nothing for a log.
    answered<Reply>(caller, encoded.split(':')[0] ?? '', async (ctx) => {
      const action = decodeAction(encoded);
      const handler = action && desks.get(action.desk)?.actions[action.verb];
      if (!handler) throw new Refusal({ key: 'error.oldCard' });
      await requireStanding(ctx, handler);
      if (!(await isFirst(caller))) return { type: 'nothing' };
      return onTrail(ctx, await handler.run(ctx, action.args, chosen), encoded, trail);
    });

  const again: Router['again'] = (caller, [step = '', ...before]) => {
    const asking = { ...caller, delivery: null };
    return step.startsWith('/') ? typed(asking, step, before) : press(asking, step, { trail: before });
  };

  /** What somebody sees who may see it at all, once for each delivery. */
  const shown = (caller: Caller, what: string, work: (ctx: Context) => Promise<Card | null>) =>
    answered<Reply>(caller, what, async (ctx) => {
      if (!(await isFirst(caller))) return { type: 'nothing' };
      const card = await work(ctx);
      return card ? { type: 'card', card } : { type: 'nothing' };
    });

  /** Everything of this person at a glance, where there is no Home to look at. */
  async function glance(caller: Caller, before: Trail = []): Promise<(Reply | Problem) & Spoken> {
    const reply = await shown(caller, 'inbox', parts.overview);
    return reply.type === 'card' ? { ...reply, trail: extended(before, commandStep('inbox', '')) } : reply;
  }

  function typed(caller: Caller, text: string, before: Trail) {
    const words = text.trim().replace(/^\//, '').split(/\s+/);
    const [first = '', second] = words.map((word) => word.toLowerCase());
    const rest = words.slice(1).join(' ');
    if (first === 'pintu' && commands.has(second ?? ''))
      return run(caller, second ?? '', words.slice(2).join(' '), before);
    if (/^(pintu )?inbox$/i.test(words.join(' '))) return glance(caller, before);
    if (commands.has(first)) return run(caller, first, rest, before);
    // A greeting, or anything else that nobody has learnt: what can be done here is the answer.
    const meant = words.join(' ');
    return run(caller, 'pintu', commands.get('pintu')?.understands?.(meant) ? meant : '', before);
  }

  return {
    command: (caller, name, text) => run(caller, name, text, []),
    typed: (caller, text) => typed(caller, text, []),
    again,

    refreshed: (caller, key) =>
      answered<Reply>(caller, `refresh ${key}`, async (ctx) => {
        const card = await parts.postedCard(ctx, key);
        return card ? { type: 'card', card } : { type: 'nothing' };
      }),

    offered: (caller) => answered(caller, 'offered files', parts.offeredFiles),
    files: (caller, files, keep) => shown(caller, 'files', (ctx) => parts.takeFiles(ctx, files, keep)),
    arrived: (caller) =>
      shown(caller, 'arrived', async (ctx) => {
        await parts.reached(caller);
        return parts.overview(ctx);
      }),

    action(caller, encoded, pressed = {}) {
      const { trail = [] } = pressed;
      if (encoded === encodeAction(againAction)) return again(caller, trail);
      if (encoded === encodeAction(backAction)) return again(caller, trail.slice(1));
      return press(caller, encoded, pressed);
    },

    submit: (caller, formId, state, values) =>
      answered<FormResult>(caller, formId, async (ctx) => {
        const handler = formHandler(formId);
        if (!handler?.submit) throw new Refusal({ key: 'error.oldCard' });
        await requireStanding(ctx, handler);
        try {
          return await handler.submit(ctx, state, values);
        } catch (error) {
          if (!(error instanceof FieldErrors)) throw error;
          const errors = Object.entries(error.fields).map(([field, message]) => [
            field,
            ctx.t.message(message),
          ]);
          return { type: 'errors', errors: Object.fromEntries(errors) };
        }
      }),

    redraw: (caller, formId, state, values, changed) =>
      answered<{ type: 'form'; form: Form }>(caller, formId, async (ctx) => {
        const handler = formHandler(formId);
        if (!handler?.redraw) throw new Refusal({ key: 'error.oldCard' });
        await requireStanding(ctx, handler);
        return { type: 'form', form: await handler.redraw(ctx, state, values, changed) };
      }),

    async search(caller, formId, field, query, values) {
      const found = await answered(caller, `${formId} ${field}`, async (ctx) => {
        const handler = formHandler(formId);
        if (!handler?.search) return [];
        await requireStanding(ctx, handler);
        return handler.search(ctx, field, query, values);
      });
      return 'type' in found ? [] : found;
    },

    async quiet() {
      while (underWay.size > 0) await Promise.all(underWay);
    },

    home: (caller) =>
      answered(caller, 'home', async (ctx) => {
        await parts.homeOpened(caller, ctx.now);
        return parts.overview(ctx);
      }),
  };
}

class DeadlinePassed extends Error {
  override name = 'DeadlinePassed';
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(`not done within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
