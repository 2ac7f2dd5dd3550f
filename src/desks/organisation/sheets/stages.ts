import type { Context } from '../../../core/context.ts';
import { type Message, msg, type TextKey } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import type { Column } from '../../../imports/column.ts';
import { text } from '../../../imports/columns.ts';
import type { RowData, RowProblem, Scope } from '../../../imports/kind.ts';
import { email, nothing } from '../../../imports/readers.ts';
import { unboundRoles } from '../../../people/grants.ts';
import { column, type OrganisationColumn, optional, words, yesOrNo } from './columns.ts';
import type { Records } from './records.ts';
import { markMissing, markUnknownAmong } from './staged.ts';

/** What the manuals call their stages: neither that nor who decides them is the organisation's to change (U-8). */
const manualNames: ReadonlyMap<string, string> = new Map([
  ['ATASAN', 'Atasan Pemohon'],
  ['VERIFICATOR', 'ICT Verificator'],
  ['MANAGER', 'ICT Manager'],
  ['EXECUTOR', 'ICT Executor'],
]);

const kinds = ['UNIT', 'HO_ORGANIK_PKWT', 'HO_TKJP'];

/** When a rejection ends a request: at once, or once those who are left cannot make up the approvals. */
const rejections = {
  ONE: 'organisation.stage.ONE',
  LEFT: 'organisation.stage.LEFT',
} as const satisfies Record<string, TextKey>;

const capitals = (typed: string) =>
  typed
    .trim()
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_');
const listed = (typed: string) =>
  typed
    .split(/[;\n]/)
    .map((one) => one.trim())
    .filter(Boolean);

const code: Column['read'] = (typed) => {
  const value = capitals(typed);
  return /^[A-Z][A-Z0-9_]{0,29}$/.test(value)
    ? { value }
    : { expected: msg('organisation.expected.stageCode') };
};

const whole =
  (least: number, most: number): Column['read'] =>
  (typed) =>
    /^\d{1,4}$/.test(typed.trim()) && Number(typed) >= least && Number(typed) <= most
      ? { value: String(Number(typed)) }
      : { expected: msg('organisation.expected.whole', { least, most }) };

/** User ID Unit; HO-TKJP: by their names or as they are kept. */
const kindList: Column['read'] = (typed) => {
  const named = listed(typed).map((one) => capitals(one).replace(/^USER_ID_/, ''));
  return named.every((one) => kinds.includes(one))
    ? { value: kinds.filter((one) => named.includes(one)).join('; ') }
    : { expected: msg('organisation.expected.userIdKinds') };
};

const nameList: Column['read'] = (typed) => ({ value: [...new Set(listed(typed))].sort().join('; ') });

const dayList: Column['read'] = (typed) => {
  const days = typed
    .split(/[;,\s]+/)
    .filter(Boolean)
    .map(Number);
  return days.length <= 3 && days.every((one) => Number.isInteger(one) && one >= 1 && one <= 60)
    ? { value: [...new Set(days)].sort((one, other) => one - other).join('; ') }
    : { expected: msg('organisation.expected.dayList') };
};

/** One who decides: a role, the superior or one above, the heads of a unit, somebody by address. */
function deciderIn(typed: string): string | null {
  const role = unboundRoles.find((one) => one === capitals(typed));
  if (role) return role;
  const [, level] = /^(?:atasan|superior)(?: ([1-5]))?$/i.exec(typed) ?? [null, null];
  if (level !== null) return level === undefined || level === '1' ? 'ATASAN' : `ATASAN ${level}`;
  const [, unit] = /^(?:kepala|head)[: ]+(.+)$/i.exec(typed) ?? [];
  if (unit) return `KEPALA ${unit.trim()}`;
  const read = email(typed);
  return 'value' in read ? read.value : null;
}

/** Groups by a plus, those of one by a semicolon. */
const deciders: Column['read'] = (typed) => {
  const groups = typed.split(/\s\+\s/).map((group) => listed(group).map(deciderIn));
  return groups.length <= 5 && groups.every((group) => group.length > 0 && group.every(Boolean))
    ? { value: groups.map((group) => [...new Set(group)].join('; ')).join(' + ') }
    : { expected: msg('organisation.expected.deciders') };
};

const described: readonly OrganisationColumn[] = [
  column(code, {
    field: 'code',
    title: 'organisation.stage.code',
    explained: 'organisation.stage.codeExplained',
    example: 'CONTOH',
    required: true,
  }),
  column(text(60), {
    field: 'name',
    title: 'organisation.stage.name',
    explained: 'organisation.stage.nameExplained',
    example: 'organisation.example.stage',
    required: true,
  }),
  optional(text(60), {
    field: 'nameEn',
    title: 'organisation.stage.nameEn',
    explained: 'organisation.stage.nameEnExplained',
    example: '',
  }),
  column(whole(1, 900), {
    field: 'place',
    title: 'organisation.stage.place',
    explained: 'organisation.stage.placeExplained',
    example: '25',
    required: true,
  }),
  optional(deciders, {
    field: 'deciders',
    title: 'organisation.stage.deciders',
    explained: 'organisation.stage.decidersExplained',
    example: 'ICT_MANAGER; KEPALA CONTOH-01 + nama.contoh@perusahaan.example',
  }),
  column(whole(1, 20), {
    field: 'needed',
    title: 'organisation.stage.needed',
    explained: 'organisation.stage.neededExplained',
    example: '1',
  }),
  words(rejections, {
    field: 'rejection',
    title: 'organisation.stage.rejection',
    explained: 'organisation.stage.rejectionExplained',
    example: rejections.ONE,
  }),
  optional(kindList, {
    field: 'kinds',
    title: 'organisation.stage.kinds',
    explained: 'organisation.stage.kindsExplained',
    example: '',
  }),
  optional(nameList, {
    field: 'systems',
    title: 'organisation.stage.systems',
    explained: 'organisation.stage.systemsExplained',
    example: '',
  }),
  optional(dayList, {
    field: 'remind',
    title: 'organisation.stage.remind',
    explained: 'organisation.stage.remindExplained',
    example: '1; 3',
  }),
  optional(whole(1, 60), {
    field: 'escalate',
    title: 'organisation.stage.escalate',
    explained: 'organisation.stage.escalateExplained',
    example: '5',
  }),
  words(yesOrNo, {
    field: 'active',
    title: 'organisation.stage.active',
    explained: 'organisation.stage.activeExplained',
    example: yesOrNo.YES,
  }),
];

