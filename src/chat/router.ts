import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import { givenLine, givenText } from '../core/given.ts';
import { readAnyNumber, readLeadingNumber } from '../core/numbers.ts';
import { decodeAction, encodeAction } from './action.ts';
import {
  type Answering,
  type AnsweringDeps,
  type Caller,
  createAnswering,
  type Problem,
  type Slow,
  type Spoken,
} from './answering.ts';
import type { Card, ListItem, Part } from './card.ts';
import { emptyFields, requireDrawable } from './choosable.ts';
import { door, unknownCard, verbOf } from './commands.ts';
import type { Desk, Reply } from './desk.ts';
import { orDetour } from './detour.ts';
import { type FileRef, type FilesWanted, givenFile } from './form.ts';
import { type FormAnswers, formAnswers } from './form-answers.ts';
import { ownPath } from './own-links.ts';
import { shortcutsOf, useShortcut } from './shortcuts.ts';
import { againAction, backAction, commandStep, extended, stepTo, type Trail } from './trail.ts';

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

/** A press, besides its action: what was chosen in a menu, and how the card came to be shown that has the button. */
export interface Press {
  chosen?: string;
  trail?: Trail;
}

/** A chat account, as its platform knows it. */
export interface Account {
  platform: string;
  tenant: string;
  externalId: string;
}

/** A delivery that came a second time, or with which there is nothing to show. */
export interface Nothing {
  type: 'nothing';
}

export type Answer = (Reply | Nothing | Problem) & Spoken;

export interface Router extends FormAnswers, Pick<Answering, 'quiet'> {
  command(caller: Caller, name: string, text: string): Promise<Answer>;
  action(caller: Caller, encoded: string, press?: Press): Promise<Answer>;
  /** The newest card of a trail, as it is now. */
  again(caller: Caller, trail: Trail): Promise<Answer>;
  home(caller: Caller): Promise<Card | Problem>;
  /** A command as people type it in a message: `userid list`, `pintu people`, `people`; the slash may be there. */
  typed(caller: Caller, text: string): Promise<Answer>;
  /** Whether these words are a command as `typed` reads them, or a record's number. */
  isCommand(text: string): boolean;
  /** A posted card as this person, at this moment, is to see it; null when there is nothing to show them. */
  refreshed(caller: Caller, key: string): Promise<Answer>;
  /** What this person has given lately and not used yet, and where to give more. */
  /** @param wanted by the field that they are for */
  offered(caller: Caller, wanted?: FilesWanted): Promise<(OfferedFiles | Problem) & Spoken>;
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
  /** What is shown below links to our pages, by the addresses as they were written. */
  linked(addresses: readonly string[]): Map<string, ListItem>;
  /** The platform says of an account, without anybody's doing here, that it is gone by now or a guest's. */
  accountChanged(account: Account): Promise<void>;
}

export interface RouterDeps extends AnsweringDeps {
  desks: readonly Desk[];
  /** Where people reach us. */
  publicUrl: string;
  /** True the first time a delivery is seen, over all replicas. */
  takeDelivery(ctx: Context, key: string): Promise<boolean>;
  /** The overview of everything that waits for this person and everything they may do. */
  overview(ctx: Context): Promise<Card>;
  /** What offers this person the language that they do not read; nothing from the second time on (I-8). */
  offerLanguage(ctx: Context): Promise<Part[]>;
  /** Notes that this account has its Home open, so that it is kept up to date. */
  homeOpened(ctx: Context, caller: Caller): Promise<void>;
  postedCard(ctx: Context, key: string): Promise<Card | null>;
  offeredFiles(ctx: Context, wanted?: FilesWanted): Promise<OfferedFiles>;
  takeFiles(ctx: Context, files: GivenFiles, keep: boolean): Promise<Shown | null>;
  /** Answers what became of it; null where it is said of no record of theirs. */
  takeWritten(ctx: Context, reply: WrittenReply): Promise<string | null>;
  /** The app has come to them, again or for the first time. */
  reached(ctx: Context): Promise<void>;
  /** Has it found out what has become of an account, where it is somebody's. */
  accountChanged(account: Account): Promise<void>;
  /** Names of the people who can give somebody standing (I-1). */
  whoToAsk(): Promise<string>;
}

