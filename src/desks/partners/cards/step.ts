import type { Context } from '../../../core/context.ts';
import { formatDay } from '../../../core/texts/index.ts';
import { actorIn } from '../../../people/shown-name.ts';
import type { Entry } from '../../../records/entry.ts';
import { handedIn } from '../../../records/handing.ts';
import { entryLine } from '../../../records/log.ts';

/** What each change of a mapping is called in the texts: `partner.step.…` tells of it, `partner.log.…` is its line in a log. */
const changes = {
  'mapping.added': 'added',
  'mapping.endChanged': 'endChanged',
  'mapping.letEnd': 'letEnd',
  'mapping.reassigned': 'reassigned',
  'mapping.ended': 'ended',
  'mapping.endedEarly': 'endedEarly',
} as const;

/** The entries of a mapping's log that are changes of it. */
export const steps: readonly string[] = Object.keys(changes);

const changeOf = (action: string) => (action in changes ? changes[action as keyof typeof changes] : 'added');

/** A state of the log is an End. */
function daysOf({ t }: Context, { from, to }: Entry): { end: string; before: string } {
  const day = (state: string | null) => (state ? formatDay(t.language, state) : '');
  return { end: day(to === 'ENDED' ? from : to), before: day(from) };
}

/** The change as a sentence. */
export const stepText = (ctx: Context, entry: Entry): string =>
  ctx.t.message({
    key: `partner.step.${changeOf(entry.action)}`,
    args: { actor: actorIn(ctx.t, entry), name: handedIn(entry), ...daysOf(ctx, entry) },
  });

/** One line of the Activity Log and of the berita acara. */
export function logText(ctx: Context, entry: Entry): string {
  const { action } = entry;
  const args = { name: handedIn(entry), ...daysOf(ctx, entry) };
  const done = { key: `partner.log.${changeOf(action)}`, args } as const;
  return entryLine(ctx.t, entry, done, action === 'mapping.ended');
}
