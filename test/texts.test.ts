import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../src/core/root.ts';
import {
  formatClock,
  formatDay,
  formatDays,
  formatPeriod,
  formatTerm,
  formatTime,
} from '../src/core/texts/dates.ts';
import { en } from '../src/core/texts/en.ts';
import { compiled, formatSize, type Language } from '../src/core/texts/format.ts';
import { id } from '../src/core/texts/id.ts';
import { languages, type TextKey, translate, translateWithoutSlash } from '../src/core/texts/index.ts';
import type { Database } from '../src/db/database.ts';
import { kindNames, statusNames } from '../src/desks/user-id/model.ts';
import { limits } from '../src/platforms/slack/limits.ts';
import { catalogueDesks } from './support/card-catalogue.ts';

const keys = Object.keys(id) as (keyof typeof id)[];
const argsOf = (text: string) => [...text.matchAll(/\{(\w+)[},]/g)].map((match) => match[1]).sort();

function sources(folder: string): string {
  return readdirSync(path.join(projectRoot, folder), { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.ts') && !path.dirname(file).includes('texts'))
    .map((file) => readFileSync(path.join(projectRoot, folder, file), 'utf8'))
    .join('\n');
}

describe('the catalogues', () => {
  it('I-8 have every text in both languages, with the same arguments', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(argsOf(en[key]), key).toEqual(argsOf(id[key]));
  });

  it('I-8 fill in without a mistake', () => {
    for (const key of keys) {
      for (const [language, text] of [
        ['id', id[key]],
        ['en', en[key]],
      ] as const) {
        const args = Object.fromEntries(argsOf(text).map((name) => [name, 'x']));
        expect(compiled(language, text)(args), key).not.toBe('');
      }
    }
  });

  it('I-8 write every count as a number of the language', () => {
    const counts =
      /\{(count|rows|good|failed|done|taken|all|waiting|refused|granted|mapped|size|jobs|failures|dead)\}/;
    for (const key of keys) for (const text of [id[key], en[key]]) expect(text, key).not.toMatch(counts);
    expect(compiled('id', id['imports.button.failed'])({ count: 20_000 })).toBe('Failed (20.000)');
    expect(compiled('en', en['imports.button.failed'])({ count: 20_000 })).toBe('Failed (20,000)');
  });

  it('I-8 write sizes as the language does', () => {
    const sizes = [100, 319_000, 1_572_864, 5_242_880];
    expect(sizes.map((bytes) => formatSize('id', bytes))).toEqual(['1 kB', '312 kB', '1,5 MB', '5 MB']);
    expect(sizes.map((bytes) => formatSize('en', bytes))).toEqual(['1 kB', '312 kB', '1.5 MB', '5 MB']);
    expect(compiled('id', id['attachment.error.size'])({ name: 'a.pdf', size: 5.1, max: 5 })).toContain(
      '5,1 MB',
    );
  });

  it('I-8 write days and times as the language does, in one shape for each purpose', () => {
    const at = new Date('2026-03-05T00:30:00Z');
    const written = languages.map((language) => [
      formatTime(language, 'Asia/Jakarta', at),
      formatTerm(language, 'Asia/Makassar', at),
      formatClock(language, 450),
      formatDay(language, '2026-12-31'),
      formatPeriod(language, '2026-06-01', '2026-06-05'),
      formatPeriod(language, '2026-12-28', '2027-01-02'),
      formatPeriod(language, '2026-06-05', '2026-06-05'),
      formatDays(language, '2026-05-28', '2026-06-01'),
    ]);
    expect(written).toEqual([
      [
        '5 Maret 2026 07.30 WIB',
        'Kamis, 5 Maret 08.30 WITA',
        '07.30',
        '31 Desember 2026',
        '1–5 Juni 2026',
        '28 Desember 2026 – 2 Januari 2027',
        '5 Juni 2026',
        '28 Mei – 1 Juni',
      ],
      [
        '5 March 2026 07:30 WIB',
        'Thursday, 5 March 08:30 WITA',
        '07:30',
        '31 December 2026',
        '1–5 June 2026',
        '28 December 2026 – 2 January 2027',
        '5 June 2026',
        '28 May – 1 June',
      ],
    ]);
    // Texts that name a time themselves name it alike.
    for (const key of keys) {
      expect(id[key], key).not.toMatch(/\b\d{1,2}:\d{2}\b/);
      expect(en[key], key).not.toMatch(/\b[012]?\d\.[0-5]\d\b/);
    }
  });

  it('name the command to type, with a slash and without one', () => {
    // After the word that says so there is something to type.
    const lost = /\b(tulis|ketik|type) (untuk|to|di|in|sekali|once|dan|atau|or|and|kepada)\b/i;
    for (const key of keys) {
      for (const language of languages) {
        const args = Object.fromEntries(argsOf(id[key]).map((name) => [name, 'x']));
        const [slashed, slashless] = [translate, translateWithoutSlash].map((spoken) =>
          spoken(language).message({ key, args }),
        ) as [string, string];
        for (const text of [slashed, slashless]) expect(text, key).not.toMatch(lost);
        expect(slashless, key).not.toMatch(/\/(pintu|userid|satker|partner|sign)\b/);
        expect(slashed + slashless, key).not.toContain('`');
      }
    }
    expect(translateWithoutSlash('id')('error.oldCard')).toContain('Tulis “help” untuk');
    expect(translateWithoutSlash('id')('audit.witness.noChannel')).toContain('dengan “channel”.');
    expect(translateWithoutSlash('en').command('/pintu people template')).toBe('people template');
    expect(translateWithoutSlash('en').command('/satker add')).toBe('satker add');
    expect(translate('en').command('/satker add')).toBe('/satker add');
  });

  it('name no command that no desk has', () => {
    const { front, people: _people, userId, organisation, ...others } = catalogueDesks({} as Database);
    const desks = [front, userId, organisation, ...Object.values(others).map(({ desk }) => desk)];
    const commands = new Map(desks.flatMap(({ commands = {} }) => Object.entries(commands)));
    const written = [
      ...keys.flatMap((key) => [id[key], en[key]]),
      ...['README.md', 'docs/operations.md', 'docs/architecture.md'].map((file) =>
        readFileSync(path.join(projectRoot, file), 'utf8'),
      ),
    ];
    const named = written.flatMap((text) => [...text.matchAll(/`\/([a-z]+)(?: ([a-z]+))?[^`]*`/g)]);
    const lines = named.flatMap(([, name = '', word = '']) => (commands.has(name) ? [{ name, word }] : []));
    expect([...new Set(lines.map(({ name }) => name))].sort()).toEqual([...commands.keys()].sort());
    for (const { name, word } of lines)
      expect(Object.keys(commands.get(name)?.verbs ?? {}), `/${name} ${word}`).toContain(word);
  });

  it('have no text that nothing uses', () => {
    const code = sources('src');
    const quoted = new Set(Array.from(code.matchAll(/'(?=([\w.-]+)')/g), ([, text]) => text));
    const completed = new Set(Array.from(code.matchAll(/`([\w.-]+\.)\$\{/g), ([, text]) => text));
    const used = (key: string) => quoted.has(key) || completed.has(key.slice(0, key.lastIndexOf('.') + 1));
    // What the log calls something is used where that is done (`records/logged.test.ts`).
    expect(keys.filter((key) => !key.startsWith('logged.') && !used(key))).toEqual([]);
  });

  it('keep the manuals’ own words, and the same statuses in every language (U-8)', () => {
    const texts: string[] = keys.map((key) => id[key]);
    for (const word of [
      'Submit Permohonan',
      'Cari',
      'Nopek',
      'Jenis User ID',
      'Pangkat/Jabatan',
      'Divisi/Cab/Unit',
      'Tambahkan File Baru',
      'Approve',
      'Reject',
      'Confirm',
      'Open',
      'Activity Log',
      'Ya, Lanjutkan Pengajuan Ini',
      'Ya, Lanjutkan',
      'Create New Account',
      'Login',
      'Logout',
      'Ubah Password',
      'Show Password',
      'Lupa kata sandi?',
      'User ID Baru',
      'Catatan Pemohon',
      'Kirim',
      'Tambah Pengguna',
      'Hapus',
      'Detail',
      'Selanjutnya',
      'Masuk dan Izinkan Akses',
      'Add Mapping',
      'New whitelist',
      'Save',
      '1 Terdaftar, belum disetujui',
      '2 Aktif',
      '3 Dormant',
      '0 Tidak Aktif',
      '5 Pendaftaran Ditolak',
      'Pendaftaran User MyIntress Tipe Satker {satker}',
      'Permintaan Penghapusan User MyIntress Tipe Satker {satker}',
      'Berdasarkan pengecekan di DUKCAPIL: NIK tidak ditemukan',
      'Create Initial',
      'Create',
      'Proceed',
      'Generate Certificate',
      'Account Not Register',
      'Berdasarkan pengecekan di DUKCAPIL: Nama lengkap tidak valid {score}/{minimum}',
    ]) {
      expect(texts, word).toContain(word);
    }
    expect(Object.values(statusNames)).toEqual([
      'Waiting for Approval Atasan Pemohon',
      'Waiting for Approval ICT Verificator',
      'Waiting for Approval ICT Manager',
      'Waiting for ICT Executor',
      'Completed',
      'Rejected',
      'Withdrawn',
    ]);
    expect(Object.values(kindNames)).toEqual(['User ID Unit', 'HO-Organik/PKWT', 'HO-TKJP']);
  });

  it('U-14 say in every log alike what was done: a verb in lower case, after whoever it was', () => {
    const lines = keys.filter((key) => /^\w+\.log\.(?!title$)/.test(key));
    expect(lines.length).toBeGreaterThan(30);
    for (const key of lines) {
      expect(id[key], key).toMatch(/^me[a-z]+([ ,][^.]*)?$/);
      expect(en[key], key).toMatch(/^[a-z]+([ ,][^.]*)?$/);
      expect(argsOf(id[key]), key).not.toContain('actor');
    }
  });

  it('fit into the titles and buttons of a Slack form', () => {
    const short = keys.filter((key) =>
      /(^form\.|\.submit$|\.title$|userId\.button|record\.(approve|log|open|reject)$|people\.(grant|withdraw|search)$)/.test(
        key,
      ),
    );
    const onForms = short.filter(
      // Those of web pages and letters are as long as they need to be.
      (key) =>
        !/^(portal|mail|audit|pintu|satker\.(activate|login|report|mail))\./.test(key) &&
        !argsOf(id[key]).length,
    );
    for (const key of onForms) {
      for (const text of [id[key], en[key]])
        expect(text.length, `${key}: ${text}`).toBeLessThanOrEqual(limits.viewTitle);
    }
  });
});

/** One concept has one word: what is not said for it, what is, and where a manual's own words say otherwise. */
const glossary: {
  language: Language;
  not: RegExp;
  but: string;
  except?: Partial<Record<TextKey, string>>;
}[] = [
  {
    language: 'id',
    not: /kata sandi/i,
    but: 'password',
    except: {
      'portal.login.forgot': 'U-21',
      'portal.forgot.title': 'U-21',
      'portal.captcha.noScript': 'U-21',
      'market.field.password': 'label of the manual of Bela Pengadaan',
      'market.login.forgotten': 'the same',
    },
  },
  {
    language: 'id',
    not: /(?<!-)\bemail(nya)?\b/i,
    but: 'e-mail',
    except: {
      'satker.field.email': 'label of the manual of MyIntress',
      'partner.field.email': 'label of the manual of Idaman',
      'partnerAccount.column.email': 'P-1',
      'organisation.employee.email': 'as P-1',
      'organisation.position.holder': 'as P-1',
      'organisation.head.email': 'as P-1',
      'organisation.grant.email': 'as P-1',
      'market.field.email': 'label of the manual of Bela Pengadaan',
    },
  },
  {
    language: 'id',
    not: /^(Lihat|Buka|Detail)$/,
    but: 'Open',
    except: {
      'partner.button.detail': 'manual of Idaman: “Kemudian klik Detail”',
      'market.button.view': 'manual of Bela Pengadaan',
    },
  },
  { language: 'id', not: /^Simpan$/, but: 'Save' },
  {
    language: 'id',
    not: /(?<!Secretary |Member )\busers?\b(?! ID| MyIntress)/i,
    but: 'pengguna',
    except: {
      'partner.field.users': 'label of the manual of P-Office',
      'sign.condition.verify': 'manual of Pertamina Sign: “popup verify User”',
      'sign.page.title.authenticator': 'the same',
      'sign.verify.title': 'the same',
      'sign.verify.done': 'the same',
    },
  },
  {
    language: 'id',
    not: /\bfile\b/i,
    but: 'berkas',
    except: {
      'userId.field.attachments': 'label of the manual of P-Serv',
      'satker.field.decree': 'label of the manual of MyIntress',
    },
  },
  { language: 'id', not: /\bdormant\b/, but: 'Dormant, as the status is called' },
  { language: 'id', not: /aktifkan lagi/, but: 'aktifkan kembali' },
  { language: 'id', not: /^Kirim ulang/, but: 'Kirim lagi' },
  { language: 'id', not: /\bdulu\b/, but: 'dahulu' },
  { language: 'id', not: /\bbrowser\b/i, but: 'peramban' },
  { language: 'en', not: /whoever asked(?! for)/i, but: 'the requester' },
  {
    language: 'id',
    not: /\bmitra\b(?! kerja)/i,
    but: 'mitra kerja',
  },
  { language: 'id', not: /\d\.\d+ ?[kM]B/i, but: 'a comma in numbers' },
  { language: 'en', not: /(?<!-)\bemails?\b/i, but: 'e-mail' },
  {
    language: 'en',
    not: /^(View|Details?)$/,
    but: 'Open',
    except: { 'partner.button.detail': 'manual of Idaman', 'market.button.view': 'manual of Bela Pengadaan' },
  },
  // Not whoever administers Teams or the directory.
  { language: 'id', not: /(?<!Teams )\b[Aa]dmins?\b(?! Teams| direktori)/, but: 'ADMIN' },
  { language: 'en', not: /(?<!(?:Teams|directory) )\b[Aa]dmins?\b/, but: 'ADMIN' },
  { language: 'en', not: /username/i, but: 'user name' },
  { language: 'en', not: /sign(ed)? (in|out|up)\b/i, but: 'log in, log out' },
  { language: 'en', not: /\d,\d+ ?[kM]B/i, but: 'a point in numbers' },
];

describe('the glossary', () => {
  it.each(glossary)('says $but in $language, not $not', ({ language, not, except = {} }) => {
    const catalogue: Record<TextKey, string> = { id, en }[language];
    const said = (key: TextKey) => not.test(catalogue[key].replaceAll(/\{\w+\}/g, '…'));
    expect(keys.filter((key) => said(key) && !except[key])).toEqual([]);
    // An exception that is none any more is taken out.
    expect(Object.keys(except).filter((key) => !said(key as TextKey))).toEqual([]);
  });
});
