import type { Attachments } from '../../attachments/attachments.ts';
import { type Action, action } from '../../chat/action.ts';
import type { Card, Part } from '../../chat/card.ts';
import type { Desk, Reply } from '../../chat/desk.ts';
import type { Messenger } from '../../chat/messenger.ts';
import type { GivenFiles, OfferedFiles } from '../../chat/router.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { type Language, languages, msg, translate } from '../../core/texts/index.ts';
import { audit, verifyAudit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import type { SheetKind } from '../../imports/kind.ts';
import { createLink } from '../../web/links.ts';
import { channelActions, channelCommand, channelForms } from './channel.ts';
import { channelCards } from './channel-cards.ts';
import { doctorCard, type Register } from './doctor.ts';
import { offeredFiles, refusedFileCard, takeFiles } from './files.ts';
import { organisationActions, organisationTemplateCard } from './organisation.ts';
import { organisationForms } from './organisation-forms.ts';
import { peopleActions, peopleCard, peopleForms } from './people.ts';

export interface FrontParts {
  db: Database;
  /** The desks behind this one door. */
  desks: readonly Desk[];
  attachments: Attachments;
  messengers: readonly Messenger[];
  /** Throws what stands between us and the mail server. */
  checkMail(): Promise<unknown>;
  registers: readonly Register[];
  /** The kinds of spreadsheet that the desks take. */
  kinds: readonly SheetKind[];
  importChannels: readonly string[];
  auditKey: Buffer;
  publicUrl: string;
}

/** The front desk: `/pintu`, which leads to every other desk, and what is everybody's. */
export interface FrontDesk extends Desk {
  overview(ctx: Context): Promise<Card>;
  offeredFiles(ctx: Context): Promise<OfferedFiles>;
  takeFiles(ctx: Context, files: GivenFiles, keep: boolean): Promise<Card | null>;
}

export function createFrontDesk(parts: FrontParts): FrontDesk {
  const run = (ctx: Context, text: string) => runCommand(ctx, parts, text);
  const reply = (card: (ctx: Context, parts: FrontParts) => Promise<Card>) => ({
    open: true,
    run: async (ctx: Context): Promise<Reply> => ({ type: 'card', card: await card(ctx, parts) }),
  });
  return {
    id: 'pintu',
    commands: {
      pintu: { open: true, run, understands: (text) => verbs.has(text.toLowerCase().split(/\s+/)[0] ?? '') },
    },
    actions: {
      help: reply(helpCard),
      inbox: reply((ctx) => inboxCard(ctx, parts)),
      mine: reply((ctx) => mineCard(ctx, parts)),
      portal: reply((ctx) => portalCard(ctx, parts)),
      doctor: reply((ctx) => doctorCard(ctx, parts)),
      language: { open: true, run: async (ctx, [language = '']) => changeLanguage(ctx, parts, language) },
      ...peopleActions(parts.db),
      ...organisationActions(parts),
      ...channelActions(parts.db),
    },
    forms: { ...peopleForms(parts.db), ...organisationForms(parts.db), ...channelForms(parts.db) },
    cards: { ...channelCards, 'refused-file': refusedFileCard },
    offers: async () => [],
    home: async () => ({ waiting: [], asked: [] }),
    overview: (ctx) => overviewCard(ctx, parts),
    offeredFiles: (ctx) => offeredFiles(ctx, parts),
    takeFiles: (ctx, files, keep) => takeFiles(ctx, parts, files, keep),
  };
}

const verbs = new Set([
  'help',
  'bantuan',
  'inbox',
  'mine',
  'portal',
  'language',
  'audit',
  'doctor',
  'people',
  'channel',
]);

async function runCommand(ctx: Context, parts: FrontParts, text: string): Promise<Reply> {
  const [verb = '', argument = '', ...rest] = text.toLowerCase().split(/\s+/);
  const card = async (made: Promise<Card>): Promise<Reply> => ({ type: 'card', card: await made });
  switch (verb) {
    case '':
    case 'help':
    case 'bantuan':
      return card(helpCard(ctx, parts));
    case 'inbox':
      return card(inboxCard(ctx, parts));
    case 'mine':
      return card(mineCard(ctx, parts));
    case 'portal':
      return card(portalCard(ctx, parts));
    case 'language':
      return changeLanguage(ctx, parts, argument);
    case 'audit':
      if (argument !== 'verify' || rest.length > 0) throw new Refusal(msg('pintu.usage'));
      return card(auditCard(ctx, parts));
    case 'doctor':
      return card(doctorCard(ctx, parts));
    case 'people':
      if (argument === 'template' && rest.length === 0) return card(organisationTemplateCard(ctx, parts));
      return card(peopleCard(ctx, parts.db, { text: [argument, ...rest].join(' ').trim() }));
    case 'channel':
      return card(channelCommand(ctx, parts.db));
    default:
      throw new Refusal(msg('pintu.usage'));
  }
}

/** What this person may do here, one button each. */
async function helpCard(ctx: Context, parts: FrontParts): Promise<Card> {
  const { t, actor } = ctx;
  const offers = (await Promise.all(parts.desks.map((desk) => desk.offers(ctx)))).flat();
  const own = [
    { label: t('pintu.inbox.title'), text: t('pintu.inbox.text'), action: action('pintu', 'inbox') },
    { label: t('pintu.mine.title'), text: t('pintu.mine.text'), action: action('pintu', 'mine') },
    { label: t('pintu.portal.title'), text: t('pintu.portal.text'), action: action('pintu', 'portal') },
    ...(hasRole(actor, 'ADMIN')
      ? [
          { label: t('people.title'), text: t('people.text'), action: action('pintu', 'people') },
          { label: t('channel.title'), text: t('channel.text'), action: action('pintu', 'channels') },
          { label: t('doctor.title'), text: t('doctor.text'), action: action('pintu', 'doctor') },
        ]
      : []),
  ];
  return {
    title: t('pintu.help.title'),
    parts: [
      { type: 'text', text: t('pintu.help.greeting', { name: actor.name }) },
      {
        type: 'list',
        empty: '',
        items: [...offers, ...own].map((offer) => ({
          title: offer.label,
          text: offer.text,
          button: { label: t('pintu.help.do'), does: { action: offer.action } },
        })),
      },
      { type: 'text', text: t('pintu.help.commands'), subtle: true },
      ...(actor.registered
        ? []
        : [{ type: 'text' as const, text: t('pintu.help.noStanding'), subtle: true }]),
    ],
    buttons: languages
      .filter((language) => language !== t.language)
      .map((language) => ({
        label: t(`language.${language}`),
        does: { action: action('pintu', 'language', language) },
      })),
  };
}

async function sections(ctx: Context, parts: FrontParts, which: 'waiting' | 'asked'): Promise<Part[]> {
  const homes = await Promise.all(parts.desks.map((desk) => desk.home(ctx)));
  const all = homes.flatMap((home) => home[which]);
  const isList = (part: Part) => part.type === 'list';
  const isEmpty = (part: Part) => part.type === 'list' && part.items.length === 0;
  // One desk's "nothing" above another one's something would not be true.
  return all.some((part) => isList(part) && !isEmpty(part)) ? all.filter((part) => !isEmpty(part)) : all;
}

async function inboxCard(ctx: Context, parts: FrontParts): Promise<Card> {
  return {
    title: ctx.t('pintu.inbox.title'),
    parts: await sections(ctx, parts, 'waiting'),
    buttons: [backTo(ctx, 'mine', 'pintu.mine.title')],
    again: action('pintu', 'inbox'),
  };
}

async function mineCard(ctx: Context, parts: FrontParts): Promise<Card> {
  return {
    title: ctx.t('pintu.mine.title'),
    parts: await sections(ctx, parts, 'asked'),
    buttons: [backTo(ctx, 'inbox', 'pintu.inbox.title')],
    again: action('pintu', 'mine'),
  };
}

function backTo({ t }: Context, verb: string, label: 'pintu.inbox.title' | 'pintu.mine.title') {
  return { label: t(label), does: { action: action('pintu', verb) } };
}

/** The Home tab: waiting for me, my requests, and a button for each desk that this person may use. */
async function overviewCard(ctx: Context, parts: FrontParts): Promise<Card> {
  const { t } = ctx;
  const offers = (await Promise.all(parts.desks.map((desk) => desk.offers(ctx)))).flat();
  const help = { label: t('pintu.help.title'), action: action('pintu', 'help') };
  return {
    title: t('pintu.home.title', { name: ctx.actor.name }),
    parts: [
      { type: 'buttons', buttons: [...offers, help].map((offer, index) => button(offer, index === 0)) },
      { type: 'heading', text: t('pintu.inbox.title') },
      ...(await sections(ctx, parts, 'waiting')),
      { type: 'heading', text: t('pintu.mine.title') },
      ...(await sections(ctx, parts, 'asked')),
    ],
    buttons: [],
  };
}

function button(offer: { label: string; action: Action }, primary: boolean) {
  return {
    label: offer.label,
    does: { action: offer.action },
    ...(primary ? { style: 'primary' as const } : {}),
  };
}

/** How long the door from chat to the portal stays open. */
const enterLinkMs = 10 * 60_000;

async function portalCard(ctx: Context, parts: FrontParts): Promise<Card> {
  const token = await createLink(parts.db, {
    purpose: 'enter',
    subject: { personId: ctx.actor.id },
    now: ctx.now,
    validMs: enterLinkMs,
  });
  return {
    title: ctx.t('pintu.portal.title'),
    parts: [{ type: 'text', text: ctx.t('pintu.portal.ready') }],
    buttons: [
      {
        label: ctx.t('pintu.portal.open'),
        style: 'primary',
        does: { url: `${parts.publicUrl}/portal/enter/${token}` },
      },
    ],
  };
}

async function changeLanguage(ctx: Context, parts: FrontParts, chosen: string): Promise<Reply> {
  const language = languages.find((known): known is Language => known === chosen);
  if (!language) throw new Refusal(msg('language.usage'));
  await parts.db.transaction(async (tx) => {
    const before = await tx.query<{ language: string | null }>(
      'SELECT language FROM person WHERE id = $1 FOR UPDATE',
      [ctx.actor.id],
    );
    if (before[0]?.language === language) return;
    await tx.query('UPDATE person SET language = $2 WHERE id = $1', [ctx.actor.id, language]);
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'person.language',
      subject: `person:${ctx.actor.id}`,
      from: before[0]?.language ?? undefined,
      to: language,
    });
  });
  return { type: 'text', text: translate(language)('language.changed') };
}

/** Recomputes the audit's hash chain and says whether it holds (I-5). */
async function auditCard(ctx: Context, parts: FrontParts): Promise<Card> {
  const { t } = ctx;
  if (!hasRole(ctx.actor, 'ADMIN')) throw new Refusal(msg('error.adminOnly'));
  const report = await verifyAudit(parts.db, parts.auditKey);
  return {
    title: t('audit.title'),
    status: report.brokenAt
      ? { text: t('audit.broken'), tone: 'bad' }
      : { text: t('audit.holds'), tone: 'good' },
    parts: [
      {
        type: 'facts',
        facts: [
          { label: t('audit.sealed'), value: String(report.sealed) },
          { label: t('audit.unsealed'), value: String(report.unsealed) },
          { label: t('audit.head'), value: report.head },
        ],
      },
      ...(report.brokenAt
        ? [
            {
              type: 'text' as const,
              text: t('audit.brokenAt', {
                position: report.brokenAt.position,
                entry: report.brokenAt.entryId,
              }),
            },
          ]
        : []),
      { type: 'text', text: t('audit.hint'), subtle: true },
    ],
    buttons: [],
  };
}
