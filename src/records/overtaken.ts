import { Refusal } from '../core/errors.ts';
import type { Message } from '../core/texts/index.ts';

/** Marks a refusal that says what somebody has made of a record meanwhile: whoever reads it is told who that was. */
export const overtaken = (told: Message): Message => ({ ...told, overtaken: 'unnamed' });

/** The same of one whose own words name them. */
export const overtakenBy = (told: Message): Message => ({ ...told, overtaken: 'named' });

/** Somebody was faster: of two who decide at once the first to commit counts, and the other hears of it (U-13, A-2). */
export class Overtaken extends Refusal {}
