import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { letterHtml, letterText } from '../../src/neighbours/mail/letter.ts';
import { sampleDatabase } from '../support/bot.ts';
import { letterCatalogue, type Written } from '../support/letter-catalogue.ts';
import { openDatabase } from '../support/open-database.ts';

let database: { url: string; drop(): Promise<void> };
let db: Database;
let letters: Record<Language, Written[]>;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  letters = { id: await letterCatalogue(db, 'id', 'LTR-ID'), en: await letterCatalogue(db, 'en', 'LTR-EN') };
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Words that promise a link in this letter. */
const promises: Record<Language, RegExp> = { id: /\b(tautan|tombol|link)/i, en: /\b(link|button)/i };

describe.each(languages)('every letter of every desk (%s)', (language) => {
  it('speaks of a link where it has one, and nowhere else', () => {
    for (const { name, letter } of letters[language]) {
      expect(letter.language, name).toBe(language);
      const spoken = letter.paragraphs.filter((text) => promises[language].test(text));
      expect(spoken, name).toHaveLength([letter.link, letter.page].filter(Boolean).length);
      const { link: _, page: __, ...without } = letter;
      const rest = letterText({
        ...without,
        paragraphs: letter.paragraphs.filter((text) => !spoken.includes(text)),
      });
      expect(rest, name).not.toMatch(promises[language]);
    }
  });

  it('asks for discretion, and says how long its link works, only where the link is the reader’s alone', () => {
    for (const { name, letter } of letters[language]) {
      const text = letterText(letter);
      const links = [letter.link, letter.page].map((link) => link?.url).join();
      const isPersonal = /\/portal\/(password|activate|account|card)\//.test(links);
      expect(/meneruskan|forward/.test(text), name).toBe(isPersonal);
      expect(/\b(24|1|72) (jam|hours?)\b/.test(text), name).toBe(isPersonal);
    }
  });

  it('to somebody who is to act leads to their card, or says what to type and where, and to its page', () => {
    const toAct = letters[language].filter(({ name }) => /waiting|ticket|dormant|expiring/.test(name));
    expect(toAct).toHaveLength(2 * 8);
    for (const { name, letter } of toAct) {
      expect(letter.page?.url, name).toBe('https://pintu.example.com/portal/card/card');
      const [chat] = letter.paragraphs.slice(-2);
      if (name.endsWith('not reached')) {
        expect(letter.link, name).toBeUndefined();
        expect(chat, name).toMatch(
          /\/(pintu inbox|satker reactivate) (di|in) Slack (atau|or) “(inbox|satker reactivate)” (di|in) Microsoft Teams/,
        );
      } else {
        expect(letter.link?.url, name).toBe('https://chat.example.com/card');
      }
      // The buttons are named as they stand on the card.
      expect(chat, name).toMatch(/“[^”]+”/);
    }
  });
});

/** The tags of a page, in order, each with its attributes as they are written. */
const tags = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`<${name}\\b[^>]*>`, 'g'))].map(([tag]) => tag);

describe('the HTML of a letter', () => {
  it('keeps its button in Outlook’s Word engine: colour and padding are a cell’s, never the link’s', () => {
    for (const { name, letter } of letters.id.filter(({ letter }) => letter.link)) {
      const html = letterHtml(letter);
      const [button] = html.match(/<td[^>]*bgcolor="#0b5cad"[^>]*><a [^>]*>/) ?? [];
      expect(button, name).toMatch(/<td[^>]*style="[^"]*padding:/);
      expect(tags(html, 'a').join(), name).not.toMatch(/padding|display:|background/);
    }
  });

  it('uses nothing that Word does not know: no div, no paragraph, no picture, no style sheet', () => {
    for (const { name, letter } of letters.en) {
      const html = letterHtml(letter);
      expect(html, name).not.toMatch(/<(div|p|img|style|svg|script)\b|display:|flex|position:/);
      for (const table of tags(html, 'table')) expect(table, name).toContain('role="presentation"');
    }
  });

  it('says all that the plain text says, in the same order', () => {
    for (const { name, letter } of [...letters.id, ...letters.en]) {
      const words = (text: string) =>
        text
          .replaceAll('-- ', '')
          .replace(/[\s:]+/g, ' ')
          .trim();
      const shown = letterHtml(letter)
        .replace(/<title>.*?<\/title>/, '')
        .replaceAll(/<\/?(a|span)\b[^>]*>/g, '')
        .replaceAll(/<[^>]+>/g, '\n')
        .replaceAll('&amp;', '&')
        .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
      expect(words(shown), name).toBe(words(`Satu Pintu ${letterText(letter)}`));
    }
  });
});
