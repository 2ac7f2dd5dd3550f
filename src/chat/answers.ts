import type { Context } from '../core/context.ts';
import type { Card } from './card.ts';
import type { ActionHandler, Reply } from './desk.ts';
import type { Form } from './form.ts';

export const cardReply = async (card: Card | Promise<Card>): Promise<Reply> => ({
  type: 'card',
  card: await card,
});

export const formReply = async (form: Form | Promise<Form>): Promise<Reply> => ({
  type: 'form',
  form: await form,
});

type Made<Answer> = (ctx: Context, args: string[], chosen?: string) => Answer | Promise<Answer>;

/** What shows a card. */
export const showsCard = (make: Made<Card>): ActionHandler => ({
  run: async (...pressed) => cardReply(make(...pressed)),
});

/** What opens a form. */
export const opensForm = (make: Made<Form>): ActionHandler => ({
  run: async (...pressed) => formReply(make(...pressed)),
});

/** These are for people as well whom no register knows (I-1), as far as their own rules let them. */
export function toAnybody<Verb extends string>(
  handlers: Record<Verb, ActionHandler>,
): Record<Verb, ActionHandler> {
  const opened = Object.entries<ActionHandler>(handlers).map(([verb, one]) => [verb, { ...one, open: true }]);
  return Object.fromEntries(opened);
}
