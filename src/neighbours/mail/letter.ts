import type { Clock } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import { type Language, type Translate, translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';

/** An e-mail as data, every text already in its reader's language. */
export interface Letter {
  language: Language;
  to: { name: string; address: string };
  subject: string;
  paragraphs: string[];
  facts?: { label: string; value: string }[];
  /** The one thing to press, shown as a button and written out as a link. */
  link?: { label: string; url: string };
}

/** Builds an e-mail from the state of this moment; null when it is no longer due. */
export type LetterSource = (subject: number, args: Record<string, unknown>) => Promise<Letter | null>;

/** What a desk writes its letters with, beside what it knows itself. */
export interface LetterParts {
  db: Database;
  clock: Clock;
  /** The language of an address that belongs to nobody we know. */
  defaultLanguage: Language;
  contextOf(personId: number): Promise<Context | null>;
}

/** The words for whoever reads the mail of an address: in the language of the person that it belongs to, if any. */
export async function wordsFor(
  parts: Pick<LetterParts, 'db' | 'defaultLanguage' | 'contextOf'>,
  email: string,
): Promise<Translate> {
  const rows = await parts.db.query<{ id: number }>('SELECT id FROM person WHERE email = $1', [email]);
  const reader = rows[0] && (await parts.contextOf(rows[0].id));
  return reader?.t ?? translate(parts.defaultLanguage);
}

/** The plain text of a letter. */
export function letterText(letter: Letter): string {
  const t = translate(letter.language);
  const facts = (letter.facts ?? []).map((fact) => `${fact.label}: ${fact.value}`);
  const link = letter.link ? [`${letter.link.label}:\n${letter.link.url}`] : [];
  return [
    ...letter.paragraphs,
    ...(facts.length > 0 ? [facts.join('\n')] : []),
    ...link,
    `-- \n${t('mail.footer')}`,
  ].join('\n\n');
}

/** The HTML of a letter: tables and inline styles, because mail programs know little else. */
export function letterHtml(letter: Letter): string {
  const t = translate(letter.language);
  const paragraphs = letter.paragraphs
    .map((text) => `<p style="margin:0 0 14px">${escapeHtml(text)}</p>`)
    .join('');
  const rows = (letter.facts ?? [])
    .map(
      (fact) =>
        `<tr><td style="padding:3px 16px 3px 0;color:#5b6470;vertical-align:top">${escapeHtml(fact.label)}</td>` +
        `<td style="padding:3px 0">${escapeHtml(fact.value)}</td></tr>`,
    )
    .join('');
  const facts =
    rows && `<table role="presentation" style="border-collapse:collapse;margin:0 0 18px">${rows}</table>`;
  const link = letter.link
    ? `<p style="margin:0 0 8px"><a href="${escapeHtml(letter.link.url)}" style="display:inline-block;background:#0b5cad;color:#fff;` +
      `padding:10px 18px;border-radius:6px;text-decoration:none">${escapeHtml(letter.link.label)}</a></p>` +
      `<p style="margin:0 0 18px;color:#5b6470;font-size:12px;word-break:break-all">${escapeHtml(letter.link.url)}</p>`
    : '';
  return (
    `<!doctype html><html lang="${t.language}"><body style="margin:0;background:#f3f5f8">` +
    `<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;color:#1b2430;font:15px/1.5 system-ui,sans-serif">` +
    `<p style="margin:0 0 18px;font-weight:600">Satu Pintu</p>${paragraphs}${facts}${link}` +
    `<p style="margin:18px 0 0;color:#5b6470;font-size:12px">${escapeHtml(t('mail.footer'))}</p></div></body></html>`
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
