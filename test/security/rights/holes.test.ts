import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionHandler, FormHandler } from '../../../src/chat/desk.ts';
import type { Context, RoleName } from '../../../src/core/context.ts';
import { Refusal } from '../../../src/core/errors.ts';
import { msg } from '../../../src/core/texts/index.ts';
import { edgeCells, pageCells } from './edges.ts';
import { askCells, askForms, type Cell, cellsOf, stateOf } from './matrix.ts';
import { type Program, startProgram } from './program.ts';
import { type Subject, writeRecords } from './records/index.ts';

/** Whoever does something as if they held every role: a guard that was forgotten. */
const allRoles: readonly RoleName[] = [
  'ADMIN',
  'DIRECTORY_ADMIN',
  'ICT_VERIFICATOR',
  'ICT_MANAGER',
  'ICT_EXECUTOR',
  'PROCUREMENT_OFFICER',
];
const unguarded = (ctx: Context): Context => ({
  ...ctx,
  actor: { ...ctx.actor, registered: true, roles: allRoles.map((role) => ({ role, unitId: null })) },
});

describe('T-4 a hole that was planted', () => {
  let program: Program;
  let subjects: Subject[];
  let cells: Cell[];
  let edges: Cell[];
  beforeAll(async () => {
    program = await startProgram();
    subjects = await writeRecords(program.db);
    ({ cells } = cellsOf(program.desks, subjects));
    edges = (await edgeCells(program)).cells;
    await program.quiet();
  });
  afterAll(() => program.stop());

  const desk = (id: string) => {
    const found = program.desks.find((one) => one.id === id);
    if (!found) throw new Error(`there is no desk ${id}`);
    return found;
  };
  const action = (id: string, verb: string) => desk(id).actions[verb] as ActionHandler;
  const form = (id: string, name: string) => desk(id).forms[name] as FormHandler;

  /** Puts something else in the place of a part of the running program for as long as `during` takes. */
  async function with_<T extends object, K extends keyof T, R>(
    of: T,
    part: K,
    make: (own: T[K]) => T[K],
    during: () => Promise<R>,
  ): Promise<R> {
    const own = of[part];
    of[part] = make(own);
    try {
      return await during();
    } finally {
      of[part] = own;
    }
  }

  /** What the matrix finds of these cells. */
  const found = async (some: readonly Cell[]) =>
    (await askCells(program, some, subjects)).findings.map(({ cell, saw }) => `${cell}: ${saw}`);
  const of = (does: string, kind?: string) =>
    cells.filter((cell) => cell.does === does && (kind === undefined || cell.subject?.kind === kind));
  const inForms = async (some: readonly Cell[]) => {
    const { forms } = await askCells(program, some, subjects);
    return () => askForms(program, forms).then(({ findings }) => findings.map(({ cell }) => cell));
  };

  it('in the guard of a command is found', async () => {
    const asked = of('/pintu people');
    expect(await found(asked)).toEqual([]);
    const verbs = desk('pintu').commands?.pintu?.verbs ?? {};
    const holes = await with_(
      verbs,
      'people',
      (own) => (ctx, rest) => own?.(unguarded(ctx), rest) as never,
      () => found(asked),
    );
    expect(holes).toContainEqual(
      expect.stringMatching(/^\/pintu people · dewi.lestari|^\/pintu people · vera/),
    );
  });

  it('in the guard of an action is found', async () => {
    const asked = of('pintu.person');
    expect(await found(asked)).toEqual([]);
    const holes = await with_(
      action('pintu', 'person'),
      'run',
      (own) =>
        (ctx, ...more) =>
          own(unguarded(ctx), ...more),
      () => found(asked),
    );
    expect(holes).toContainEqual(expect.stringContaining('pintu.person · person there · maya.anggraini'));
  });

  it('in who holds a stage is found', async () => {
    const asked = of('user-id.approve', 'user-id');
    expect(await found(asked)).toEqual([]);
    const holes = await with_(
      action('user-id', 'approve'),
      'run',
      (own) =>
        (ctx, ...more) =>
          own(unguarded(ctx), ...more),
      () => found(asked),
    );
    expect(holes).toContainEqual(
      expect.stringMatching(/user-id.approve · user-id waits for a verificator · agus.pranoto/),
    );
  });

  it('in who may not decide what is their own (I-4) is found', async () => {
    const asked = of('user-id.approve', 'user-id');
    const nobody = (ctx: Context): Context => ({
      ...ctx,
      actor: {
        ...ctx.actor,
        identity: { ...ctx.actor.identity, persons: [], addresses: [], niks: [], nopeks: [] } as never,
      },
    });
    const holes = await with_(
      action('user-id', 'approve'),
      'run',
      (own) =>
        (ctx, ...more) =>
          own(nobody(ctx), ...more),
      () => found(asked),
    );
    expect(holes).toContainEqual(
      expect.stringMatching(/user-id.approve · user-id waits for whoever asked for it · dewi.lestari/),
    );
  });

  it('in what a form does when it is sent is found', async () => {
    const asking = await inForms(of('pintu.find-person'));
    expect(await asking()).toEqual([]);
    const holes = await with_(
      form('pintu', 'find-person'),
      'submit',
      (own) =>
        (ctx, ...more) =>
          own?.(unguarded(ctx), ...more) as never,
      asking,
    );
    expect(holes).toContainEqual(expect.stringContaining('form pintu.find-person · rina.wulandari'));
  });

  it('in what a form searches is found', async () => {
    const asking = await inForms(of('pintu.grant'));
    expect(await asking()).toEqual([]);
    const holes = await with_(
      form('pintu', 'grant'),
      'search',
      (own) =>
        (ctx, ...more) =>
          own?.(unguarded(ctx), ...more) as never,
      asking,
    );
    expect(holes).toContainEqual(expect.stringContaining('search pintu.grant person · rina.wulandari'));
  });

  it('in who opens a file is found', async () => {
    const asked = of('user-id.file', 'user-id');
    expect(await found(asked)).toEqual([]);
    const holes = await with_(
      action('user-id', 'file'),
      'run',
      (own) =>
        (ctx, ...more) =>
          own(unguarded(ctx), ...more),
      () => found(asked),
    );
    expect(holes).toContainEqual(expect.stringMatching(/user-id.file · user-id rejected · (maya|omar)/));
  });

  it('in what a card offers is found', async () => {
    const asked = of('user-id.open', 'user-id');
    const holes = await with_(
      action('user-id', 'open'),
      'run',
      (own) => async (ctx, args) => {
        const reply = await own(ctx, args);
        if (reply.type !== 'card') return reply;
        const approve = {
          label: 'Setujui',
          does: {
            action: { name: 'user-id.approve' as const, args: [args[0] ?? '', 'WAITING_VERIFICATOR'] },
          },
        };
        return { ...reply, card: { ...reply.card, buttons: [...reply.card.buttons, approve] } };
      },
      () => found(asked),
    );
    expect(holes).toContainEqual(
      expect.stringMatching(/waits for a verificator · rina.wulandari .*offers user-id.approve/),
    );
  });

  it('in what a refusal says is found', async () => {
    const asked = of('user-id.open', 'user-id');
    const holes = await with_(
      action('user-id', 'open'),
      'run',
      () =>
        async (_ctx, [id]) => {
          const { secrets = [] } =
            subjects.find((one) => one.kind === 'user-id' && String(one.id) === id) ?? {};
          throw new Refusal(msg('userId.refuse.changedMeanwhile', { number: secrets[0] ?? '' }));
        },
      () => found(asked.filter(({ may }) => !may)),
    );
    expect(holes).toContainEqual(expect.stringMatching(/user-id.open · .* names UID-2026-/));
  });

  it('in what a refusal changes is found', async () => {
    const asked = of('pintu.person').filter(({ may }) => !may);
    await program.quiet();
    const before = await stateOf(program.db);
    await with_(
      action('pintu', 'person'),
      'run',
      (own) =>
        async (ctx, ...more) => {
          await program.db.query(`UPDATE unit SET name = name || '!' WHERE code = 'HO-FIN'`);
          return own(ctx, ...more);
        },
      () => found(asked),
    );
    expect(await stateOf(program.db)).not.toEqual(before);
    await program.db.query(`UPDATE unit SET name = 'Finance' WHERE code = 'HO-FIN'`);
  });

  it('in the standing that whoever no register knows has not (I-1) is found', async () => {
    const asked = of('pintu.delegations');
    expect(await found(asked)).toEqual([]);
    const holes = await with_(
      action('pintu', 'delegations'),
      'open',
      () => true,
      () => found(asked),
    );
    expect(holes).toContainEqual(expect.stringContaining('pintu.delegations · dimas.tamu'));
  });

  it('in the message extension of Teams is found', async () => {
    const asked = edges.filter(({ does }) => does === 'message extension market add');
    expect(await found(asked)).toEqual([]);
    const verbs = desk('market').commands?.market?.verbs ?? {};
    const holes = await with_(
      verbs,
      'add',
      (own) => (ctx, rest) => own?.(unguarded(ctx), rest) as never,
      () => found(asked),
    );
    expect(holes).toContainEqual(
      expect.stringMatching(/message extension market add · rina.wulandari · teams/),
    );
  });

  it('in a shortcut on messages is found', async () => {
    const asked = edges.filter(({ does }) => does === 'shortcut sign.pdf');
    expect(await found(asked)).toEqual([]);
    const shortcut = desk('sign').shortcuts?.pdf;
    if (!shortcut) throw new Error('there is no shortcut');
    const holes = await with_(
      shortcut,
      'run',
      () => async () => {
        throw new Refusal(msg('error.adminOnly'));
      },
      () => found(asked),
    );
    expect(holes).toContainEqual(expect.stringMatching(/shortcut sign.pdf · rina.wulandari · teams/));
  });

  const kindOf = (id: string) => {
    const kind = program.desks.flatMap(({ sheets = [] }) => sheets).find((one) => one.id === id);
    if (!kind) throw new Error(`there is no kind of spreadsheet ${id}`);
    return kind;
  };
  const refused = (what: string) => edges.filter(({ does, may }) => does === what && !may);

  it.each(['a spreadsheet', 'a spreadsheet beside a picture', 'a spreadsheet in the channel of imports'])(
    'in who gives any spreadsheet is found on both platforms: %s',
    async (what) => {
      const asked = refused(what).filter(({ who }) => who === 'rina.wulandari' || who === 'dimas.tamu');
      expect(await found(asked)).toEqual([]);
      const holes = await with_(
        kindOf('organisation.unit'),
        'mayGive',
        () => () => true,
        () => found(asked),
      );
      for (const { who, platform } of asked)
        expect(holes).toContainEqual(expect.stringContaining(`${what} · ${who} · ${platform}`));
    },
  );

  it('in who gives one kind of spreadsheet is found, also of those who give another', async () => {
    const asked = refused('a sheet of partner.account').filter(({ who }) => who === 'maya.anggraini');
    expect(await found(asked)).toEqual([]);
    const holes = await with_(
      kindOf('partner.account'),
      'mayGive',
      () => () => true,
      () => found(asked),
    );
    for (const platform of ['slack', 'teams'])
      expect(holes).toContainEqual(
        expect.stringContaining(`a sheet of partner.account · maya.anggraini · ${platform}`),
      );
  });

  it('in what a channel of Teams takes is found', async () => {
    const asked = refused('a sheet of partner.account in the channel of a KPPN').filter(
      ({ who }) => who === 'dina.direktori',
    );
    expect(await found(asked)).toEqual([]);
    const takes = (purpose: string) =>
      program.db.query(
        `UPDATE bound_channel SET purpose = $1::channel_purpose, unit_id = CASE WHEN $1 = 'KPPN' THEN (SELECT id FROM unit WHERE code = 'KPPN-JKT1') END
         WHERE name = 'kppn-satu' AND platform = 'teams'`,
        [purpose],
      );
    await takes('IMPORTS');
    const holes = await found(asked).finally(() => takes('KPPN'));
    expect(holes).toEqual([expect.stringMatching(/channel of a KPPN · dina.direktori · teams/)]);
  });

  it('in the signature of a platform is found', async () => {
    const asked = edges.filter(({ does }) => does === 'what nobody has signed');
    expect(await found(asked)).toEqual([]);
    const careless = {
      ...program,
      doors: {
        slack: { ...program.doors.slack, forged: program.doors.slack.press },
        teams: { ...program.doors.teams, forged: program.doors.teams.press },
      },
    };
    const { findings } = await askCells(careless, asked, subjects);
    expect(findings.map(({ cell }) => cell)).toContainEqual(
      expect.stringContaining('what nobody has signed · rina.wulandari · teams'),
    );
  });

  it('in a page of the portal is found', async () => {
    const { cells: all } = await pageCells(program, subjects);
    const asked = all.filter(({ does }) => does === 'GET /portal/requests/:number');
    expect(await found(asked)).toEqual([]);
    const page = program.pages.find(({ path }) => path === '/portal/requests/:number');
    if (!page || page.for === 'anyone' || page.uploads) throw new Error('there is no such page');
    const holes = await with_(
      page,
      'answer',
      (own) => (visit) => own({ ...visit, who: { ...visit.who, ctx: unguarded(visit.who.ctx) } }),
      () => found(asked),
    );
    expect(holes).toContainEqual(
      expect.stringMatching(/GET .portal.requests.:number · user-id rejected · maya.anggraini/),
    );
  });
});
