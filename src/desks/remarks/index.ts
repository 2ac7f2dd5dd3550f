import type { Attachments } from '../../attachments/attachments.ts';
import { fileWithRecord } from '../../attachments/kept.ts';
import { action, idOf } from '../../chat/action.ts';
import type { ListItem, Part } from '../../chat/card.ts';
import type { ActionsOf, CardsOf, Desk, FormsOf } from '../../chat/desk.ts';
import { filesOf } from '../../chat/form.ts';
import type { WrittenReply } from '../../chat/router.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import type { JobsOf } from '../../jobs/worker.ts';
import { admitRemark } from '../../people/admission.ts';
import type { Means } from '../../records/act.ts';
import type { Returning } from '../../records/returning.ts';
import { waitingOf } from '../../records/waiting.ts';
import { downloadCard } from '../../web/download-card.ts';
import { type Bringing, type CompleteDesk, type House, letterDeps } from '../house.ts';
import { parting } from './leaving.ts';
import { askedOf, type Kinds, recordOf } from './store.ts';
import { remarkLetters, saidCard, toldJob } from './told.ts';
import { takeWritten } from './written.ts';

interface DeskDeps extends Means {
  kinds: Kinds;
  attachments: Attachments;
  /** Those whose records wait. */
  desks: readonly Desk[];
  publicUrl: string;
}

/** What people say to each other about the records of all desks: questions with which these are returned, answers, comments. */
export interface RemarksDesk extends CompleteDesk {
  /** What somebody wrote in the thread of a record's card, or behind its number; null where it is no remark of theirs. */
  takeWritten(ctx: Context, reply: WrittenReply): Promise<string | null>;
}

/** Of the house, for the kinds of records of these desks that are returned and talked about. */
export function openRemarksDesk(
  house: House,
  desks: readonly CompleteDesk[],
): RemarksDesk & Bringing<'jobs'> {
  const { db, jobDb, stepUp, attachments, publicUrl } = house;
  const kinds: Kinds = new Map(desks.flatMap(({ returns = [] }) => returns.map((one) => [one.name, one])));
  return {
    ...createRemarksDesk({ db, stepUp, attachments, publicUrl, kinds, desks }),
    jobs: { 'remark.told': toldJob({ db: jobDb, kinds }) } satisfies JobsOf<'remark'>,
    letters: remarkLetters({ kinds, db: jobDb, ...letterDeps(house) }),
  };
}

export function createRemarksDesk(deps: DeskDeps): RemarksDesk {
  return {
    id: 'remark',
    commands: {},
    records: {},
    actions: actionsOf(deps),
    forms: formsOf(deps),
    cards: { said: saidCard(deps) } satisfies CardsOf<'remark'>,
    parting,
    offers: async () => [],
    home: async (ctx) => ({ waiting: await asked(ctx, deps), asked: [] }),
    takeWritten: (ctx, reply) => takeWritten(ctx, deps, reply),
  };
}

const kindOf = ({ kinds }: Pick<DeskDeps, 'kinds'>, name = ''): Returning => {
  const kind = kinds.get(name);
  if (!kind) throw new Refusal(msg('error.oldCard'));
  return kind;
};

/** Whoever no register knows may ask for a User ID, and so answers what they are asked of it. */
function actionsOf(deps: DeskDeps): ActionsOf<'remark'> {
  const opening = (verb: string) => ({
    open: true,
    run: async (ctx: Context, [id, name]: string[]) => ({
      type: 'form' as const,
      form: await kindOf(deps, name).forms(deps).open(ctx, verb, idOf(id)),
    }),
  });
  return {
    return: opening('return'),
    answer: opening('answer'),
    'take-back': opening('take-back'),
    file: {
      open: true,
      async run(ctx, [name, fileId]) {
        const kind = kindOf(deps, name);
        const file = await fileWithRecord(deps.db, idOf(fileId));
        const record = file && recordOf(deps.kinds, file.record);
        const seen = record?.kind === kind ? await kind.of(deps.db, ctx, record.id) : null;
        const isSaid = seen?.remarks?.some(({ files }) => files.some(({ id }) => id === file?.id));
        if (!file || !seen || !isSaid) throw new Refusal(msg('error.oldCard'));
        return { type: 'card', card: await downloadCard(ctx, deps, file, seen.title) };
      },
    },
  };
}

function formsOf(deps: DeskDeps): FormsOf<'remark'> {
  return {
    act: {
      open: true,
      async submit(ctx, state, values, codes) {
        const kind = kindOf(deps, state[4]);
        await admitRemark(deps.db, ctx);
        const given = await deps.attachments.take(ctx.actor.id, filesOf(values, 'files'), 'files');
        const files = given.map(({ id }) => id);
        return kind.forms(deps, files).submit(ctx, state, values, codes);
      },
    },
  };
}

/** What waits for this person's answer, of whichever desk. */
async function asked(ctx: Context, deps: DeskDeps): Promise<Part[]> {
  const { t } = ctx;
  const subjects = await askedOf(deps.db, ctx.actor.id);
  if (subjects.length === 0) return [];
  const items: ListItem[] = [];
  for (const { subject, title, open, holders } of await waitingOf(deps.desks, { subjects })) {
    const record = recordOf(deps.kinds, subject);
    const seen = record && (await record.kind.of(deps.db, ctx, record.id));
    const question = seen?.remarks?.find(({ isOpen }) => isOpen);
    if (!record || !seen?.isAsked || !question || !holders.includes(ctx.actor.id)) continue;
    items.push({
      title,
      text: `${t('record.remark.QUESTION', { name: question.by, time: ctx.time(new Date(question.at)) })}\n${question.text}`,
      status: { text: t('record.returnedToYou'), tone: 'waiting' },
      waits: subject,
      button: { label: t('record.open'), does: { action: open } },
      more: [
        { label: t('record.answer'), does: { action: action('remark.answer', record.id, record.kind.name) } },
      ],
    });
  }
  return items.length > 0
    ? [
        { type: 'heading', text: t('record.returnedToYou') },
        { type: 'list', items, empty: '' },
      ]
    : [];
}
