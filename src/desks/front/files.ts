import type { Attachments } from '../../attachments/attachments.ts';
import type { Card, Part } from '../../chat/card.ts';
import type { CardsOf, Desk } from '../../chat/desk.ts';
import type { FileRef, FilesWanted } from '../../chat/form.ts';
import type { GivenFiles, OfferedFiles, Shown } from '../../chat/router.ts';
import { largestTaken } from '../../chat/shortcuts.ts';
import { type Context, hasRole, type Place, type Platform, type Surface } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { isSheet, sheetArrived } from '../../imports/arrived.ts';
import { filesKnown, givenBy, isTold, type SheetKind } from '../../imports/kind.ts';
import type { WhoCanHelp } from '../../people/who-can-help.ts';
import { boundChannel } from '../../posted/channels.ts';
import { createLink } from '../../web/links.ts';
import { isMail, mailsArrived } from './audit/mails.ts';
import { offerCard } from './given-files.ts';

declare module '../../core/names.ts' {
  interface Cards {
    'pintu.refused-file': { file: string; why: Message };
    'pintu.waiting-file': { file: string };
  }
}

export interface FilesDeps {
  db: Database;
  desks: readonly Desk[];
  attachments: Attachments;
  publicUrl: string;
  whoCanHelp: WhoCanHelp;
  /** The kinds of spreadsheet that the desks take. */
  kinds: readonly SheetKind[];
  /** Ids of channels that take imports without being bound (IMPORT_CHANNELS). */
  importChannels: readonly string[];
}

/** How long the page that takes files for a form stays open. */
const attachLinkMs = 60 * 60_000;

/** What somebody may choose from in a form, and the one-time page where more is given. */
export async function offeredFiles(
  ctx: Context,
  deps: FilesDeps,
  wanted: Partial<FilesWanted> = {},
): Promise<OfferedFiles> {
  const { accept, maxFiles, maxBytes } = wanted;
  const token = await createLink(deps.db, {
    purpose: 'attach',
    subject: { personId: ctx.actor.id, accept, maxFiles, maxBytes },
    now: ctx.now,
    validMs: attachLinkMs,
  });
  return {
    uploadUrl: `${deps.publicUrl}/portal/attach/${token}`,
    files: (await deps.attachments.waiting(ctx.actor.id, maxBytes)).map(({ givenAt, ...file }) => ({
      ...file,
      givenAt: ctx.time(givenAt),
    })),
  };
}

/**
 * Files that were sent to the bot, or dropped in a channel. Spreadsheets are read by the desk that takes their kind; other
 * files are kept for the next form of the one who sent them, where a platform's forms cannot take files themselves, and what may be
 * done with one of them is offered. Of what is sent to the bot together nothing is passed over in silence. In a channel only spreadsheets count,
 * where it is bound for something that they may be about, and what is offered for other files, to the one who dropped them alone: where they
 * have spoken to us, or where we take files anyway.
 */
export async function takeFiles(
  ctx: Context,
  deps: FilesDeps,
  given: GivenFiles,
  keep: boolean,
): Promise<Shown | null> {
  const { place } = ctx;
  const inChannel = place !== undefined && !place.direct;
  const mentioned = place?.mentioned ?? false;
  const kinds = await kindsTaken(deps, inChannel ? place : null);
  if (kinds.length === 0 && !mentioned) return null;
  const files = typeof given === 'function' ? await given() : given;
  const readsSheets = isPlatform(ctx.surface) && (!place || place.platform === ctx.surface);
  const sheets = files.filter((file) => kinds.length > 0 && isSheet(file) && readsSheets);
  const others = files.filter((file) => !sheets.includes(file));
  const mayGive = sheets.length > 0 && (await givenBy(ctx, kinds)).length > 0;
  // The platform says so to the one who dropped it alone, wherever that was.
  if (sheets.length > 0 && !mayGive && (inChannel || !keep || others.length === 0))
    throw new Refusal(notForYou);
  if (sheets.length === 0 && inChannel) {
    const offer = await offerCard(ctx, deps, others, mentioned);
    const left = others.filter((file) => mentioned && isSheet(file) && !offer?.taken.includes(file));
    if (left.length === 0) return offer && { card: offer.card, aside: true };
    const told = await notHereCard(ctx, deps, left, offer !== null);
    const card = offer ? { ...offer.card, parts: [...offer.card.parts, ...told.parts] } : told;
    return { card, aside: true };
  }
  if (others.length > 0 && others.every(isMail) && sheets.length === 0 && !hasRole(ctx.actor, 'ADMIN'))
    throw new Refusal(mailNotForYou);
  if (sheets.length === 0) return { card: await withoutSheets(ctx, deps, others, keep) };
  if (!mayGive) {
    const kept = await withoutSheets(ctx, deps, others, keep);
    return { card: { ...kept, parts: [await refusedPart(ctx, deps, sheets, notForYou), ...kept.parts] } };
  }
  await readSheets(ctx, deps, sheets, kinds);
  const received = receivedCard(ctx, sheets);
  if (inChannel || others.length === 0) return { card: received };
  const rest = await withoutSheets(ctx, deps, others, keep);
  return { card: { ...received, parts: [...received.parts, ...rest.parts], buttons: rest.buttons } };
}

