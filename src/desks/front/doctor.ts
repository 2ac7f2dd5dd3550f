import { action } from '../../chat/action.ts';
import type { Card, ListItem, Part } from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import type { Waiting } from '../../chat/desk.ts';
import { type Messenger, notInstalled } from '../../chat/messenger.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { messageOf, Refusal } from '../../core/errors.ts';
import { type Message, msg, nameIn, type TextKey, type Translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { type FailingGroup, failingGroups, stuckMinutes } from '../../jobs/failing.ts';
import { type StuckGroup, stuckGroups } from '../../jobs/stuck.ts';
import { NeighbourDown } from '../../neighbours/http/down.ts';
import { type BoundChannel, unreachedChannels } from '../../posted/channels.ts';
import { type Unreached, unreachedPeople } from '../../posted/unreached.ts';
import { standingOf } from '../../records/rehearsal.ts';
import { waitingOf } from '../../records/waiting.ts';
import type { Retention } from '../../retention/rule.ts';
import type { CompleteDesk } from '../house.ts';
import { witnessNotes } from './audit/missing-heads.ts';
import { purposeText, whyRefused } from './channel-cards.ts';
import { secretNote } from './credentials.ts';
import { failingItems, stuckItems } from './failing-jobs.ts';
import { questionsOf } from './questions.ts';
import { retentionNotes } from './retention.ts';
import { type Runtime, runtimeNotes } from './runtime.ts';
import { type HeldByMail, heldByMailAlone, heldByMailItems, isUnheld, unheldItems } from './unheld.ts';

export interface DoctorDeps {
  db: Database;
  messengers: readonly Messenger[];
  checkMail(): Promise<unknown>;
  runtime(): Promise<Runtime>;
  /** The registers that are asked over HTTP; `client` is null where none is set up. */
  registers: readonly Register[];
  /** Whose checks are made, and at which something may wait for nobody. */
  desks: readonly Pick<CompleteDesk, 'checks' | 'waiting' | 'standing'>[];
  /** How long each kind of data is kept. */
  retention(): readonly Retention[];
}

export interface Register {
  name: 'dukcapil' | 'digit' | 'directoryHub' | 'employeeRegister' | 'marketplace';
  /** A Refusal of its check is in words for whoever reads it. */
  client: { check(): Promise<void>; readonly sandbox?: boolean } | null;
}

/** Everything is asked at once, and what has not answered by then counts as not answering. */
const patienceMs = 1500;
const longestProblem = 300;
const mostPeople = 12;
const mostChannels = 4;

interface Finding {
  name: string;
  problem: string | null;
  mend: TextKey;
  /** What is worth knowing where there is none. */
  note?: string;
  /** It works, and somebody has to do something before it does no more. */
  attention?: boolean;
}

/** Every dependency checked, what is wrong with it and how to mend it; and who could not be reached in chat. */
export async function doctorCard(ctx: Context, deps: DoctorDeps): Promise<Card> {
  if (!hasRole(ctx.actor, 'ADMIN')) throw new Refusal(msg('error.adminOnly'));
  const { t } = ctx;
  const { db } = deps;
  let failing: FailingGroup[] = [];
  let stuck: StuckGroup[] = [];
  let stalled: Waiting[] = [];
  let byMail: HeldByMail[] = [];
  const [findings, people, channels] = await Promise.all([
    Promise.all([
      examined(t, t('doctor.database'), 'doctor.mend.database', () => db.query('SELECT 1')),
      noted(t, t('doctor.runtime'), 'doctor.mend.database', async () =>
        runtimeNotes(ctx, await deps.runtime()),
      ),
      ...deps.messengers.map(async (messenger): Promise<Finding> => {
        const { platform } = messenger;
        const found = await examined(t, t(`doctor.${platform}`), `doctor.mend.${platform}`, () =>
          messenger.check(),
        );
        const secret = secretNote(ctx, messenger);
        return secret ? { ...found, note: t.message(secret.note), attention: secret.attention } : found;
      }),
      examined(t, t('doctor.mail'), 'doctor.mend.mail', () => deps.checkMail()),
      ...deps.registers.map(({ name, client }) =>
        examined(
          t,
          `${t(`doctor.${name}`)}${client?.sandbox ? ' (sandbox)' : ''}`,
          `doctor.mend.${name}`,
          async () => {
            if (!client) throw new Refusal(msg('doctor.notSetUp'));
            await client.check();
          },
        ),
      ),
      ...deps.desks
        .flatMap(({ checks = [] }) => checks)
        .map(async ({ name, mend, look }): Promise<Finding> => {
          const notes: Message[] = [];
          const found = await examined(t, t.message({ key: name }), mend, async () => {
            notes.push(...(await look(ctx)));
          });
          return { ...found, note: notes.map((note) => t.message(note)).join(' ') };
        }),
      noted(t, t('doctor.witnesses'), 'doctor.mend.database', () => witnessNotes(ctx, db, deps.messengers)),
      noted(t, t('doctor.retention'), 'doctor.mend.database', () =>
        retentionNotes(ctx, db, deps.retention()),
      ),
      examined(t, t('doctor.jobs'), 'doctor.mend.jobs', async () => {
        [failing, stuck] = await Promise.all([failingGroups(db), stuckGroups(db)]);
        const count = all(failing);
        if (count > 0) throw new Refusal(msg('jobs.failing.total', { count }));
        if (stuck.length > 0)
          throw new Refusal(msg('jobs.stuck.total', { count: all(stuck), minutes: stuckMinutes }));
      }),
      examined(t, t('doctor.waiting'), 'doctor.mend.waiting', async () => {
        const waiting = await waitingOf([...deps.desks, questionsOf(db)], 'all');
        stalled = waiting.filter(isUnheld);
        byMail = await heldByMailAlone(db, waiting);
        if (stalled.length > 0) throw new Refusal(msg('unheld.count', { count: stalled.length }));
      }),
      examined(t, t('doctor.stages'), 'doctor.mend.stages', async () => {
        const names = (await standingOf(db, deps.desks))
          .filter(({ isEmpty }) => isEmpty)
          .map(({ name }) => nameIn(t.language, name));
        if (names.length > 0) throw new Refusal(msg('doctor.stagesOfNobody', { names: names.join(', ') }));
      }),
    ]),
    unreachedPeople(db, mostPeople),
    unreachedChannels(db, mostChannels),
  ]);
  const wrong = findings.filter(({ problem }) => problem !== null).length;
  const uncertain = findings.filter(({ problem, attention }) => problem === null && attention).length;
  return {
    title: t('doctor.title'),
    status: wrong
      ? { text: t('doctor.wrong', { count: wrong }), tone: 'bad' }
      : uncertain
        ? { text: t('doctor.limited', { count: uncertain }), tone: 'waiting' }
        : { text: t('doctor.well'), tone: 'good' },
    parts: [
      {
        type: 'list',
        empty: '',
        items: findings.map(
          ({ name, problem, mend, note = '', attention = false }): ListItem => ({
            title: name,
            text: problem === null ? note : `${problem}\n${t.message({ key: mend })}`,
            status:
              problem !== null
                ? { text: t('doctor.bad'), tone: 'bad' }
                : attention
                  ? { text: t('doctor.attention'), tone: 'waiting' }
                  : { text: t('doctor.ok'), tone: 'good' },
          }),
        ),
      },
      ...(failing.length > 0
        ? ([
            { type: 'heading', text: t('jobs.failing.heading') },
            { type: 'list', empty: '', items: failingItems(ctx, failing) },
          ] satisfies Part[])
        : []),
      ...(stuck.length > 0
        ? ([
            { type: 'heading', text: t('jobs.stuck.heading') },
            { type: 'list', empty: '', items: stuckItems(ctx, stuck) },
          ] satisfies Part[])
        : []),
      ...(stalled.length > 0
        ? ([
            { type: 'heading', text: t('unheld.title') },
            { type: 'list', empty: '', items: unheldItems(ctx, stalled) },
          ] satisfies Part[])
        : []),
      ...(byMail.length > 0
        ? ([
            { type: 'heading', text: t('unheld.byMail') },
            { type: 'text', text: t('unheld.byMailText'), subtle: true },
            { type: 'list', empty: '', items: heldByMailItems(ctx, byMail) },
          ] satisfies Part[])
        : []),
      { type: 'heading', text: t('doctor.unreached') },
      {
        type: 'list',
        items: [
          ...channels.map((one) => unreachedChannelItem(ctx, one)),
          ...people.map((one) => unreachedItem(ctx, one)),
        ],
        empty: t('doctor.everybodyReached'),
      },
    ],
    buttons: [],
  };
}

const all = (groups: readonly { jobs: number }[]): number => groups.reduce((sum, { jobs }) => sum + jobs, 0);

/** Something of which there is always something to say, and perhaps to do. */
async function noted(
  t: Translate,
  name: string,
  mend: TextKey,
  look: () => Promise<{ notes: readonly Message[]; attention: boolean }>,
): Promise<Finding> {
  let said: { notes: readonly Message[]; attention: boolean } = { notes: [], attention: false };
  const found = await examined(t, name, mend, async () => {
    said = await look();
  });
  return { ...found, note: said.notes.map((note) => t.message(note)).join('\n'), attention: said.attention };
}

function unreachedItem({ t }: Context, { name, email, reason }: Unreached): ListItem {
  const known: ReadonlyMap<string, TextKey> = new Map(
    Object.entries<TextKey>({
      [notInstalled]: 'doctor.reason.notInstalled',
      no_chat_account: 'doctor.reason.noAccount',
      blocked_by_user: 'doctor.reason.blocked',
    }),
  );
  const key = known.get(reason);
  return {
    title: name,
    text: `${email}\n${key ? t.message({ key }) : t('doctor.reason.other', { reason })}`,
  };
}

function unreachedChannelItem({ t }: Context, channel: BoundChannel): ListItem {
  const reason = whyRefused(t, channel.failure ?? '');
  return {
    title: channel.name,
    text: `${t('channel.unreached', { purpose: purposeText(t, channel) })}\n${reason}`,
    button: { label: t('record.open'), does: { action: action('pintu.channel', channel.id) } },
  };
}

const noAnswer = msg('doctor.late');

/** What is wrong, in words where they are ours to choose: what a service or a library says stands as it was said. */
function problemIn(t: Translate, error: unknown): string {
  if (error instanceof Refusal) return t.message(error.reason);
  const unreached = error instanceof NeighbourDown ? error.unreached : unreachedBy(error);
  if (unreached === 'late') return t.message(noAnswer);
  return unreached ? t('doctor.noConnection', unreached) : cut(messageOf(error), longestProblem);
}

/** The code of a network error; a library may have wrapped it, or left nothing of it but its words. */
function unreachedBy(error: unknown): { code: string } | null {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const [found] = networkCode.exec(`${code} ${cause?.code} ${messageOf(error)}`) ?? [];
  return found ? { code: found } : null;
}

const networkCode = /\b(?:ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)\b/;

async function examined(
  t: Translate,
  name: string,
  mend: TextKey,
  look: () => Promise<unknown>,
): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal(noAnswer)), patienceMs);
  });
  try {
    const looking = look();
    looking.catch(() => {});
    await Promise.race([looking, late]);
    return { name, problem: null, mend };
  } catch (error) {
    return { name, problem: problemIn(t, error), mend };
  } finally {
    clearTimeout(timer);
  }
}
