import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import { msg } from '../core/texts/index.ts';
import type { Desk, Reply, Shortcut } from './desk.ts';
import type { FileRef } from './form.ts';

/** All that desks offer to do with the files of a message, by their whole names: `sign.pdf`. */
export function shortcutsOf(desks: readonly Desk[]): ReadonlyMap<string, Shortcut> {
  return new Map(
    desks.flatMap(({ id, shortcuts = {} }) =>
      Object.entries(shortcuts).map(([name, shortcut]): [string, Shortcut] => [`${id}.${name}`, shortcut]),
    ),
  );
}

/** Those of the files that it is for, by the endings of their names. */
export function takenBy({ takes }: Pick<Shortcut, 'takes'>, files: readonly FileRef[]): FileRef[] {
  return files.filter(({ name }) => takes.some((ending) => name.toLowerCase().endsWith(`.${ending}`)));
}

/** How large a file may be that one of them takes, where that is more than forms take elsewhere. */
export function largestTaken(desks: readonly Desk[], file: FileRef): number | undefined {
  const limits = [...shortcutsOf(desks).values()]
    .filter((shortcut) => takenBy(shortcut, [file]).length > 0)
    .flatMap(({ maxBytes }) => maxBytes ?? []);
  return limits.length > 0 ? Math.max(...limits) : undefined;
}

/** Does it with the files of a message; a Refusal where it is for none of them. */
export async function useShortcut(
  ctx: Context,
  shortcut: Shortcut,
  files: readonly FileRef[],
): Promise<Reply> {
  const taken = takenBy(shortcut, files);
  const [ending = ''] = shortcut.takes;
  if (taken.length === 0) throw new Refusal(msg('chat.noSuchFile', { kind: ending.toUpperCase() }));
  return shortcut.run(ctx, taken);
}
