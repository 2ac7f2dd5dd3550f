import { msg, type TextKey } from '../../../core/texts/index.ts';
import type { Column } from '../../../imports/column.ts';
import { day, oneOf, text } from '../../../imports/columns.ts';
import { email, nothing, orNothing } from '../../../imports/readers.ts';
import { roleNames } from '../../../people/grants.ts';
import { zoneCalled } from '../../../working-time/zones.ts';

/** What a field may name. */
export type Target = 'unit' | 'branch' | 'satker' | 'kppn' | 'person' | 'position' | 'system';

/** A column of the organisation's sheets, and the field of the form that says the same in chat. */
export interface OrganisationColumn extends Column {
  refers?: Target;
  /** Its content can be taken away. */
  clears?: boolean;
  /** Neither its value nor its title speaks for itself: in a list it has its title, in a form its explanation. */
  spelledOut?: boolean;
}

const unitKinds = {
  HO: 'organisation.unitKind.HO',
  UNIT: 'organisation.unitKind.UNIT',
  SATKER: 'organisation.unitKind.SATKER',
  KPPN: 'organisation.unitKind.KPPN',
} as const satisfies Record<string, TextKey>;

const employments = {
  ORGANIK_PKWT: 'organisation.employment.ORGANIK_PKWT',
  TKJP: 'organisation.employment.TKJP',
  UNIT: 'organisation.employment.UNIT',
} as const satisfies Record<string, TextKey>;

const holidayKinds = {
  NATIONAL: 'organisation.holiday.NATIONAL',
  JOINT_LEAVE: 'organisation.holiday.JOINT_LEAVE',
  WORKING: 'organisation.holiday.WORKING',
} as const satisfies Record<string, TextKey>;

export const yesOrNo = {
  YES: 'organisation.answer.yes',
  NO: 'organisation.answer.no',
} as const satisfies Record<string, TextKey>;

const roles = Object.fromEntries(
  roleNames.map((role) => [role, `organisation.role.${role}` as const]),
) as Record<string, TextKey>;

/** `example`: what nobody has, since a row of examples alone is left out. */
interface Spec {
  field: string;
  title: TextKey;
  explained: TextKey;
  example: TextKey | string;
  required?: boolean;
  refers?: Target;
}

/** A column that says one thing of its record. */
export function column(read: Column['read'], { required = false, ...spec }: Spec): OrganisationColumn {
  return { ...spec, required, read };
}

/** A column whose content can be taken away. */
export function optional(read: Column['read'], spec: Spec): OrganisationColumn {
  return { ...column(orNothing(read), spec), clears: true };
}

/** A column of few words. */
export function words(known: Readonly<Record<string, TextKey>>, spec: Spec): OrganisationColumn {
  return { ...column(oneOf(known), spec), words: known, choices: Object.values(known) };
}

/** A superior or a holder of a role by address, a superior by employee number as well. */
const addressOrNopek: Column['read'] = (typed) => (typed.includes('@') ? email(typed) : text(20)(typed));

const zone: Column['read'] = (typed) => {
  const value = zoneCalled(typed);
  return value ? { value } : { expected: msg('organisation.expected.zone') };
};

const code = text(60);
const name = text(200);

export const unitColumns: readonly OrganisationColumn[] = [
  column(code, {
    field: 'code',
    title: 'organisation.unit.code',
    explained: 'organisation.unit.codeExplained',
    example: 'CONTOH-01',
    required: true,
  }),
  column(name, {
    field: 'name',
    title: 'organisation.unit.name',
    explained: 'organisation.unit.nameExplained',
    example: 'organisation.example.unit',
    required: true,
  }),
  words(unitKinds, {
    field: 'kind',
    title: 'organisation.unit.kind',
    explained: 'organisation.unit.kindExplained',
    example: unitKinds.UNIT,
    required: true,
  }),
  optional(code, {
    field: 'kppn',
    title: 'organisation.unit.kppn',
    explained: 'organisation.unit.kppnExplained',
    example: '',
    refers: 'kppn',
  }),
  optional(name, {
    field: 'institution',
    title: 'organisation.unit.institution',
    explained: 'organisation.unit.institutionExplained',
    example: '',
  }),
  optional(zone, {
    field: 'zone',
    title: 'organisation.unit.zone',
    explained: 'organisation.unit.zoneExplained',
    example: '',
  }),
];

export const employeeColumns: readonly OrganisationColumn[] = [
  optional(text(20), {
    field: 'nopek',
    title: 'organisation.employee.nopek',
    explained: 'organisation.employee.nopekExplained',
    example: '100234',
  }),
  column(name, {
    field: 'name',
    title: 'organisation.employee.name',
    explained: 'organisation.employee.nameExplained',
    example: 'organisation.example.name',
    required: true,
  }),
  column(email, {
    field: 'email',
    title: 'organisation.employee.email',
    explained: 'organisation.employee.emailExplained',
    example: 'nama.contoh@perusahaan.example',
    required: true,
  }),
  optional(name, {
    field: 'position',
    title: 'organisation.employee.position',
    explained: 'organisation.employee.positionExplained',
    example: 'Analis Keuangan',
  }),
  words(employments, {
    field: 'employment',
    title: 'organisation.employee.employment',
    explained: 'organisation.employee.employmentExplained',
    example: 'Organik/PKWT',
  }),
  optional(code, {
    field: 'unit',
    title: 'organisation.unit.code',
    explained: 'organisation.employee.unitExplained',
    example: 'CONTOH-01',
    refers: 'unit',
  }),
  optional(addressOrNopek, {
    field: 'superior',
    title: 'organisation.employee.superior',
    explained: 'organisation.employee.superiorExplained',
    example: '100101',
    refers: 'person',
  }),
  words(yesOrNo, {
    field: 'active',
    title: 'organisation.employee.active',
    explained: 'organisation.employee.activeExplained',
    example: yesOrNo.YES,
  }),
];

