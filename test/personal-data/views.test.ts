import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/chat/answering.ts';
import type { Card } from '../../src/chat/card.ts';
import { noCodes } from '../../src/chat/codes.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { type Form, formOfCard } from '../../src/chat/form.ts';
import { revealedBy } from '../../src/chat/revealed.ts';
import type { Router } from '../../src/chat/router.ts';
import type { Context } from '../../src/core/context.ts';
import { projectRoot } from '../../src/core/root.ts';
import type { Database } from '../../src/db/database.ts';
import { noteNewViews, noteViews, type Viewer } from '../../src/personal-data/views.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { catalogueDesks, catalogueOf, hostile, makeRequest } from '../support/card-catalogue.ts';
import { actingAs } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import { quietRouter } from '../support/router.ts';

let database: SampleDatabase;
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const reveals = { what: 'NIK', of: 'satker:7' } as const;
const facts = [{ label: 'NIK', value: '3173051201900001', reveals }];
const card: Card = { title: 'Pengguna', parts: [{ type: 'facts', facts }], buttons: [] };
const form: Form = { ...formOfCard(card, 'Tutup'), id: 'chat.shown' };

const desk = {
  id: 'desk',
  commands: {
    desk: { verbs: { '': async () => ({ type: 'card', card }) }, offered: () => [] },
    pintu: { verbs: { '': async () => ({ type: 'card', card }) }, offered: () => [] },
  },
  actions: {
    show: { run: async () => ({ type: 'card', card }) },
    form: { run: async () => ({ type: 'form', form }) },
  },
  forms: { form: { submit: async () => ({ type: 'next', form }), redraw: async () => form } },
  shortcuts: {
    use: {
      label: 'form.cancel',
      takes: ['pdf'],
      offered: async () => true,
      run: async () => ({ type: 'card', card }),
    },
  },
  cards: {},
} as unknown as Desk;

const caller = { surface: 'slack', tenant: 'T', externalId: 'U', delivery: null } as unknown as Caller;
const pdf = [{ source: 'slack:F1', name: 'a.pdf', size: 1 }];

/** Every way in which a router answers; what shows neither card nor form says so. */
const ways: Record<keyof Router, ((router: Router) => Promise<unknown>) | 'shows neither'> = {
  command: (router) => router.command(caller, 'desk', ''),
  typed: (router) => router.typed(caller, 'desk'),
  action: (router) => router.action(caller, 'desk.show'),
  again: (router) => router.again(caller, ['desk.form']),
  refreshed: (router) => router.refreshed(caller, 'key'),
  home: (router) => router.home(caller),
  arrived: (router) => router.arrived(caller),
  files: (router) => router.files(caller, pdf, true),
  shortcut: (router) => router.shortcut(caller, 'desk.use', async () => pdf),
  submit: (router) => router.submit(caller, 'desk.form', [], {}, noCodes),
  redraw: (router) => router.redraw(caller, 'desk.form', [], {}, 'x'),
  search: 'shows neither',
  offered: 'shows neither',
  written: 'shows neither',
  isCommand: 'shows neither',
  quiet: 'shows neither',
  accountChanged: 'shows neither',
  // A number alone, whoever reads it.
  linked: 'shows neither',
};

