import { minutesOf } from '../../records/minutes.ts';
import { statusOf } from './cards/facts.ts';
import { lineOf, stepTexts } from './cards/log.ts';
import { requests } from './kind.ts';
import { isStage } from './model.ts';
import { maySee } from './rules.ts';

/** The berita acara of a request: what was asked for, and who has decided it at which stage. */
export const requestMinutes = minutesOf(requests, {
  called: 'userId.minutes.called',
  reference: ({ number }) => number,
  isOver: ({ status }) => !isStage(status),
  // Whoever decides some stage hears from the rules what they may not, and reads no more than others of what is over.
  mayRead: ({ actor }, request) => maySee(request, actor),
  status: ({ t }, request) => statusOf(t, request).text,
  files: ({ attachments }) => attachments.map(({ id }) => id),
  steps: stepTexts.keys(),
  step(ctx, entry, request) {
    const { actor, text, from, to } = lineOf(ctx, entry, request);
    return [actor, text, from && to ? `${from} → ${to}` : to].filter(Boolean).join(' · ');
  },
});
