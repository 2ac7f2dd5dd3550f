import type { Context } from '../../../core/context.ts';
import { formatDay } from '../../../core/day.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import { actorIn } from '../../../people/shown-name.ts';
import type { Entry } from '../../../records/entry.ts';
import { handedIn } from '../../../records/handing.ts';
import { remarkLine } from '../../../records/remarks.ts';

/** What each change of a mapping reads like; a state of the log is an End. */
export const stepTexts: ReadonlyMap<string, TextKey> = new Map(
  Object.entries<TextKey>({
    'mapping.added': 'partner.step.added',
    'mapping.endChanged': 'partner.step.endChanged',
    'mapping.letEnd': 'partner.step.letEnd',
    'mapping.reassigned': 'partner.step.reassigned',
    'mapping.ended': 'partner.step.ended',
    'mapping.endedEarly': 'partner.step.endedEarly',
  }),
);

export function stepText(ctx: Context, entry: Entry): string {
  const { t } = ctx;
  const said = remarkLine(ctx, entry);
  if (said) return said;
  const { action, from, to } = entry;
  const day = (state: string | null) => (state ? formatDay(t.language, state) : '');
  const end = day(to === 'ENDED' ? from : to);
  return t.message({
    key: stepTexts.get(action) ?? 'partner.step.added',
    args: { actor: actorIn(t, entry), end, before: day(from), name: handedIn(entry) },
  });
}
