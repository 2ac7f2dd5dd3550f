import type { OfferedWord } from '../../chat/desk.ts';
import type { WordOf } from '../../core/commands.ts';
import { type Context, hasRole } from '../../core/context.ts';

/** Greetings, and other words that somebody tries first, are answered with what can be done here; and what else is said for a word. */
export const aliases = Object.fromEntries<WordOf<'pintu'>>([
  ...['bantuan', 'halo', 'hai', 'hi', 'hello', 'menu', 'mulai', 'start'].map(
    (word) => [word, 'help'] as const,
  ),
  ...['data', 'datasaya', 'privasi', 'privacy'].map((word) => [word, 'mydata'] as const),
  ...['hapusdata', 'erasure'].map((word) => [word, 'erase'] as const),
  ...['delegasi', 'pengganti', 'substitute'].map((word) => [word, 'delegate'] as const),
]);

/** Whom no register knows stands in for nobody, nor anybody for them (I-6). */
export const guarded = ['delegate'] as const satisfies WordOf<'pintu'>[];

const everybodys: OfferedWord<WordOf<'pintu'>>[] = [
  { verb: 'help', says: 'pintu.word.help' },
  { verb: 'inbox', says: 'pintu.word.inbox' },
  { verb: 'mine', says: 'pintu.word.mine' },
  { verb: 'portal', says: 'pintu.word.portal' },
  { verb: 'delegate', says: 'pintu.word.delegate' },
  { verb: 'language', rest: 'id|en', says: 'pintu.word.language' },
  { verb: 'reminders', says: 'pintu.word.reminders' },
  { verb: 'mydata', says: 'pintu.word.mydata' },
];
const adminsAlone: OfferedWord<WordOf<'pintu'>>[] = [
  { verb: 'people', says: 'pintu.word.people' },
  { verb: 'stepup', says: 'pintu.word.stepup' },
  { verb: 'channel', says: 'pintu.word.channel' },
  { verb: 'doctor', says: 'pintu.word.doctor' },
  { verb: 'audit', rest: 'verify', says: 'pintu.word.audit' },
  { verb: 'erase', says: 'pintu.word.erase' },
];

/** What this person may type after `/pintu`. */
export function offeredWords({ actor }: Context): OfferedWord<WordOf<'pintu'>>[] {
  if (hasRole(actor, 'ADMIN')) return [...everybodys, ...adminsAlone];
  return actor.registered
    ? everybodys
    : everybodys.filter(({ verb }) => !guarded.some((one) => one === verb));
}
