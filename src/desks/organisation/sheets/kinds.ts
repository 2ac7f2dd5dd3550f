import { type Context, hasRole } from '../../../core/context.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import type { RowData, RowKind, RowProblem, Scope } from '../../../imports/kind.ts';
import { manyRows } from '../../../imports/many-rows.ts';
import type { Undo } from '../../../imports/undo/undo.ts';
import { unitRoles } from '../../../people/grants.ts';
import { holdOrganisation } from '../../../people/held.ts';
import type { Leaving } from '../../../people/leaving.ts';
import { granting } from '../../../people/proposals.ts';
import { lookAgain } from '../../../reminders/waits.ts';
import {
  type Above,
  abovePeople,
  abovePositions,
  aboveUnits,
  keepAbove,
  lookAbove,
  markAbove,
} from './above.ts';
import { type Additions, additions, writeAdditions } from './additions.ts';
import {
  applicationColumns,
  employeeColumns,
  headColumns,
  holidayColumns,
  named,
  type OrganisationColumn,
  positionColumns,
  roleColumns,
  systemColumns,
  type Target,
  unitColumns,
  yesOrNo,
} from './columns.ts';
import { keepToShown, keepToShownAdditions, noteAdditions, noteChanges } from './compare.ts';
import { createLeavers, type Leavers } from './leavers.ts';
import {
  employees,
  holidays,
  linkRecords,
  positions,
  type Records,
  systems,
  units,
  writeRecords,
} from './records.ts';
import {
  kindIds,
  markDoubled,
  markKindInUse,
  markLastAdmins,
  markOwnRoles,
  markTakenNopek,
  markUnknown,
} from './staged.ts';
import { markStages, stageColumns, stageProblems, stages } from './stages.ts';
import { keptEmployees, undoApplications, undoHeads, undoRecords, undoRoles } from './undo.ts';

/** A sheet of the organisation workbook, whose rules hold for edits in chat as well (I-9). */
export interface OrganisationKind extends RowKind {
  columns: readonly OrganisationColumn[];
}

type Spec = Sheet & (Made | Added);

/** A sheet that makes records and changes them. */
interface Made {
  records: Records;
  /** Why else taking back what it wrote has to leave a row. */
  keeps?: readonly string[];
  /** Whoever a row makes inactive leaves. */
  leavers?: Leavers;
}

/** A sheet that only adds. */
interface Added {
  additions: Additions;
  undo: Undo;
}

interface Sheet {
  id: keyof typeof kindIds;
  order: number;
  name: Message;
  columns: readonly OrganisationColumn[];
  problemsOf?(ctx: Context, data: RowData): RowProblem[];
  /** What no two rows may say alike: the fields, the first of which is where it is told. */
  once: readonly (readonly [string, ...string[]])[];
  above?: Above;
  /** What else only the database knows; asked again before rows are written. */
  also?(tx: Tx, scope: Scope, ctx: Context): Promise<void>;
  beside?: RowKind['beside'];
  marks?: RowKind['marks'];
  changesDeciders?: true;
}

const expected: Record<Target, Message> = {
  unit: msg('organisation.expected.unit'),
  branch: msg('organisation.expected.branch'),
  satker: msg('organisation.expected.satker'),
  kppn: msg('organisation.expected.kppn'),
  person: msg('organisation.expected.person'),
  position: msg('organisation.expected.parent'),
  system: msg('organisation.expected.system'),
};

function kindOf(spec: Spec): OrganisationKind {
  const { id, order, name, columns, problemsOf, once, above, beside, marks, changesDeciders } = spec;
  const records = 'records' in spec ? spec.records : null;
  const leavers = 'records' in spec ? spec.leavers : undefined;
  const recheck = async (tx: Tx, ctx: Context, scope: Scope) => {
    for (const { field, refers } of columns)
      if (refers && field !== above?.field) await markUnknown(tx, scope, field, refers, expected[refers]);
    await spec.also?.(tx, scope, ctx);
    if (above) await markAbove(tx, scope, above);
  };
  return {
    id: kindIds[id],
    order,
    name,
    columns,
    beside,
    marks,
    changesDeciders,
    file: msg('organisation.file'),
    problemsOf,
    mayGive: (ctx) => hasRole(ctx.actor, 'ADMIN'),
    async check(tx, ctx, scope) {
      await manyRows(tx);
      for (const fields of once) await markDoubled(tx, scope, fields[0], fields);
      await recheck(tx, ctx, scope);
      if ('records' in spec) await noteChanges(tx, scope, spec.records);
      else await noteAdditions(tx, scope, spec.additions);
    },
    async write(tx, ctx, scope) {
      await manyRows(tx);
      // What takes long is found out before others have to wait; once they do, it is found out anew only if they changed it.
      if (above) await lookAbove(tx, scope, above);
      await holdOrganisation(tx);
      await leavers?.hold(tx, scope);
      await recheck(tx, ctx, scope);
      if ('records' in spec) {
        await keepToShown(tx, scope, spec.records);
        await writeRecords(tx, ctx, scope, spec.records);
        await leavers?.leave(tx, ctx, scope);
      } else {
        await keepToShownAdditions(tx, scope, spec.additions);
        await writeAdditions(tx, ctx, scope, spec.additions);
      }
      if (above) await keepAbove(tx, scope, above);
    },
    undo: undoOf(spec),
    ...(above && {
      async link(tx, _ctx, scope) {
        await manyRows(tx);
        await lookAbove(tx, scope, above);
        await holdOrganisation(tx);
        await markAbove(tx, scope, above, above.pending);
        if (records) await linkRecords(tx, scope, records);
        await keepAbove(tx, scope, above);
      },
    }),
  };
}