/** What a stage is made of is numbers and lists, which say little by themselves. */
export const stageColumns = described.map(
  (column): OrganisationColumn => ({ ...column, spelledOut: !column.words }),
);

export const stages: Records = {
  subject: 'approval-stage',
  table: 'approval_stage',
  key: 'code',
  state: `SELECT s.id, s.code AS key, jsonb_build_object('code', s.code, 'name', s.name, 'nameEn', s.name_en, 'place', s.place::text,
      'deciders', deciders_said(s.groups), 'needed', s.needed::text, 'rejection', CASE WHEN s.one_rejects THEN 'ONE' ELSE 'LEFT' END,
      'kinds', nullif(array_to_string(s.kinds, '; '), ''),
      'systems', (SELECT string_agg(y.name, '; ' ORDER BY y.name COLLATE "C") FROM platform_system y WHERE y.id = ANY(s.systems)),
      'remind', nullif(array_to_string(s.remind_after, '; '), ''), 'escalate', s.escalate_after::text,
      'active', CASE WHEN s.active THEN 'YES' ELSE 'NO' END) AS state
    FROM approval_stage s`,
  fresh: {
    nameEn: null,
    deciders: null,
    needed: '1',
    rejection: 'ONE',
    kinds: null,
    systems: null,
    remind: null,
    escalate: null,
    active: 'YES',
  },
  upsert: `INSERT INTO approval_stage (code, name, name_en, place, groups, needed, one_rejects, kinds, systems, remind_after, escalate_after, active)
    SELECT c.key, c.after->>'name', c.after->>'nameEn', (c.after->>'place')::int, deciders_of(c.after->>'deciders'),
      (c.after->>'needed')::int, c.after->>'rejection' = 'ONE',
      coalesce(string_to_array(c.after->>'kinds', '; ')::user_id_kind[], '{}'),
      ARRAY(SELECT y.id FROM platform_system y WHERE y.name = ANY(string_to_array(c.after->>'systems', '; ')) ORDER BY y.id),
      coalesce(string_to_array(c.after->>'remind', '; ')::int[], '{}'), (c.after->>'escalate')::int, c.after->>'active' = 'YES'
    FROM changed c
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, place = excluded.place, groups = excluded.groups,
      needed = excluded.needed, one_rejects = excluded.one_rejects, kinds = excluded.kinds, systems = excluded.systems,
      remind_after = excluded.remind_after, escalate_after = excluded.escalate_after, active = excluded.active
    RETURNING id, code AS key`,
};

/** What of a stage is not the organisation's: the manuals' words, and that the executor confirms last and alone (U-8, U-15). */
export function stageProblems(_ctx: Context, data: RowData): RowProblem[] {
  const { code = '', name, deciders: decided, needed, kinds: of, systems, active } = data;
  const manual = manualNames.get(code);
  const wrong = (field: string, expected: Message, is: boolean): RowProblem[] =>
    is ? [{ field, expected }] : [];
  const says = (value: string | undefined) => value !== undefined && value !== nothing;
  if (manual === undefined) return wrong('deciders', msg('imports.expected.required'), decided === nothing);
  const last = code === 'EXECUTOR' ? msg('organisation.expected.lastStage') : null;
  return [
    ...wrong(
      'name',
      msg('organisation.expected.manualName', { name: manual }),
      says(name) && name !== manual,
    ),
    ...wrong('deciders', msg('organisation.expected.manualDeciders'), says(decided)),
    ...(last
      ? [
          ...wrong('needed', last, says(needed) && needed !== '1'),
          ...wrong('kinds', last, says(of)),
          ...wrong('systems', last, says(systems)),
          ...wrong('active', last, active === 'NO'),
        ]
      : []),
  ];
}

/** What only the database knows: which systems, units and people there are, and that an own stage says who decides it. */
export async function markStages(tx: Tx, scope: Scope): Promise<void> {
  await markMissing(
    tx,
    scope,
    'deciders',
    msg('imports.expected.required'),
    `NOT EXISTS (SELECT 1 FROM approval_stage a WHERE a.code = r.data->>'code')`,
  );
  await markUnknownAmong(tx, scope, 'systems', 'system', `string_to_table(r.data->>'systems', '; ')`);
  const decided = `regexp_split_to_table(r.data->>'deciders', '; | [+] ')`;
  await markUnknownAmong(tx, scope, 'deciders', 'person', decided, `one LIKE '%@%'`);
  await markUnknownAmong(
    tx,
    scope,
    'deciders',
    'unit',
    `regexp_substr(${decided}, '^KEPALA (.*)$', 1, 1, '', 1)`,
  );
}
