// What does not compile, held by `npm run check`: see jobs.ts.
import { action } from '../../src/chat/action.ts';
import type { ActionHandler, ActionsOf, CardSource, CardsOf, LeadingHandler } from '../../src/chat/desk.ts';
import { type Form, type Frame, withKey } from '../../src/chat/form.ts';
import type { Tx } from '../../src/db/database.ts';
import type { ReportKind, SheetKindId } from '../../src/imports/kind.ts';
import { sendMail } from '../../src/neighbours/mail/mailer.ts';
import { post } from '../../src/posted/post.ts';

export const shown = (tx: Tx) => [
  post(tx, [{ key: 'a', card: 'user-id.root', subject: 'user-id:1', personId: 1, live: true }]),
  post(tx, [
    { key: 'a', card: 'user-id.step', args: { entry: '7' }, subject: 'user-id:1', personId: 1, live: false },
  ]),
  // @ts-expect-error a card that is not told what it is made from
  post(tx, [{ key: 'a', card: 'user-id.step', subject: 'user-id:1', personId: 1, live: false }]),
  // @ts-expect-error a card that nobody builds
  post(tx, [{ key: 'a', card: 'user-id.rot', subject: 'user-id:1', personId: 1, live: true }]),
  sendMail(tx, { key: 'a', letter: 'user-id.rejected', subject: 1 }),
  // @ts-expect-error a letter that is not told what it is written from
  sendMail(tx, { key: 'a', letter: 'satker.reminder', subject: 1 }),
  // @ts-expect-error a letter that nobody writes
  sendMail(tx, { key: 'a', letter: 'user-id.refused', subject: 1 }),
];

declare const source: CardSource;
declare const step: CardSource<{ entry: string }>;

export const cards = [
  { approval: source, root: source, step } satisfies CardsOf<'user-id'>,
  // @ts-expect-error a card that was declared and that nobody builds
  { approval: source, root: source } satisfies CardsOf<'user-id'>,
];

export const kinds: SheetKindId[] = [
  'partner.account',
  // @ts-expect-error the key of a kind's name is not its id
  'satker.report.kind',
];

export const report = (kind: Omit<ReportKind, 'card'>): ReportKind[] => [
  { ...kind, card: 'satker.report' },
  // @ts-expect-error a card that nobody builds
  { ...kind, card: 'satker.reports' },
];

export const buttons = [
  action('satker.approve', 7),
  // @ts-expect-error an action that nobody answers to
  action('satker.aprove', 7),
];

export const form = (shown: Frame, state: string[]): Form[] => [
  { id: 'satker.add', state: withKey(() => state), ...shown },
  { id: 'satker.find', state, ...shown },
  // @ts-expect-error a form that changes something, without a key of its own
  { id: 'satker.add', state, ...shown },
  // @ts-expect-error a form that nobody takes
  { id: 'satker.adds', state, ...shown },
];

export const submits = (form: Form): LeadingHandler[] => [
  { submit: async () => ({ type: 'next', form }) },
  // @ts-expect-error a form that only leads on, and has changed something
  { submit: async () => ({ type: 'done', form }) },
];

declare const handler: ActionHandler;

export const actions = [
  // @ts-expect-error actions that were declared and that nobody answers to
  { open: handler } satisfies ActionsOf<'import'>,
];
