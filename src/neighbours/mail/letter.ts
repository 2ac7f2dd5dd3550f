import { oneLine } from '../../chat/card.ts';
import type { Clock } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import type { Letters, Nothing, Told, ToldBy } from '../../core/names.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type Language, type Translate, translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import type { ChatLinks } from '../../posted/links.ts';

/** An e-mail as data, every text already in its reader's language. */
export interface Letter {
  language: Language;
  to: { name: string; address: string };
  subject: string;
  paragraphs: string[];
  facts?: { label: string; value: string }[];
  /** The one thing to press, shown as a button and written out as a link. A paragraph speaks of it. */
  link?: LetterLink;
  /** A page of its reader's alone where the same can be done, as a paragraph says. */
  page?: LetterLink;
}

export interface LetterLink {
  label: string;
  url: string;
  /** Set for a link that is its reader's alone: it works once, for so many hours, and the letter says so. */
  onceWithinHours?: number;
}

/** Builds an e-mail from the state of this moment, in which whom it is for is known already; null when it is no longer due. */
export type LetterSource<Args = Nothing> = (
  subject: number,
  args: Args,
  moment?: Queryable,
) => Promise<Letter | null>;

/** Writes the letter of a name that is known only when it runs. Two-way, as methods are. */
export type NamedLetterSource = {
  write(...given: Parameters<LetterSource<object>>): Promise<Letter | null>;
}['write'];

/** `satker.waiting`: the desk and its letter. */
export type LetterName = keyof Letters;

/** A letter that its subject alone makes. */
export type PlainLetterName = ToldBy<Letters, Nothing>;

/** A letter with what it is told. */
export type LetterTold =
  | { letter: PlainLetterName; args?: undefined }
  | Told<Omit<Letters, PlainLetterName>, 'letter'>;

/** A letter of those that get `Given` from whoever sends them, with what else it is told. */
export type LetterGiven<Given> = {
  [Name in LetterName]: keyof Given extends keyof Letters[Name]
    ? { letter: Name } & (Record<never, never> extends Omit<Letters[Name], keyof Given>
        ? { args?: undefined }
        : { args: Omit<Letters[Name], keyof Given> })
    : never;
}[LetterName];

/** Writers of all letters that a desk has declared, by their names within it. */
export type LettersOf<Id extends string> = {
  [Name in LetterName as Name extends `${Id}.${infer Own}` ? Own : never]: LetterSource<Letters[Name]>;
};

/** What a desk writes its letters with, beside what it knows itself. */
export interface LetterDeps {
  db: Database;
  clock: Clock;
  /** The language of an address that belongs to nobody we know. */
  defaultLanguage: Language;
  contextOf(personId: number, moment?: Queryable): Promise<Context | null>;
  chat: ChatLinks;
}

/** A letter to somebody whom we know, in their language. */
export function letterTo(
  { t, actor }: Pick<Context, 't' | 'actor'>,
  { paragraphs, ...written }: Omit<Letter, 'language' | 'to'>,
): Letter {
  return {
    language: t.language,
    to: { name: actor.name, address: actor.email },
    paragraphs: [t('mail.greeting', { name: actor.name }), ...paragraphs],
    ...written,
  };
}

/** The words for whoever reads the mail of an address: in the language of the person that it belongs to, if any. */
export async function wordsFor(
  deps: Pick<LetterDeps, 'db' | 'defaultLanguage' | 'contextOf'>,
  email: string,
): Promise<Translate> {
  const rows = await deps.db.query<{ id: number }>('SELECT id FROM person WHERE email = $1', [email]);
  const reader = rows[0] && (await deps.contextOf(rows[0].id));
  return reader?.t ?? translate(deps.defaultLanguage);
}

/** What stands below the link: how long it works, if it ends. */
function once(t: Translate, { link }: Letter): string[] {
  return link?.onceWithinHours ? [t('mail.linkOnce', { hours: link.onceWithinHours })] : [];
}

function footer(t: Translate, { link, page }: Letter): string {
  const isPersonal = page !== undefined || link?.onceWithinHours !== undefined;
  return [t('mail.footer'), ...(isPersonal ? [t('mail.footer.personal')] : [])].join(' ');
}

/** In their order: the first stands out. */
const linksOf = ({ link, page }: Letter): LetterLink[] => [link, page].flatMap((one) => one ?? []);

/** The plain text of a letter. */
export function letterText(letter: Letter): string {
  const t = translate(letter.language);
  const facts = (letter.facts ?? []).map((fact) => `${fact.label}: ${oneLine(fact.value)}`);
  return [
    // Further lines are typed: set in, none of them is a paragraph, a fact or a signature of ours.
    ...letter.paragraphs.map((text) => text.replaceAll(/\s*\n\s*/g, '\n    ')),
    ...(facts.length > 0 ? [facts.join('\n')] : []),
    ...linksOf(letter).map(({ label, url }) => `${label}:\n${url}`),
    ...once(t, letter),
    `-- \n${footer(t, letter)}`,
  ].join('\n\n');
}

/**
 * The HTML of a letter: tables and inline styles, because mail programs know little else. Outlook's Word engine keeps
 * colour and padding only on cells, so the page and the button are cells.
 */
export function letterHtml(letter: Letter): string {
  const t = translate(letter.language);
  const small = 'color:#5b6470;font-size:12px';
  const content = [
    row('padding:24px 24px 18px;font-weight:600', 'Satu Pintu'),
    ...letter.paragraphs.map((text) => row('padding:0 24px 14px', escapeHtml(text))),
    ...(letter.facts?.length ? [row('padding:0 24px 18px', factsHtml(letter.facts))] : []),
    ...linksOf(letter).flatMap((link) => [
      row('padding:4px 24px 10px', buttonHtml(link)),
      row(`padding:0 24px 18px;${small};word-break:break-all`, escapeHtml(link.url)),
    ]),
    ...once(t, letter).map((text) => row('padding:0 24px 14px', escapeHtml(text))),
    row(`padding:10px 24px 24px;${small}`, escapeHtml(footer(t, letter))),
  ].join('');
  return (
    `<!doctype html><html lang="${t.language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(letter.subject)}</title></head>` +
    `<body style="margin:0;padding:0;background-color:#f3f5f8">` +
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f3f5f8"><tr><td align="center">` +
    `<table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" ` +
    `style="width:100%;max-width:560px;background-color:#ffffff;color:#1b2430;${font};text-align:left">${content}</table>` +
    `</td></tr></table></body></html>`
  );
}

/** A font of its own in each cell: Word does not hand the table's down. */
const font = 'font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5';

function row(style: string, html: string): string {
  return `<tr><td style="${font};${style}">${html}</td></tr>`;
}

function factsHtml(facts: NonNullable<Letter['facts']>): string {
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td valign="top" style="${font};padding:3px 16px 3px 0;color:#5b6470">${escapeHtml(label)}</td>` +
      `<td valign="top" style="${font};padding:3px 0">${escapeHtml(value)}</td></tr>`,
  );
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0">${rows.join('')}</table>`;
}

function buttonHtml({ label, url }: LetterLink): string {
  return (
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>` +
    `<td align="center" bgcolor="#0b5cad" style="padding:11px 20px;background-color:#0b5cad;border-radius:6px">` +
    `<a href="${escapeHtml(url)}" style="${font};color:#ffffff;font-weight:600;text-decoration:none">` +
    `<span style="color:#ffffff">${escapeHtml(label)}</span></a></td></tr></table>`
  );
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replace(/[<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
