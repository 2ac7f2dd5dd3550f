import type { Actor, Context, Place, Surface } from '../core/context.ts';
import { Deadline, DeadlinePassed, type Until } from '../core/deadline.ts';
import { messageOf, newReference, Refusal, traceOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { Crowded, createShares } from '../core/shares.ts';
import type { Message, TextKey, Translate } from '../core/texts/index.ts';
import type { Reveal } from './card.ts';
import type { ChatProfile } from './messenger.ts';
import { revealedBy } from './revealed.ts';

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

/** What went wrong, in the person's language. Nothing has changed. */
export interface Problem {
  type: 'problem';
  text: string;
}

/** The person's language, for what the platform's side has to add in words of its own. */
export interface Spoken {
  t: Translate;
}

export interface AnsweringDeps {
  /** Links the account and loads the person behind it, who waits so long; a Refusal says who to ask. */
  recognise(caller: Caller, until: Until): Promise<Context>;
  /** Names of those who can help somebody whom this stops; empty where it says enough itself. */
  whoCanHelp(stopping: Message, actor: Actor | null): Promise<string>;
  isStalled(error: unknown): boolean;
  /** Notes what this person is about to be shown of people; what cannot be noted is not shown (T-3). */
  noteShown(ctx: Context, reveals: readonly Reveal[]): Promise<void>;
  /** Whether somebody else came first, in a way that no desk has words of its own for. */
  isLostRace(error: unknown): boolean;
  /** Whether the database undid it so that others could go on: it can be done at once again. */
  isUndone(error: unknown): boolean;
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
export const perAccount = { atOnce: Number.POSITIVE_INFINITY, each: 3, waiting: 5000, waitingEach: 60 };
/** While somebody types, only what they typed last is of any use. */
export const perTypist = { ...perAccount, each: 1, waitingEach: 1, newestFirst: true };

/**
 * What is said of a database that is slow. A form or a button that is pressed again is the same one, and counts once; what is sent again is
 * another message, so whoever sent it looks first.
 */
export type Slow = Extract<TextKey, 'error.stalled' | 'error.stalledSent'>;

/** How everything that comes from a platform is answered: for somebody who is recognised, in time, and in words. */
export interface Answering {
  /** Runs the work for a recognised person, in time, and turns whatever is thrown into words; `slow` where it takes too long. */
  answered<T extends object>(
    caller: Caller,
    what: string,
    work: (ctx: Context) => Promise<T>,
    slow?: Slow,
  ): Promise<(T | Problem) & Spoken>;
  /** The same of what is only of use until the next one: where somebody asks on, null for what was asked before. */
  newest<T extends object>(
    caller: Caller,
    what: string,
    work: (ctx: Context) => Promise<T>,
  ): Promise<((T | Problem) & Spoken) | null>;
  /** What stops somebody, and who can help. */
  worded(stopping: Message, t: Translate, actor: Actor | null): Promise<string>;
  /** Resolves when nothing is under way any more. */
  quiet(): Promise<void>;
}

export function createAnswering(deps: AnsweringDeps): Answering {
  const { log } = deps;
  const deadlineMs = deps.deadlineMs ?? clickDeadlineMs;
  const underWay = new Set<Promise<unknown>>();
  const turn = createShares(perAccount);
  const typing = createShares(perTypist);

  async function answered<T extends object>(
    caller: Caller,
    what: string,
    work: (ctx: Context) => Promise<T>,
    slow: Slow = 'error.stalled',
  ): Promise<(T | Problem) & Spoken> {
    let t = deps.anyone;
    const deadline = new Deadline(deadlineMs);
    const waited: Until = { until: deadline };
    const act = async (): Promise<T | Problem> => {
      let actor: Actor | null = null;
      deadline.require();
      try {
        const ctx = { ...(await deps.recognise(caller, waited)), ...waited };
        ({ t, actor } = ctx);
        deadline.require();
        const answer = await work(ctx);
        deadline.require();
        const reveals = revealedBy(answer);
        if (reveals.length > 0) await deps.noteShown(ctx, reveals);
        return answer;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { type: 'problem', text: await worded(error.reason, t, actor) };
      }
    };
    // What nobody waits for any more ends, or does not begin: whoever was told so presses again.
    const outcome = turn(accountOf(caller), act);
    const ended = () => underWay.delete(outcome);
    underWay.add(outcome);
    outcome.then(ended, ended);
    try {
      return Object.assign(await deadline.awaited(outcome), { t });
    } catch (error) {
      // Past the deadline the work still fails; it is heard here, or it would end the process.
      outcome.catch((late) => log.debug({ what, error: messageOf(late) }, 'ended after its deadline'));
      return { ...problemOf(error, t, what, slow), t };
    }
  }

  async function worded(stopping: Message, t: Translate, actor: Actor | null): Promise<string> {
    const says = t.message(stopping);
    const names = await deps.whoCanHelp(stopping, actor).catch((error) => {
      log.warn({ error: messageOf(error) }, 'who can help could not be found out');
      return '';
    });
    return names ? `${says} ${t('error.whoCanHelp', { names })}` : says;
  }

  function problemOf(error: unknown, t: Translate, what: string, slow: Slow): Problem {
    if (error instanceof Crowded) {
      log.info({ what }, 'answered that too much was asked for at once');
      return { type: 'problem', text: t('error.crowded') };
    }
    if (error instanceof DeadlinePassed || deps.isStalled(error)) {
      log.warn({ what, error: messageOf(error) }, 'answered that the database is slow');
      return { type: 'problem', text: t(slow) };
    }
    if (deps.isLostRace(error)) {
      log.warn({ what, error: traceOf(error) }, 'answered that somebody else was faster');
      return { type: 'problem', text: t('error.faster') };
    }
    if (deps.isUndone(error)) {
      log.warn({ what, error: traceOf(error) }, 'answered that it could not be done at this moment');
      return { type: 'problem', text: t('error.undone') };
    }
    if (deps.isOfNobody(error)) {
      log.warn({ what, error: messageOf(error) }, 'answered what names nothing that is there');
      return { type: 'problem', text: t('error.oldCard') };
    }
    const reference = newReference();
    log.error({ what, reference, error: traceOf(error) }, 'unexpected error');
    return { type: 'problem', text: t('error.unexpected', { reference }) };
  }

  return {
    answered,
    newest: (caller, what, work) =>
      typing(accountOf(caller), () => answered(caller, what, work)).catch((error) => {
        if (!(error instanceof Crowded)) throw error;
        return null;
      }),
    worded,
    async quiet() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** Whose share of what is done at once it is. */
function accountOf({ surface, tenant, externalId }: Caller): string {
  return `${surface} ${tenant} ${externalId}`;
}
