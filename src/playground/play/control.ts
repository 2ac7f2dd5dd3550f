import type { Changes } from '../journal.ts';
import { NotPossible } from '../not-possible.ts';
import type { PlayClock } from './clock.ts';
import { type Jump, jumps, type PlayApi, type PlayedBot, type PlayState } from './contract.ts';

const hour = 60 * 60_000;
const day = 24 * hour;
/** Up to here each hour is lived through, beyond it every fourth: night, morning, noon and evening. */
const slowly = 8 * day;
const long = 4 * hour;

export interface PlayOptions {
  clock: PlayClock;
  changes: Changes;
  /** Undefined until there is one. */
  bot(): PlayedBot | undefined;
  /** Has everything that the playground knows forgotten. */
  empty(): Promise<void>;
  log(message: string): void;
}

/** Time and new beginnings: one thing at a time, told to every page as it goes on. A refused call throws `NotPossible`. */
export function createPlay({ clock, changes, bot, empty, log }: PlayOptions): PlayApi {
  let doing: PlayState['doing'];
  let problem: string | undefined;

  const state = (): PlayState => ({
    now: clock.now(),
    canJump: bot() !== undefined,
    canBegin: bot()?.beginAnew !== undefined,
    hasHistory: bot()?.beginAnew !== undefined && bot()?.history !== undefined,
    ...(doing && { doing: { ...doing } }),
    ...(problem !== undefined && { problem }),
  });

  const tell = (next: PlayState['doing']) => {
    doing = next;
    changes.emit({ kind: 'play' });
  };

  /** Does it behind the answer; what is done meanwhile is refused. */
  function begin(what: 'jump' | 'begin' | 'history', work: () => Promise<void>): PlayState {
    if (doing)
      throw new NotPossible('busy', 'Time passes, or everything begins anew: wait until that is done.');
    problem = undefined;
    tell({ what, done: 0 });
    work()
      .catch((error) => {
        // What stood on somebody's screen follows in further lines.
        [problem] = (error instanceof Error ? error.message : String(error)).split('\n');
        log(`playground: ${error instanceof Error ? error.stack : problem}`);
      })
      .finally(() => tell(undefined));
    return state();
  }

  /** Some hours at a time, so that the bot meets each morning. */
  async function pass(
    played: PlayedBot,
    ms: number,
    step: number,
    passed: (done: number) => void,
  ): Promise<void> {
    for (let done = 0; done < ms; done += step) {
      const from = clock.now();
      clock.move(Math.min(step, ms - done));
      await played.passed(new Date(from), new Date(clock.now()));
      passed(Math.min(1, (done + step) / ms));
    }
  }

  return {
    async state() {
      return state();
    },
    async jump({ by }) {
      const played = bot();
      if (!played) throw new NotPossible('no_clock', 'The bot that is tried here has a clock of its own.');
      if (!jumps.includes(by))
        throw new NotPossible('invalid_arguments', `A jump is one of ${jumps.join(', ')}.`);
      const ms = lengthOf(by, clock.now());
      const step = ms > slowly ? long : hour;
      return begin('jump', () => pass(played, ms, step, (done) => tell({ what: 'jump', done })));
    },
    async begin({ history: wanted = false }) {
      const played = bot();
      const beginAnew = played?.beginAnew;
      if (!played || !beginAnew)
        throw new NotPossible('no_beginning', 'The bot that is tried here cannot begin anew.');
      const { history } = played;
      if (wanted && !history) throw new NotPossible('no_history', 'There is no sample history.');
      return begin(wanted ? 'history' : 'begin', async () => {
        await beginAnew(async () => {
          await empty();
          if (wanted && history) clock.move(-history.days * day);
        });
        if (!wanted || !history) return;
        const length = history.days * day;
        let lived = 0;
        const passTo = async (moment: Date) => {
          const some = Math.min(moment.getTime() - clock.now(), length - lived);
          if (some <= 0) return;
          // What somebody has just done ends before time goes on.
          const at = new Date(clock.now());
          await played.passed(at, at);
          await pass(played, some, long, (done) =>
            tell({ what: 'history', done: (lived + done * some) / length }),
          );
          lived += some;
        };
        try {
          await history.live({ now: () => new Date(clock.now()), passTo });
        } finally {
          await passTo(new Date(clock.now() + length));
        }
      });
    },
  };
}

/** Whole days, whatever a month has. */
function lengthOf(by: Jump, now: number): number {
  if (by === 'day') return day;
  if (by === 'week') return 7 * day;
  const then = new Date(now);
  then.setUTCMonth(then.getUTCMonth() + (by === 'month' ? 1 : 6));
  return then.getTime() - now;
}