/** For whoever asks us to read spreadsheets in a channel that takes none; `beside`: something else is offered them. */
async function notHereCard(
  ctx: Context,
  deps: FilesDeps,
  sheets: readonly FileRef[],
  beside: boolean,
): Promise<Card> {
  const { t } = ctx;
  const isGiver = (await givenBy(ctx, deps.kinds)).length > 0;
  if (!isGiver && !beside) throw new Refusal(notForYou);
  const part: Part = isGiver
    ? { type: 'text', text: t('imports.notHere', { names: namesOf(sheets) }) }
    : await refusedPart(ctx, deps, sheets, notForYou);
  return { title: t('chat.filesRefused'), parts: [part], buttons: [] };
}

/** What was sent to the bot besides spreadsheets. */
async function withoutSheets(ctx: Context, deps: FilesDeps, files: FileRef[], keep: boolean): Promise<Card> {
  const mails = files.filter(isMail);
  const others = files.filter((file) => !isMail(file));
  if (mails.length === 0) return offeredOrKept(ctx, deps, others, keep);
  const told = await takeMails(ctx, deps, mails);
  if (others.length === 0) return told;
  const rest = await offeredOrKept(ctx, deps, others, keep);
  return { ...rest, parts: [...told.parts, ...rest.parts] };
}

/** Mails with roots of the audit log, which ADMINs give back (T-1). Nothing of what others send is read. */
async function takeMails(ctx: Context, deps: FilesDeps, mails: FileRef[]): Promise<Card> {
  const { t, actor, surface } = ctx;
  if (!hasRole(actor, 'ADMIN') || !isPlatform(surface))
    return {
      title: t('chat.filesRefused'),
      parts: [await refusedPart(ctx, deps, mails, mailNotForYou)],
      buttons: [],
    };
  await deps.db.transaction(ctx, (tx) =>
    mailsArrived(tx, { personId: actor.id, platform: surface, files: mails }),
  );
  return {
    title: t('imports.receivedTitle'),
    parts: [{ type: 'text', text: t('audit.mail.received', { names: namesOf(mails) }) }],
    buttons: [],
  };
}

async function offeredOrKept(ctx: Context, deps: FilesDeps, files: FileRef[], keep: boolean): Promise<Card> {
  if (keep) return keepFiles(ctx, deps, files);
  const offer = await offerCard(ctx, deps, files, true);
  if (!offer) return expectedCard(ctx, deps);
  const isTaken = files.every((file) => offer.taken.includes(file));
  return isTaken
    ? offer.card
    : { ...offer.card, parts: [...offer.card.parts, ...(await expectedCard(ctx, deps)).parts] };
}

const notForYou = msg('imports.notForYou');
const mailNotForYou = msg('audit.refuse.mail');

/** Why these are not read, where others that came with them may be. */
async function refusedPart(
  { t, actor }: Context,
  { whoCanHelp }: FilesDeps,
  files: readonly FileRef[],
  why: Message,
): Promise<Part> {
  const helpers = await whoCanHelp(why, actor);
  const says = [t.message(why), ...(helpers ? [t('error.whoCanHelp', { names: helpers })] : [])];
  return { type: 'text', text: `⚠️ ${namesOf(files)}: ${says.join(' ')}` };
}

const namesOf = (files: readonly FileRef[]): string => files.map(({ name }) => name).join(', ');

function receivedCard({ t }: Context, sheets: readonly FileRef[]): Card {
  return {
    title: t('imports.receivedTitle'),
    parts: [{ type: 'text', text: t('imports.received', { names: namesOf(sheets) }) }],
    buttons: [],
  };
}