function undoOf(spec: Spec): Undo {
  if ('undo' in spec) return spec.undo;
  const { records, keeps = [], columns, above, leavers } = spec;
  return undoRecords(records, columns, { keeps, aboveField: above?.field, leavers: leavers?.undone });
}

/** Whether somebody is registered is no word of a sheet. */
const trueOrFalse = { true: yesOrNo.YES, false: yesOrNo.NO };

export const unitKind = kindOf({
  id: 'unit',
  order: 10,
  name: msg('organisation.unit.sheet'),
  columns: unitColumns,
  changesDeciders: true,
  once: [['code']],
  above: aboveUnits,
  also: (tx, scope) => markKindInUse(tx, scope, msg('organisation.expected.kindInUse')),
  records: units,
  problemsOf: (_ctx, { kind, kppn }) =>
    named(kppn) && kind !== undefined && kind !== 'SATKER'
      ? [{ field: 'kppn', expected: msg('organisation.expected.noKppn') }]
      : [],
});

/** How people stand on their sheet; as a kind of rows they need to know what leaving takes. */
export const employeeSheet = {
  id: kindIds.employee,
  name: msg('organisation.employee.sheet'),
  columns: employeeColumns,
} as const;

export const employeeKind = (leaving: Leaving): OrganisationKind =>
  kindOf({
    ...employeeSheet,
    id: 'employee',
    changesDeciders: true,
    order: 20,
    once: [['email'], ['nopek']],
    above: abovePeople,
    async also(tx, scope) {
      await markTakenNopek(tx, scope);
      await markLastAdmins(tx, scope, msg('people.error.lastAdmin'));
    },
    records: employees,
    leavers: createLeavers(leaving),
    keeps: keptEmployees,
    beside: [{ field: 'registered', title: 'organisation.employee.registered', words: trueOrFalse }],
  });

export const positionKind = kindOf({
  id: 'position',
  order: 30,
  changesDeciders: true,
  name: msg('organisation.position.sheet'),
  columns: positionColumns,
  once: [['code']],
  above: abovePositions,
  records: positions,
});

export const headKind = kindOf({
  id: 'head',
  order: 40,
  name: msg('organisation.head.sheet'),
  columns: headColumns,
  changesDeciders: true,
  once: [['email', 'unit']],
  additions: additions.heads,
  undo: undoHeads,
});

export const roleKind = kindOf({
  id: 'role',
  order: 50,
  name: msg('organisation.grant.sheet'),
  columns: roleColumns,
  changesDeciders: true,
  once: [['email', 'role', 'unit']],
  problemsOf: (_ctx, { role, unit }) =>
    !unit && unitRoles.some((one) => one === role)
      ? [{ field: 'unit', expected: msg('people.error.unit') }]
      : [],
  async also(tx, scope, ctx) {
    await markOwnRoles(tx, ctx, scope, msg('organisation.expected.notYourself'));
    await markUnknown(tx, scope, 'unit', 'kppn', expected.kppn, `r.data->>'role' = 'KPPN_OFFICER'`);
    await markUnknown(
      tx,
      scope,
      'unit',
      'satker',
      expected.satker,
      `r.data->>'role' IN ('SATKER_USER', 'PROCUREMENT_OFFICER')`,
    );
  },
  marks: granting,
  additions: additions.roles,
  undo: undoRoles,
});

export const systemKind = kindOf({
  id: 'system',
  order: 60,
  name: msg('organisation.system.sheet'),
  columns: systemColumns,
  changesDeciders: true,
  once: [['name']],
  records: systems,
});

export const stageKind = kindOf({
  id: 'stage',
  order: 65,
  name: msg('organisation.stage.sheet'),
  columns: stageColumns,
  changesDeciders: true,
  once: [['code']],
  records: stages,
  problemsOf: stageProblems,
  also: markStages,
});

export const applicationKind = kindOf({
  id: 'application',
  order: 70,
  name: msg('organisation.application.sheet'),
  columns: applicationColumns,
  once: [['role', 'application']],
  additions: additions.applications,
  undo: undoApplications,
});

export const holidayKind: OrganisationKind = {
  ...kindOf({
    id: 'holiday',
    order: 80,
    name: msg('organisation.holiday.sheet'),
    columns: holidayColumns,
    once: [['day']],
    records: holidays,
  }),
  // What is due by them is due on other days.
  after: (tx, { now }) => lookAgain(tx, now),
};

/** The sheets of the organisation workbook, in the order in which they are written (I-9). */
export const organisationKinds = (leaving: Leaving): readonly OrganisationKind[] => [
  unitKind,
  employeeKind(leaving),
  positionKind,
  headKind,
  roleKind,
  systemKind,
  stageKind,
  applicationKind,
  holidayKind,
];