describe('T-3 who is shown a NIK', () => {
  const surfaces = Object.entries(ways).flatMap(([name, way]) =>
    way === 'shows neither' ? [] : [{ name, way }],
  );
  const routerWith = async (noteShown: (ctx: Context, shown: readonly unknown[]) => Promise<void>) => {
    const ctx = await actingAs(db, 'maya.anggraini');
    return quietRouter({
      desks: [desk],
      recognise: async () => ctx,
      overview: async () => card,
      postedCard: async () => card,
      takeFiles: async () => ({ card }),
      noteShown,
      log: collectLog(),
    });
  };

  it.each(surfaces)('is noted before $name answers, once', async ({ way }) => {
    const noted: unknown[] = [];
    await way(await routerWith(async (_ctx, shown) => void noted.push(...shown)));
    expect(noted).toEqual([reveals]);
  });

  it.each(surfaces)('is not shown it by $name where that cannot be noted', async ({ way }) => {
    const answer = await way(await routerWith(() => Promise.reject(new Error('no place to note it'))));
    expect(JSON.stringify(answer)).not.toContain('3173051201900001');
    expect(answer).toMatchObject({ type: 'problem' });
  });

  it('every card and form that has one says whose it is: nothing else in it shows one', async () => {
    const desks = catalogueDesks(db);
    const id = await makeRequest(db, hostile.mention, 'UID-2026-000911');
    const shown = await catalogueOf(db, desks, id, 'id');
    const rows = await db.query<{ key: string; nik: Buffer }>(
      'SELECT submission_key AS key, nik FROM satker_user WHERE nik IS NOT NULL',
    );
    const niks = await Promise.all(
      rows.map(async ({ key, nik }) => (await db.keys.open('satker_user', key, { nik })).nik),
    );
    const has = (text: string) => niks.filter((nik) => text.includes(nik));
    // What stands in this one its reader has typed; that it was looked up is noted as it is (test/flows/views.test.ts).
    const showing = shown.filter(
      ({ name, shows }) => name !== 'satker.add' && has(JSON.stringify(shows)).length > 0,
    );
    expect(showing.length).toBeGreaterThan(3);
    for (const { name, shows } of showing) {
      expect(revealedBy(shows).length, name).toBeGreaterThan(0);
      // What reveals is a fact or a field; without these nothing of it is left to be seen.
      const rest = JSON.stringify(shows, (key, value) =>
        key === 'state' || key === 'generation' || value?.reveals ? undefined : value,
      );
      expect(has(rest), name).toEqual([]);
    }
  });

  it('is one note with a count for the same within a quarter of an hour, however many come at once', async () => {
    const maya = await actingAs(db, 'maya.anggraini');
    const at = (minute: number): Viewer => ({
      id: maya.actor.id,
      surface: 'slack',
      now: new Date(Date.UTC(2026, 10, 21, 3, minute)),
    });
    const note = (minute: number) => noteViews(db, at(minute), 'CARD', [{ what: 'NIK', of: 'satker:1000' }]);
    await Promise.all(Array.from({ length: 8 }, (_, n) => note(n)));
    await note(15);
    await noteViews(db, { ...at(1), id: null }, 'LINK', [{ what: 'NIK', of: 'satker:1000' }]);
    await noteViews(db, { ...at(2), id: null }, 'LINK', [{ what: 'NIK', of: 'satker:1000' }]);
    const rows = await db.query(
      `SELECT viewer_id IS NULL AS stranger, times FROM personal_view WHERE subject = 'satker:1000' ORDER BY id`,
    );
    expect(rows).toEqual([
      { stranger: false, times: 8 },
      { stranger: false, times: 1 },
      { stranger: true, times: 2 },
    ]);
  });

  it('an update of a copy is no opening, but where it shows for the first time', async () => {
    const { actor } = await actingAs(db, 'maya.anggraini');
    const viewer: Viewer = { id: actor.id, surface: 'slack', now: new Date('2026-11-21T03:00:00Z') };
    const later = { ...viewer, now: new Date('2026-11-22T03:00:00Z') };
    const seen = [{ what: 'NIK', of: 'satker:1001' }] as const;
    await noteViews(db, viewer, 'POSTED', seen);
    await noteNewViews(db, later, [...seen, { what: 'NIK', of: 'satker:1002' }]);
    const rows = await db.query(
      `SELECT subject, times FROM personal_view WHERE subject IN ('satker:1001', 'satker:1002') ORDER BY subject`,
    );
    expect(rows).toEqual([
      { subject: 'satker:1001', times: 1 },
      { subject: 'satker:1002', times: 1 },
    ]);
  });
});

describe('T-3 who is given a file', () => {
  const root = path.join(projectRoot, 'src');
  const code = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !/^(?:db\/generated|playground)\//.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
  const naming = (word: RegExp) =>
    code
      .filter(({ text }) => word.test(text))
      .map(({ file }) => file)
      .sort();

  it('is given it by one function alone, which notes it: who else reads the bytes of files hands them to nobody', () => {
    expect(naming(/\bcontentOf\(/)).toEqual(
      [
        // The same with what is appended.
        'attachments/kept.ts',
        'db/file-content.ts',
        'db/reseal.ts',
        // Signs and checks what is in it.
        'desks/signature/documents/store.ts',
        'web/pages/file.ts',
      ].sort(),
    );
    expect(naming(/\bopenAttachment\(/)).toEqual(
      ['desks/minutes/record-page.ts', 'desks/user-id/pages.ts', 'web/pages/file.ts'].sort(),
    );
    // Nor is there another statement that reads them.
    const reading = /SELECT[^;`']*\bcontent\b[^;`']*FROM attachment/;
    expect(naming(reading)).toEqual(['db/file-content.ts']);
  });

  it('a page sends a file only as what that function gave', () => {
    const handing = naming(/type: '(?:file|shown)', file\b/);
    // Whoever has drawn an initial is shown it by the page on which they draw, and nobody else is.
    const own = ['desks/signature/pages/initial.ts'];
    expect(handing).toEqual([...naming(/\bopenAttachment\(/), ...own].sort());
  });
});