async function readSheets(
  ctx: Context,
  { db }: FilesDeps,
  sheets: readonly FileRef[],
  kinds: readonly SheetKind[],
): Promise<void> {
  const { actor, surface, place } = ctx;
  if (!isPlatform(surface)) return;
  const channel =
    place && !place.direct
      ? { platform: place.platform, channel: place.channel, under: place.message }
      : null;
  await db.transaction(ctx, async (tx) => {
    for (const file of sheets)
      await sheetArrived(tx, {
        personId: actor.id,
        platform: surface,
        file,
        channel,
        kinds: kinds.map(({ id }) => id),
      });
  });
}

/**
 * What a place takes: a direct conversation everything, an import channel too, a channel that is bound for something else
 * the reports about it, and any other channel nothing (P-2, I-9).
 */
async function kindsTaken(deps: FilesDeps, channel: Place | null): Promise<readonly SheetKind[]> {
  if (!channel || deps.importChannels.includes(channel.channel)) return deps.kinds;
  const bound = await boundChannel(deps.db, channel);
  if (!bound) return [];
  return bound.purpose === 'IMPORTS' ? deps.kinds : deps.kinds.filter((kind) => 'take' in kind);
}

const isPlatform = (surface: Surface): surface is Platform => surface !== 'portal' && surface !== 'system';

/** What may be sent, for somebody who sent something else. */
async function expectedCard(ctx: Context, { kinds }: FilesDeps): Promise<Card> {
  const { t } = ctx;
  const mine = await givenBy(ctx, kinds);
  const known = filesKnown(ctx, mine.length > 0 ? mine : kinds);
  return {
    title: t('chat.filesRefused'),
    parts: [{ type: 'text', text: t('imports.expected', { known }) }],
    buttons: [],
  };
}

/** Why a spreadsheet was not processed; nothing has changed. */
export const refusedFileCard: CardsOf<'pintu'>['refused-file'] = async ({ t }, _id, args) =>
  isTold(args)
    ? {
        title: t('imports.refused', { file: args.file }),
        parts: [{ type: 'text', text: `⚠️ ${t.message(args.why)}` }],
        buttons: [],
      }
    : null;

/** Stands in for a spreadsheet that cannot be read yet, which is said on it for as long as that is so. */
export const waitingFileCard: CardsOf<'pintu'>['waiting-file'] = async ({ t }, _id, args) =>
  isTold(args)
    ? {
        title: t('jobs.waitingFile.title', { file: args.file }),
        parts: [{ type: 'text', text: t('jobs.waitingFile.text') }],
        buttons: [],
      }
    : null;

async function keepFiles(ctx: Context, deps: FilesDeps, files: FileRef[]): Promise<Card> {
  const taken = await Promise.all(files.map((file) => takeOne(ctx, deps, file)));
  const kept = taken.flatMap((one) => ('name' in one ? [one.name] : []));
  const problems = taken.flatMap((one) => ('problems' in one ? one.problems : []));
  const offers = (await Promise.all(deps.desks.map((desk) => desk.offers?.(ctx) ?? []))).flat();
  const taking = offers.filter(({ takesFiles }) => takesFiles);
  return {
    title: ctx.t(kept.length > 0 ? 'chat.filesTaken' : 'chat.filesRefused'),
    parts: [
      ...(kept.length > 0
        ? [{ type: 'text' as const, text: ctx.t('chat.filesTakenText', { names: kept.join(', ') }) }]
        : []),
      ...problems.map((problem) => ({ type: 'text' as const, text: `⚠️ ${problem}` })),
    ],
    buttons: kept.length > 0 ? taking.map(({ label, action }) => ({ label, does: { action } })) : [],
  };
}

async function takeOne(
  ctx: Context,
  { attachments, desks }: FilesDeps,
  file: FileRef,
): Promise<{ name: string } | { problems: string[] }> {
  try {
    // What it is for is not known yet: as large as whatever might take it permits.
    const [taken] = await attachments.take(ctx.actor.id, [file], 'file', largestTaken(desks, file));
    return { name: taken?.name ?? file.name };
  } catch (error) {
    if (!(error instanceof FieldErrors)) throw error;
    return { problems: Object.values(error.fields).map((problem) => ctx.t.message(problem)) };
  }
}
