import type { Actor, Context, Place, Surface } from '../core/context.ts';
import { Deadline, DeadlinePassed } from '../core/deadline.ts';
import { FieldErrors, messageOf, newReference, Refusal, traceOf } from '../core/errors.ts';
import { givenLine, givenText } from '../core/given.ts';
import type { Log } from '../core/log.ts';
import { readAnyNumber, readLeadingNumber } from '../core/numbers.ts';
import { Crowded, createShares } from '../core/shares.ts';
import type { Message, Translate } from '../core/texts/index.ts';
import { decodeAction, encodeAction } from './action.ts';
import type { Card, Choice, Part } from './card.ts';
import { emptyFields, requireDrawable, withWarnings } from './choosable.ts';
import type { Codes } from './codes.ts';
import { door, unknownCard, verbOf } from './commands.ts';
import type { Desk, Reply } from './desk.ts';
import { orDetour } from './detour.ts';
import { becomes, passed } from './done.ts';
import {
  type FileRef,
  type Form,
  type FormResult,
  formOfCard,
  givenFile,
  givenValues,
  type Values,
} from './form.ts';
import type { ChatProfile } from './messenger.ts';
import { shortcutsOf, useShortcut } from './shortcuts.ts';
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
  /** The language of the client at this moment, where the delivery names it. */
  locale?: string;
}

/** Files that somebody may choose from in a form, where a platform's forms cannot take files themselves. */
export interface OfferedFiles {
  /** The one-time page where more are given. */
  uploadUrl: string;
  files: OfferedFile[];
}

export interface OfferedFile extends FileRef {
  /** When it was given, in this person's words: files are often called alike. */
  givenAt: string;
}

/** Files, or how the platform is asked for them: only once it is known that they may concern us. */
export type GivenFiles = FileRef[] | (() => Promise<FileRef[]>);

/** What somebody writes to the bot: below one of its messages, or anywhere in their conversation with it. */
export interface WrittenReply {
  /** The message that it stands below. */
  under?: { channel: string; message: string };
  text: string;
  files: GivenFiles;
  /** The platform's own name for it. */
  source: string;
}

/** A card, and to whom it is shown. */
export type Shown = Omit<Extract<Reply, { type: 'card' }>, 'type' | 'trail'>;

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

/** A delivery that came a second time, or with which there is nothing to show. */
export interface Nothing {
  type: 'nothing';
}

export type Answer = (Reply | Nothing | Problem) & Spoken;

