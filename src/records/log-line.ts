import type { Message, Translate } from '../core/texts/index.ts';

/** One line of an Activity Log: `Rina Wulandari · menjawab pertanyaan`. What was done is an active verb in lower case. */
export const logLine = (t: Translate, actor: string, done: Message): string =>
  `${actor} · ${t.message(done)}`;