export const positionColumns: readonly OrganisationColumn[] = [
  column(code, {
    field: 'code',
    title: 'organisation.position.code',
    explained: 'organisation.position.codeExplained',
    example: 'CONTOH-1',
    required: true,
  }),
  column(name, {
    field: 'name',
    title: 'organisation.position.name',
    explained: 'organisation.position.nameExplained',
    example: 'VP Retail Operation',
    required: true,
  }),
  optional(code, {
    field: 'unit',
    title: 'organisation.unit.code',
    explained: 'organisation.position.unitExplained',
    example: 'CONTOH-01',
    refers: 'unit',
  }),
  optional(email, {
    field: 'holder',
    title: 'organisation.position.holder',
    explained: 'organisation.position.holderExplained',
    example: 'pejabat.contoh@perusahaan.example',
    refers: 'person',
  }),
  optional(code, {
    field: 'parent',
    title: 'organisation.position.parent',
    explained: 'organisation.position.parentExplained',
    example: 'CONTOH-0',
    refers: 'position',
  }),
];

export const headColumns: readonly OrganisationColumn[] = [
  column(code, {
    field: 'unit',
    title: 'organisation.head.unit',
    explained: 'organisation.head.unitExplained',
    example: 'CONTOH-01',
    required: true,
    refers: 'branch',
  }),
  column(email, {
    field: 'email',
    title: 'organisation.head.email',
    explained: 'organisation.head.emailExplained',
    example: 'kepala.contoh@perusahaan.example',
    required: true,
    refers: 'person',
  }),
];

export const roleColumns: readonly OrganisationColumn[] = [
  column(email, {
    field: 'email',
    title: 'organisation.grant.email',
    explained: 'organisation.grant.emailExplained',
    example: 'nama.contoh@perusahaan.example',
    required: true,
    refers: 'person',
  }),
  words(roles, {
    field: 'role',
    title: 'organisation.grant.role',
    explained: 'organisation.grant.roleExplained',
    example: 'ICT_VERIFICATOR',
    required: true,
  }),
  column(code, {
    field: 'unit',
    title: 'organisation.unit.code',
    explained: 'organisation.grant.unitExplained',
    example: '',
    refers: 'unit',
  }),
];

export const systemColumns: readonly OrganisationColumn[] = [
  column(text(60), {
    field: 'name',
    title: 'organisation.system.name',
    explained: 'organisation.system.nameExplained',
    example: 'organisation.example.system',
    required: true,
  }),
  words(yesOrNo, {
    field: 'active',
    title: 'organisation.system.active',
    explained: 'organisation.system.activeExplained',
    example: yesOrNo.YES,
  }),
];

/** The yearly joint decree; an amendment takes a day back by making it a working day. */
export const holidayColumns: readonly OrganisationColumn[] = [
  {
    ...column(day, {
      field: 'day',
      title: 'organisation.holiday.day',
      explained: 'organisation.holiday.dayExplained',
      example: '31/12/2020',
      required: true,
    }),
    isDay: true,
  },
  words(holidayKinds, {
    field: 'kind',
    title: 'organisation.holiday.kind',
    explained: 'organisation.holiday.kindExplained',
    example: holidayKinds.NATIONAL,
    required: true,
  }),
  column(name, {
    field: 'name',
    title: 'organisation.holiday.name',
    explained: 'organisation.holiday.nameExplained',
    example: 'organisation.example.holiday',
    required: true,
  }),
  optional(name, {
    field: 'nameEn',
    title: 'organisation.holiday.nameEn',
    explained: 'organisation.holiday.nameEnExplained',
    example: '',
  }),
  optional(name, {
    field: 'source',
    title: 'organisation.holiday.source',
    explained: 'organisation.holiday.sourceExplained',
    example: '',
  }),
];

export const applicationColumns: readonly OrganisationColumn[] = [
  column(text(100), {
    field: 'application',
    title: 'organisation.application.name',
    explained: 'organisation.application.nameExplained',
    example: 'organisation.example.application',
    required: true,
  }),
  column(text(100), {
    field: 'role',
    title: 'organisation.application.role',
    explained: 'organisation.application.roleExplained',
    example: 'organisation.example.role',
    required: true,
  }),
];

/** What a field that names somebody or something says; undefined where it is left as it is, null where it is taken away. */
export function named(value: string | undefined): string | null | undefined {
  return value === nothing ? null : value;
}