export interface Router {
  command(caller: Caller, name: string, text: string): Promise<Answer>;
  action(caller: Caller, encoded: string, press?: Press): Promise<Answer>;
  /** The newest card of a trail, as it is now. */
  again(caller: Caller, trail: Trail): Promise<Answer>;
  submit(
    caller: Caller,
    formId: string,
    state: string[],
    values: Values,
    codes: Codes,
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
  typed(caller: Caller, text: string): Promise<Answer>;
  /** A posted card as this person, at this moment, is to see it; null when there is nothing to show them. */
  refreshed(caller: Caller, key: string): Promise<Answer>;
  /** What this person has given lately and not used yet, and where to give more. */
  /** @param maxBytes of each, where that is not the limit of all other forms */
  offered(caller: Caller, maxBytes?: number): Promise<(OfferedFiles | Problem) & Spoken>;
  /**
   * Files that were sent to the bot or dropped in a channel. `keep`: those that are no spreadsheets are kept for this
   * person's next form, since the platform's forms cannot take files themselves.
   */
  files(caller: Caller, files: GivenFiles, keep: boolean): Promise<Answer>;
  /**
   * A reply to one of our messages, or a message that begins with a record's number, as what its writer says of that record. Null where
   * it is none: then it is whatever it would be else, and nothing has been done with it.
   */
  written(caller: Caller, reply: WrittenReply): Promise<Answer | null>;
  /** A shortcut that somebody has used on a message, by its whole name, with the files of that. */
  shortcut(caller: Caller, name: string, files: () => Promise<FileRef[]>): Promise<Answer>;
  /** The app has come to this person: what could not reach them is tried again. */
  arrived(caller: Caller): Promise<Answer>;
  /** Resolves when nothing is under way any more. */
  quiet(): Promise<void>;
}

export interface RouterDeps {
  desks: readonly Desk[];
  /** Links the account and loads the person behind it; a Refusal says who to ask. */
  recognise(caller: Caller): Promise<Context>;
  /** True the first time a delivery is seen, over all replicas. */
  takeDelivery(key: string): Promise<boolean>;
  /** The overview of everything that waits for this person and everything they may do. */
  overview(ctx: Context): Promise<Card>;
  /** What offers this person the language that they do not read; nothing from the second time on (I-8). */
  offerLanguage(ctx: Context): Promise<Part[]>;
  /** Notes that this account has its Home open, so that it is kept up to date. */
  homeOpened(caller: Caller, now: Date): Promise<void>;
  postedCard(ctx: Context, key: string): Promise<Card | null>;
  offeredFiles(ctx: Context, maxBytes?: number): Promise<OfferedFiles>;
  takeFiles(ctx: Context, files: GivenFiles, keep: boolean): Promise<Shown | null>;
  /** Answers what became of it; null where it is said of no record of theirs. */
  takeWritten(ctx: Context, reply: WrittenReply): Promise<string | null>;
  /** The app has come to this account, again or for the first time. */
  reached(caller: Caller): Promise<void>;
  /** Names of the people who can give somebody standing (I-1). */
  whoToAsk(): Promise<string>;
  /** Names of those who can help somebody whom this stops; empty where it says enough itself. */
  whoCanHelp(stopping: Message, actor: Actor | null): Promise<string>;
  isStalled(error: unknown): boolean;
  /** Whether somebody else came first, in a way that no desk has words of its own for. */
  isLostRace(error: unknown): boolean;
  /** What a client sent names something that is not there, or that nothing can be called. */
  isOfNobody(error: unknown): boolean;
  /** For what has to be said before we know to whom. */
  anyone: Translate;
  log: Log;
  /** Instead of `clickDeadlineMs`. */
  deadlineMs?: number;
}

/** Platforms give a click 3 s; we answer before, whatever happens. */
export const clickDeadlineMs = 2400;

/**
 * Of one account so much is done at the same time: the database has ten places for all clicks. A chat client asks for a dozen
 * cards anew when somebody looks, so that many may wait.
 */
const perAccount = { atOnce: Number.POSITIVE_INFINITY, each: 3, waiting: 5000, waitingEach: 60 };
/** While somebody types, only what they typed last is of any use. */
const perTypist = { ...perAccount, each: 1, waitingEach: 1, newestFirst: true };

/** Leads what happens on a platform to the desk it belongs to, and every outcome back in words. */
export function createRouter(deps: RouterDeps): Router {
  const { log } = deps;
  const deadlineMs = deps.deadlineMs ?? clickDeadlineMs;
  // By the words that come from outside: a map has none of the names that every object has.
  const all = <T>(of: (desk: Desk) => Record<string, T>) =>
    new Map(
      deps.desks.flatMap((desk) =>
        Object.entries(of(desk)).map(([name, one]): [string, T] => [`${desk.id}.${name}`, one]),
      ),
    );
  const actions = all((desk) => desk.actions);
  const forms = all((desk) => desk.forms);
  const commands = new Map(deps.desks.flatMap(({ commands = {} }) => Object.entries(commands)));
  const records = new Map<string, (ctx: Context, number: string) => Promise<Reply>>(
    deps.desks.flatMap(({ records = {} }) => Object.entries(records)),
  );
  const shortcuts = shortcutsOf(deps.desks);
  const underWay = new Set<Promise<void>>();
  const turn = createShares(perAccount);
  const typing = createShares(perTypist);

  const formHandler = (formId: string) => forms.get(formId);

  async function requireStanding(ctx: Context, guarded: { open?: boolean }): Promise<void> {
    if (guarded.open || ctx.actor.registered) return;
    throw new Refusal({
      key: 'error.noStanding',
      args: { email: ctx.actor.email, admins: await deps.whoToAsk() },
    });
  }

  async function isFirst({ delivery }: Caller): Promise<boolean> {
    return delivery === null || deps.takeDelivery(delivery);
  }

  /** Runs the work for a recognised person, in time, and turns whatever is thrown into words. */
  async function answered<T extends object>(
    caller: Caller,
    what: string,
    work: (ctx: Context) => Promise<T>,
  ): Promise<(T | Problem) & Spoken> {
    let t = deps.anyone;
    const deadline = new Deadline(deadlineMs);
    const act = async (): Promise<T | Problem> => {
      let actor: Actor | null = null;
      try {
        const ctx = await deps.recognise(caller);
        ({ t, actor } = ctx);
        return await work(ctx);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { type: 'problem', text: await worded(error.reason, t, actor) };
      }
    };
    // What nobody waits for any more ends, or does not begin: whoever was told so presses again.
    const outcome = turn(accountOf(caller), () => deadline.during(act));
    const ended = outcome.then(
      () => {},
      () => {},
    );
    underWay.add(ended);
    ended.then(() => underWay.delete(ended));
    try {
      return Object.assign(await deadline.awaited(outcome), { t });
    } catch (error) {
      // Past the deadline the work still fails; it is heard here, or it would end the process.
      outcome.catch((late) => log.debug({ what, error: messageOf(late) }, 'ended after its deadline'));
      return { ...problemOf(error, t, what), t };
    }
  }

  /** What stops somebody, and who can help. */
  async function worded(stopping: Message, t: Translate, actor: Actor | null): Promise<string> {
    const says = t.message(stopping);
    const names = await deps.whoCanHelp(stopping, actor).catch((error) => {
      log.warn({ error: messageOf(error) }, 'who can help could not be found out');
      return '';
    });
    return names ? `${says} ${t('error.whoCanHelp', { names })}` : says;
  }

  /** A form opens where everything that has to be chosen can be; otherwise it is said who can mend that. */
  async function opening(ctx: Context, reply: Reply): Promise<Reply> {
    if (reply.type !== 'form') return reply;
    const handler = formHandler(reply.form.id);
    requireDrawable(reply.form, handler);
    const [empty] = await emptyFields(ctx, reply.form, handler);
    if (empty) throw new Refusal(empty.why);
    return reply;
  }

  function problemOf(error: unknown, t: Translate, what: string): Problem {
    if (error instanceof Crowded) {
      log.info({ what }, 'answered that too much was asked for at once');
      return { type: 'problem', text: t('error.crowded') };
    }
    if (error instanceof DeadlinePassed || deps.isStalled(error)) {
      log.warn({ what, error: messageOf(error) }, 'answered that the database is slow');
      return { type: 'problem', text: t('error.stalled') };
    }
    if (deps.isLostRace(error)) {
      log.warn({ what, error: traceOf(error) }, 'answered that somebody else was faster');
      return { type: 'problem', text: t('error.faster') };
    }
    if (deps.isOfNobody(error)) {
      log.warn({ what, error: messageOf(error) }, 'answered what names nothing that is there');
      return { type: 'problem', text: t('error.oldCard') };
    }
    const reference = newReference();
    log.error({ what, reference, error: traceOf(error) }, 'unexpected error');
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

  /** What the words behind a command's name, or a record's number, lead to. */
  async function meant(ctx: Context, name: string, typed: string): Promise<Reply> {
    const found = commands.get(name);
    const verb = found && verbOf(found, typed);
    if (verb) return opening(ctx, await verb.run(ctx, verb.rest));
    const record = readAnyNumber(records.keys(), typed);
    const open = record && records.get(record.prefix);
    if (open) return open(ctx, record.number);
    return { type: 'card', card: await unknownCard(ctx, commands, name, typed) };
  }

  /** Above the first card that answers somebody alone stands what offers them the other language, in its words. */
  async function withOffer(ctx: Context, card: Card): Promise<Card> {
    const offer = await deps.offerLanguage(ctx);
    return offer.length > 0 ? { ...card, parts: [...offer, ...card.parts] } : card;
  }

  const led = (work: Promise<Reply>) => orDetour(work, (card): Reply => ({ type: 'card', card }));

  const run = (caller: Caller, name: string, text: string, before: Trail) =>
    answered<Reply | Nothing>(caller, `/${name}`, async (ctx) => {
      const found = commands.get(name);
      if (found) await requireStanding(ctx, found);
      if (!(await isFirst(caller))) return { type: 'nothing' };
      const given = givenText(text);
      const reply = await led(meant(ctx, name, given));
      const offering = reply.type === 'card' ? { ...reply, card: await withOffer(ctx, reply.card) } : reply;
      return onTrail(ctx, offering, commandStep(name, given), before);
    });

  const press = (caller: Caller, encoded: string, { chosen, trail = [] }: Press) =>
    // The action's arguments are what somebody searched for, perhaps: nothing for a log.
    answered<Reply | Nothing>(caller, encoded.split(':')[0] ?? '', async (ctx) => {
      const action = decodeAction(encoded);
      const handler = action && actions.get(action.name);
      if (!handler) throw new Refusal({ key: 'error.oldCard' });
      await requireStanding(ctx, handler);
      if (!(await isFirst(caller))) return { type: 'nothing' };
      const args = action.args.map(givenLine);
      const reply = await led(handler.run(ctx, args, chosen && givenLine(chosen)));
      return onTrail(ctx, await opening(ctx, reply), encoded, trail);
    });

  const again: Router['again'] = (caller, [step = '', ...before]) => {
    const asking = { ...caller, delivery: null };
    return step.startsWith('/') ? typed(asking, step, before) : press(asking, step, { trail: before });
  };

  /** What somebody sees who may see it at all, once for each delivery. */
  const shown = (caller: Caller, what: string, work: (ctx: Context) => Promise<Shown | null>) =>
    answered<Reply | Nothing>(caller, what, async (ctx) => {
      if (!(await isFirst(caller))) return { type: 'nothing' };
      const found = await work(ctx);
      return found ? { type: 'card', ...found } : { type: 'nothing' };
    });

  /** Everything of this person at a glance, where there is no Home to look at. */
  async function glance(caller: Caller, before: Trail = [], look = deps.overview): Promise<Answer> {
    const reply = await shown(caller, 'inbox', async (ctx) => ({
      card: await withOffer(ctx, await look(ctx)),
    }));
    return reply.type === 'card' ? { ...reply, trail: extended(before, commandStep('inbox', '')) } : reply;
  }

  function typed(caller: Caller, text: string, before: Trail) {
    const words = givenLine(text).replace(/^\//, '').split(' ');
    // The door's name may stand before everything.
    if (words[0]?.toLowerCase() === door && words.length > 1) words.shift();
    const [first = ''] = words.map((word) => word.toLowerCase());
    if (first === 'inbox' && words.length === 1) return glance(caller, before);
    return first !== door && commands.has(first)
      ? run(caller, first, words.slice(1).join(' '), before)
      : run(caller, door, first === door ? '' : words.join(' '), before);
  }

  return {
    command: (caller, name, text) => run(caller, name, text, []),
    typed: (caller, text) => typed(caller, text, []),
    again,

    refreshed: (caller, key) =>
      answered<Reply | Nothing>(caller, `refresh ${key}`, async (ctx) => {
        const card = await deps.postedCard(ctx, key);
        return card ? { type: 'card', card } : { type: 'nothing' };
      }),

    offered: (caller, maxBytes) =>
      answered(caller, 'offered files', (ctx) => deps.offeredFiles(ctx, maxBytes)),
    files: (caller, files, keep) =>
      shown(caller, 'files', (ctx) => deps.takeFiles(ctx, namedCleanly(files), keep)),
    async written(caller, reply) {
      const { under, text, files } = reply;
      if (!under && !readLeadingNumber(records.keys(), text)?.rest && isEmpty(files)) return null;
      let isTaken = true;
      const answer = await answered<Reply | Nothing>(caller, 'written', async (ctx) => {
        const given = { ...reply, text: givenText(text), files: namedCleanly(files) };
        const said = await deps.takeWritten(ctx, given);
        isTaken = said !== null;
        // Nothing is taken twice; nor is that said twice.
        const once = { ...caller, delivery: caller.delivery && `${caller.delivery} written` };
        return said !== null && (await isFirst(once)) ? { type: 'text', text: said } : { type: 'nothing' };
      });
      return isTaken ? answer : null;
    },
    shortcut: (caller, name, files) =>
      answered<Reply | Nothing>(caller, name, async (ctx) => {
        const shortcut = shortcuts.get(name);
        if (!shortcut) throw new Refusal({ key: 'error.oldCard' });
        await requireStanding(ctx, {});
        if (!(await isFirst(caller))) return { type: 'nothing' };
        const given = (await files()).map(givenFile);
        return opening(ctx, await led(useShortcut(ctx, shortcut, given)));
      }),
    arrived: (caller) =>
      glance(caller, [], async (ctx) => {
        await deps.reached(caller);
        return deps.overview(ctx);
      }),

    action(caller, encoded, pressed = {}) {
      const { trail = [] } = pressed;
      if (encoded === encodeAction(againAction)) return again(caller, trail);
      if (encoded === encodeAction(backAction)) return again(caller, trail.slice(1));
      return press(caller, encoded, pressed);
    },

    submit: (caller, formId, state, values, codes) =>
      answered<FormResult>(caller, formId, async (ctx) => {
        const handler = formHandler(formId);
        if (!handler?.submit) throw new Refusal({ key: 'error.oldCard' });
        await requireStanding(ctx, handler);
        try {
          const work = handler.submit(ctx, state.map(givenLine), givenValues(values), codes);
          const result = await orDetour(work, (card) => becomes(ctx.t, card));
          if ('form' in result) requireDrawable(result.form, formHandler(result.form.id));
          return result;
        } catch (error) {
          // Whoever is the slower hears so alike, whether their form was read before the other's act or after it.
          if (error instanceof Refusal && error.reason.overtaken) return passed(ctx.t, error.reason);
          if (!(error instanceof FieldErrors)) throw error;
          const errors = Object.entries(error.fields).map(async ([field, message]) => [
            field,
            await worded(message, ctx.t, ctx.actor),
          ]);
          return { type: 'errors', errors: Object.fromEntries(await Promise.all(errors)) };
        }
      }),

    redraw: (caller, formId, state, values, changed) =>
      answered<{ type: 'form'; form: Form }>(caller, formId, async (ctx) => {
        const handler = formHandler(formId);
        if (!handler?.redraw) throw new Refusal({ key: 'error.oldCard' });
        await requireStanding(ctx, handler);
        const work = handler.redraw(ctx, state.map(givenLine), givenValues(values), changed);
        const form = await orDetour(work, (card) => formOfCard(card, ctx.t('form.close')));
        const empty = await emptyFields(ctx, form, handler);
        const warned = await withWarnings(form, empty, (why) => worded(why, ctx.t, ctx.actor));
        return { type: 'form', form: warned };
      }),

    async search(caller, formId, field, query, values) {
      const look = () =>
        answered(caller, `${formId} ${field}`, async (ctx) => {
          const handler = formHandler(formId);
          if (!handler?.search) return [];
          await requireStanding(ctx, handler);
          return handler.search(ctx, field, givenLine(query), givenValues(values));
        });
      const found = await typing(accountOf(caller), look).catch((error) => {
        if (!(error instanceof Crowded)) throw error;
        return { type: 'passed' };
      });
      return 'type' in found ? [] : found;
    },

    async quiet() {
      while (underWay.size > 0) await Promise.all(underWay);
    },

    home: (caller) =>
      answered(caller, 'home', async (ctx) => {
        await deps.homeOpened(caller, ctx.now);
        return withOffer(ctx, await deps.overview(ctx));
      }),
  };
}

/** Whose share of what is done at once it is. */
function accountOf({ surface, tenant, externalId }: Caller): string {
  return `${surface} ${tenant} ${externalId}`;
}

const isEmpty = (files: GivenFiles): boolean => Array.isArray(files) && files.length === 0;

function namedCleanly(files: GivenFiles): GivenFiles {
  return typeof files === 'function' ? async () => (await files()).map(givenFile) : files.map(givenFile);
}
