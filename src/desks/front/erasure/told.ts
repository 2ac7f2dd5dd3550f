import { type Card, closedCard } from '../../../chat/card.ts';
import type { CardsOf } from '../../../chat/desk.ts';
import { type Context, hasRole } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { languageOf, translate } from '../../../core/texts/index.ts';
import type { Erasable } from '../../../erasure/kind.ts';
import { type Erasure, loadErasure, removedBy, theirsOf } from '../../../erasure/run.ts';
import { type KindStanding, standingsOf } from '../../../erasure/stands.ts';
import type { LetterDeps, LettersOf } from '../../../neighbours/mail/letter.ts';
import { isErased } from '../../../people/shown-name.ts';
import { goesLater, keptLines } from './preview.ts';

declare module '../../../core/names.ts' {
  interface Cards extends Named<'pintu', 'erasure', Nothing> {}
}

interface Kinds {
  kinds(): readonly Erasable[];
}

/** What of it stays for now. */
const keptOf = async (
  db: Queryable,
  { kinds }: Kinds,
  erasure: Erasure,
  now: Date,
): Promise<KindStanding[]> => standingsOf(db, kinds(), { theirs: await theirsOf(db, erasure), now });

const goneLines = (
  { t }: Pick<Context, 't'>,
  kinds: readonly Erasable[],
  removed: readonly { kind: string; removed: number }[],
): string[] =>
  removed.map(({ kind, removed: count }) => {
    const called = kinds.find((one) => one.kind === kind)?.called;
    return t('erasure.line', { kind: called ? t.message({ key: called }) : kind, count });
  });

/** How far an erasure is, for whoever had it done; it names nobody, as it stays. */
export function erasureCards(db: Queryable, deps: Kinds): Pick<CardsOf<'pintu'>, 'erasure'> {
  return {
    async erasure(ctx, id, _args, moment): Promise<Card | null> {
      const { t, time } = ctx;
      const erasure = await loadErasure(moment, id);
      if (!erasure) return null;
      const title = t('erasure.cardTitle', { id });
      if (!hasRole(ctx.actor, 'ADMIN')) return closedCard(t, title);
      const gone = goneLines(ctx, deps.kinds(), await removedBy(db, erasure.id));
      const still = erasure.passedAt
        ? keptLines(ctx, await keptOf(db, deps, erasure, ctx.now), goesLater)
        : [];
      return {
        title,
        status: erasure.endedAt
          ? { text: t('erasure.status.done'), tone: 'good' }
          : {
              text: t(erasure.passedAt ? 'erasure.status.waiting' : 'erasure.status.running'),
              tone: 'waiting',
            },
        parts: [
          {
            type: 'facts',
            facts: [
              { label: t('erasure.begunAt'), value: time(erasure.begunAt) },
              ...(erasure.endedAt ? [{ label: t('erasure.endedAt'), value: time(erasure.endedAt) }] : []),
            ],
          },
          { type: 'heading', text: t('erasure.goes') },
          { type: 'text', text: gone.length > 0 ? gone.join('\n') : t('erasure.goneNothing') },
          ...(still.length > 0
            ? [
                { type: 'heading' as const, text: t('erasure.stays') },
                { type: 'text' as const, text: still.join('\n'), subtle: true },
              ]
            : []),
        ],
        buttons: [],
      };
    },
  };
}

interface Addressee {
  name: string;
  email: string;
  language: string | null;
}

/** Tells whoever it was what is erased and what is kept for now: the last that goes to their address, which is erased after it. */
export function erasureLetters(
  {
    db,
    clock,
    defaultLanguage,
    timeZone,
  }: Pick<LetterDeps, 'db' | 'clock' | 'defaultLanguage'> & { timeZone: string },
  deps: Kinds,
): Pick<LettersOf<'pintu'>, 'erasure'> {
  return {
    async erasure(id) {
      const erasure = await loadErasure(db, id);
      const [to] = await db.query<Addressee>('SELECT name, email, language FROM person WHERE id = $1', [
        erasure?.personId ?? 0,
      ]);
      // Whom it did not reach in time is reached no more.
      if (!erasure || !to || isErased(to)) return null;
      const t = translate(languageOf(to.language, defaultLanguage));
      const gone = goneLines({ t }, deps.kinds(), await removedBy(db, erasure.id));
      const kept = await keptOf(db, deps, erasure, clock());
      const still = keptLines({ t, timeZone }, kept.filter(isForAWhile), {
        ...goesLater,
        inUse: 'erasure.then.inUseAsk',
      });
      return {
        language: t.language,
        to: { name: to.name, address: to.email },
        subject: t('erasure.letter.subject'),
        paragraphs: [
          t('mail.greeting', { name: to.name }),
          t('erasure.letter.text'),
          ...(gone.length > 0 ? [`${t('erasure.goes')}:`, ...gone] : []),
          ...(still.length > 0 ? [`${t('erasure.letter.kept')}:`, ...still] : []),
          t('erasure.letter.keptText'),
        ],
      };
    },
  };
}

const isForAWhile = ({ young, inUse }: KindStanding): boolean => young + inUse > 0;
