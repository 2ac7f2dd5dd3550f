import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@satu-pintu/playground';
import { judgeCard, judgeView } from '@satu-pintu/playground/judges';
import { platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../src/chat/action.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { done } from '../../src/chat/done.ts';
import { dateOf, type Form, withKey } from '../../src/chat/form.ts';
import type { Router } from '../../src/chat/router.ts';
import { createBodies } from '../../src/core/bodies.ts';
import type { Actor, Context } from '../../src/core/context.ts';
import { FieldErrors } from '../../src/core/errors.ts';
import { msg, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { openSlack, slackPath } from '../../src/platforms/slack/app.ts';
import { renderForm } from '../../src/platforms/slack/forms.ts';
import { openTeams } from '../../src/platforms/teams/app.ts';
import { renderForm as renderDialog } from '../../src/platforms/teams/forms.ts';
import { createFormFlow, type FormFlow } from '../../src/web/forms/flow.ts';
import type { Answer, Fields, PersonVisit } from '../../src/web/page.ts';
import { aroundBot, collectLog, sampleDatabase, samplePlayground } from '../support/bot.ts';
import { known } from '../support/known.ts';
import { openDatabase } from '../support/open-database.ts';
import { quietRouter } from '../support/router.ts';
import { sendDone } from '../support/user-id-steps.ts';

declare module '../../src/core/names.ts' {
  interface Actions {
    'dates.period': true;
  }
  interface Forms {
    'dates.period': true;
  }
}

/** A form with dates on the real renderers and receivers of every surface: no desk of the product is needed for it. */
const t = translate('id');
const range = { min: '2026-05-01', max: '2026-12-31' };
const outOfRange = t('form.dateBetween', { first: '1 Mei 2026', last: '31 Desember 2026' });

const form: Form = {
  id: 'dates.period',
  title: 'Masa berlaku',
  state: withKey((key) => [key]),
  submit: 'Simpan',
  close: 'Batal',
  fields: [
    { type: 'date', name: 'from', label: 'Mulai', value: '2026-06-01', ...range },
    { type: 'date', name: 'until', label: 'Sampai', optional: true },
  ],
};

let taken: { from: string | null; until: string | null }[] = [];

const desk: Desk = {
  id: 'dates',
  commands: {
    pintu: { verbs: { '': async () => ({ type: 'form', form }) }, offered: () => [] },
  },
  records: {},
  actions: { period: { run: async () => ({ type: 'form', form }) } },
  forms: {
    period: {
      async submit(_ctx, _state, values) {
        const [from, until] = [dateOf(values, 'from'), dateOf(values, 'until')];
        if (!from || from < range.min || from > range.max)
          throw new FieldErrors({
            from: msg('form.dateBetween', { first: '1 Mei 2026', last: '31 Desember 2026' }),
          });
        if (until && until < from) throw new FieldErrors({ until: msg('error.stalled') });
        taken.push({ from, until });
        return done(translate('id'), { text: 'Tersimpan' });
      },
    },
  },
  cards: {},
  offers: async () => [],
  home: async () => ({ waiting: [], asked: [] }),
};

const nothing = { title: 'Pintu', parts: [], buttons: [] };
const actor: Actor = {
  ...known({ id: 1, name: 'Rina', email: 'rina@nusantara.example' }),
  registered: true,
  roles: [],
};
const log = collectLog();

function routerOf(): Router {
  const now = new Date();
  return quietRouter({
    desks: [desk],
    recognise: async ({ surface }): Promise<Context> => ({
      actor,
      surface,
      now,
      until: null,
      t,
      timeZone: 'Asia/Jakarta',
      time: String,
    }),
    overview: async () => nothing,
    offerLanguage: async () => [],
    anyone: t,
    log,
  });
}

/** No form is drawn anew here. */
const modals = { note: async () => {}, of: async () => null };

async function startBot() {
  const playground = await samplePlayground(platforms);
  const { botToken, signingSecret, slackApiUrl: apiUrl, teams: local } = playground;
  if (!local) throw new Error('there is no local Teams');
  const slack = await openSlack({ botToken, signingSecret, apiUrl }, createBodies(), log);
  const teams = await openTeams(local.addresses, createBodies(), log);
  await slack.connect(routerOf(), modals);
  teams.connect(routerOf());
  const server = createServer((req, res) =>
    req.url === slackPath ? slack.handler?.(req, res) : teams.handler(req, res),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const around = aroundBot(playground, '', platforms);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const platform of platforms) await around.door(platform).deliverTo(url);
  return {
    ...around,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await slack.stop();
      await teams.stop();
      await playground.stop();
    },
  };
}

describe.each(platforms)('a form with dates in %s', (platform) => {
  let bot: Awaited<ReturnType<typeof startBot>>;
  beforeAll(async () => {
    bot = await startBot();
  });
  afterAll(() => bot?.stop());

  it('shows the day that the desk put there, keeps what was picked at an error, and brings both days back', async () => {
    taken = [];
    const rina = bot.person('rina.wulandari', platform);
    await rina.command('/pintu');
    const modal = await rina.modal('Masa berlaku');
    expect(await modal.value('Mulai')).toBe('2026-06-01');
    expect(await modal.value('Sampai')).toBe('');

    await modal.date('Sampai', '2026-05-31');
    expect((await modal.submit()).errors).toEqual({ Sampai: t('error.stalled') });
    expect(await modal.value('Mulai')).toBe('2026-06-01');
    expect(await modal.value('Sampai')).toBe('2026-05-31');

    await modal.date('Mulai', '2026-05-31');
    await sendDone(rina, modal);
    expect(taken).toEqual([{ from: '2026-05-31', until: '2026-05-31' }]);
  });

  it('brings nothing back for a date that was left empty or cleared', async () => {
    taken = [];
    const rina = bot.person('rina.wulandari', platform);
    await rina.command('/pintu');
    const modal = await rina.modal('Masa berlaku');
    await modal.date('Sampai', '2026-07-01');
    await modal.clear('Sampai');
    await sendDone(rina, modal);
    expect(taken).toEqual([{ from: '2026-06-01', until: null }]);
  });

  it('says the same of a day out of range, whether the client knows the range or the desk alone', async () => {
    taken = [];
    const rina = bot.person('rina.wulandari', platform);
    await rina.command('/pintu');
    const modal = await rina.modal('Masa berlaku');
    await modal.date('Mulai', '2027-01-01');
    const { errors, outcome } = await modal.submit();
    expect(errors).toEqual({ Mulai: outOfRange });
    expect(outcome.delivered).toBe(platform === 'slack');
    await rina.closeModals();
    expect(taken).toEqual([]);
  });
});

describe('a date field', () => {
  const withValue = (value: string | undefined): Form => ({
    ...form,
    fields: [
      { type: 'date', name: 'from', label: 'Mulai', value },
      { type: 'date', name: 'until', label: 'Sampai', min: '2026-05-01', hint: 'Boleh kosong' },
      { type: 'date', name: 'third', label: 'Lagi', max: '2026-05-01', optional: true },
    ],
  });

  it('is within the limits of both platforms, with and without a day', () => {
    for (const value of [undefined, '2026-06-01']) {
      const view = renderForm(withValue(value));
      expect(judgeView(view, 'modal')).toEqual({ problems: [] });
      expect(judgeCard(renderDialog(withValue(value), { t }) as JsonObject, 'dialog')).toEqual([]);
    }
  });

  it('leaves a day that is none out in Slack, which would refuse the whole form', () => {
    expect(JSON.stringify(renderForm(withValue('2026-06-01')))).toContain('"initial_date":"2026-06-01"');
    for (const value of ['', '2026-02-30', '1.6.2026'])
      expect(JSON.stringify(renderForm(withValue(value)))).not.toContain('initial_date');
  });

  it('has a word in Teams for every range: the client alone would refuse without one', () => {
    const card = JSON.stringify(renderDialog(withValue(undefined), { t }));
    expect(card).toContain(t('form.dateFrom', { first: '1 Mei 2026' }));
    expect(card).toContain(t('form.dateUntil', { last: '1 Mei 2026' }));
  });
});

describe('a form with dates on the portal', () => {
  let database: { url: string; drop(): Promise<void> };
  let db: Database;
  let flow: FormFlow;
  let visit: PersonVisit;
  beforeAll(async () => {
    database = await sampleDatabase();
    db = openDatabase(database.url, { timeoutMs: 60_000 });
    const [person] = await db.query<{ id: number }>('SELECT id FROM person ORDER BY id LIMIT 1');
    const ctx = { actor: { ...actor, id: person?.id ?? 0 } };
    visit = { t, csrf: 'x', who: { ctx } } as PersonVisit;
    const attachments = { keep: () => Promise.reject(new Error('no files here')) };
    flow = createFormFlow({ db, router: routerOf(), attachments, clock: () => new Date() });
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  const led = (answer: Answer) => (answer.type === 'redirect' ? answer.to : '');
  const shown = async (id: string) => {
    const answer = await flow.show(visit, id);
    return answer.type === 'page' ? String(answer.body) : '';
  };
  async function send(id: string, typed: Record<string, string>): Promise<string> {
    const page = /name="page" value="([^"]+)"/.exec(await shown(id))?.[1] ?? '';
    const sent: Record<string, string> = { page, do: 'submit', ...typed };
    const fields: Fields = {
      line: (name) => sent[name] ?? '',
      exact: (name) => sent[name] ?? '',
      all: (name) => (sent[name] === undefined ? [] : [sent[name]]),
    };
    return led(await flow.take({ ...visit, read: async () => fields }, id));
  }

  it('has a picker with its range, keeps what was picked at an error, and brings both days back', async () => {
    taken = [];
    const opened = await flow.open(visit, action('dates.period'), '/portal');
    const id = led(opened).split('/').at(-1) ?? '';
    const picker = /<input type="date"[^>]*name="from"[^>]*>/.exec(await shown(id))?.[0];
    expect(picker).toMatch(/value="2026-06-01" min="2026-05-01" max="2026-12-31"/);

    await send(id, { from: '2026-06-01', until: '2026-05-31' });
    expect(await shown(id)).toMatch(/name="until" value="2026-05-31"[^>]*aria-invalid="true"/);
    await send(id, { from: '2027-01-01', until: '' });
    expect(await shown(id)).toContain(outOfRange);
    await send(id, { from: '2026-05-31', until: '2026-05-31' });
    expect(await shown(id)).toContain('Tersimpan');
    expect(taken).toEqual([{ from: '2026-05-31', until: '2026-05-31' }]);
  });
});