/** Leads what happens on a platform to the desk it belongs to, and every outcome back in words. */
export function createRouter(deps: RouterDeps): Router {
  const answering = createAnswering(deps);
  const { answered } = answering;
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

  async function requireStanding(ctx: Context, guarded: { open?: boolean }): Promise<void> {
    if (guarded.open || ctx.actor.registered) return;
    throw new Refusal({
      key: 'error.noStanding',
      args: { email: ctx.actor.email, admins: await deps.whoToAsk() },
    });
  }

  async function isFirst(ctx: Context, { delivery }: Caller): Promise<boolean> {
    return delivery === null || deps.takeDelivery(ctx, delivery);
  }

  /** A form opens where everything that has to be chosen can be; otherwise it is said who can mend that. */
  async function opening(ctx: Context, reply: Reply): Promise<Reply> {
    if (reply.type !== 'form') return reply;
    const handler = forms.get(reply.form.id);
    requireDrawable(reply.form, handler);
    const [empty] = await emptyFields(ctx, reply.form, handler);
    if (empty) throw new Refusal(empty.why);
    return reply;
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
    if (verb) {
      await requireStanding(ctx, verb);
      return opening(ctx, await verb.run(ctx, verb.rest));
    }
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
      if (!(await isFirst(ctx, caller))) return { type: 'nothing' };
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
      if (!(await isFirst(ctx, caller))) return { type: 'nothing' };
      const args = action.args.map(givenLine);
      const reply = await led(handler.run(ctx, args, chosen && givenLine(chosen)));
      return onTrail(ctx, await opening(ctx, reply), encoded, trail);
    });

  const again: Router['again'] = (caller, [step = '', ...before]) => {
    const asking = { ...caller, delivery: null };
    return step.startsWith('/') ? typed(asking, step, before) : press(asking, step, { trail: before });
  };

  /** What somebody sees who may see it at all, once for each delivery. */
  const shown = (caller: Caller, what: string, work: (ctx: Context) => Promise<Shown | null>, slow?: Slow) =>
    answered<Reply | Nothing>(
      caller,
      what,
      async (ctx) => {
        if (!(await isFirst(ctx, caller))) return { type: 'nothing' };
        const found = await work(ctx);
        return found ? { type: 'card', ...found } : { type: 'nothing' };
      },
      slow,
    );

  /** Everything of this person at a glance, where there is no Home to look at. */
  async function glance(caller: Caller, before: Trail = [], look = deps.overview): Promise<Answer> {
    const reply = await shown(caller, 'inbox', async (ctx) => ({
      card: await withOffer(ctx, await look(ctx)),
    }));
    return reply.type === 'card' ? { ...reply, trail: extended(before, commandStep('inbox', '')) } : reply;
  }

  /** The command that words name, and what stands behind its name. */
  function lineOf(text: string): { name: string; rest: string } {
    const words = givenLine(text)
      // As texts name it.
      .replace(/^[“"”](.*)[“"”]$/, '$1')
      .replace(/^\//, '')
      .split(' ');
    // The door's name may stand before everything.
    if (words[0]?.toLowerCase() === door && words.length > 1) words.shift();
    const [first = ''] = words.map((word) => word.toLowerCase());
    return first !== door && commands.has(first)
      ? { name: first, rest: words.slice(1).join(' ') }
      : { name: door, rest: first === door ? '' : words.join(' ') };
  }

  function typed(caller: Caller, text: string, before: Trail) {
    const { name, rest } = lineOf(text);
    if (name === door && rest.toLowerCase() === 'inbox') return glance(caller, before);
    return run(caller, name, rest, before);
  }

  function isCommand(text: string): boolean {
    const { name, rest } = lineOf(text);
    const found = commands.get(name);
    if (text.trim() === '' || !found) return false;
    return verbOf(found, rest) !== null || readAnyNumber(records.keys(), rest) !== null;
  }

  return {
    ...formAnswers(answering, forms, requireStanding),
    quiet: answering.quiet,
    accountChanged: deps.accountChanged,
    linked: (addresses) =>
      new Map(
        addresses.flatMap((address): [string, ListItem][] => {
          const path = ownPath(deps.publicUrl, address);
          const found = path && deps.desks.map((desk) => desk.linked?.(path, deps.anyone)).find(Boolean);
          return found ? [[address, found]] : [];
        }),
      ),
    command: (caller, name, text) => run(caller, name, text, []),
    typed: (caller, text) => typed(caller, text, []),
    isCommand,
    again,

    refreshed: (caller, key) =>
      answered<Reply | Nothing>(caller, `refresh ${key}`, async (ctx) => {
        const card = await deps.postedCard(ctx, key);
        return card ? { type: 'card', card } : { type: 'nothing' };
      }),

    offered: (caller, wanted) => answered(caller, 'offered files', (ctx) => deps.offeredFiles(ctx, wanted)),
    files: (caller, files, keep) =>
      shown(caller, 'files', (ctx) => deps.takeFiles(ctx, namedCleanly(files), keep), 'error.stalledSent'),
    async written(caller, reply) {
      const { under, text, files } = reply;
      if (!under && !readLeadingNumber(records.keys(), text)?.rest && isEmpty(files)) return null;
      let isTaken = true;
      const take = async (ctx: Context): Promise<Reply | Nothing> => {
        const given = { ...reply, text: givenText(text), files: namedCleanly(files) };
        const said = await deps.takeWritten(ctx, given);
        isTaken = said !== null;
        // Nothing is taken twice; nor is that said twice.
        const once = { ...caller, delivery: caller.delivery && `${caller.delivery} written` };
        return said !== null && (await isFirst(ctx, once))
          ? { type: 'text', text: said }
          : { type: 'nothing' };
      };
      const answer = await answered(caller, 'written', take, 'error.stalledSent');
      return isTaken ? answer : null;
    },
    shortcut: (caller, name, files) =>
      answered<Reply | Nothing>(caller, name, async (ctx) => {
        const shortcut = shortcuts.get(name);
        if (!shortcut) throw new Refusal({ key: 'error.oldCard' });
        await requireStanding(ctx, {});
        if (!(await isFirst(ctx, caller))) return { type: 'nothing' };
        const given = (await files()).map(givenFile);
        return opening(ctx, await led(useShortcut(ctx, shortcut, given)));
      }),
    arrived: (caller) =>
      glance(caller, [], async (ctx) => {
        await deps.reached(ctx);
        return deps.overview(ctx);
      }),

    action(caller, encoded, pressed = {}) {
      const { trail = [] } = pressed;
      if (encoded === encodeAction(againAction)) return again(caller, trail);
      if (encoded === encodeAction(backAction)) return again(caller, trail.slice(1));
      return press(caller, encoded, pressed);
    },

    home: (caller) =>
      answered(caller, 'home', async (ctx) => {
        await deps.homeOpened(ctx, caller);
        return withOffer(ctx, await deps.overview(ctx));
      }),
  };
}

const isEmpty = (files: GivenFiles): boolean => Array.isArray(files) && files.length === 0;

function namedCleanly(files: GivenFiles): GivenFiles {
  return typeof files === 'function' ? async () => (await files()).map(givenFile) : files.map(givenFile);
}
