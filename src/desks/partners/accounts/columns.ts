import { phoneIn } from '../../../core/contact.ts';
import { givenSigns } from '../../../core/given.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Column } from '../../../imports/column.ts';
import { day, oneOf, text } from '../../../imports/columns.ts';
import { nothing } from '../../../imports/readers.ts';
import { readAddress, strangeSign } from './names.ts';

const kindTexts = {
  PARTNER: 'partnerAccount.kind.PARTNER',
  SECRETARY: 'partnerAccount.kind.SECRETARY',
} as const satisfies Record<string, TextKey>;

/** A number as people write it; a hyphen says that there is none. */
function phone(typed: string): ReturnType<Column['read']> {
  const number = givenSigns(typed) === nothing ? '' : phoneIn(typed);
  return number === null ? { expected: msg('partnerAccount.expected.phone') } : { value: number };
}

/** The columns of the registration form of partners and secretaries (P-1). */
export const accountColumns: readonly Column[] = [
  {
    field: 'name',
    title: 'partnerAccount.column.name',
    required: true,
    explained: 'partnerAccount.explained.name',
    read: text(200),
    example: 'partnerAccount.example.name',
  },
  {
    field: 'email',
    title: 'partnerAccount.column.email',
    required: true,
    explained: 'partnerAccount.explained.email',
    read(typed) {
      const address = readAddress(typed);
      if (address) return { value: address };
      const sign = strangeSign(typed);
      if (sign === null) return { expected: msg('partnerAccount.expected.email') };
      return {
        expected: sign.trim()
          ? msg('partnerAccount.expected.emailSign', { sign })
          : msg('partnerAccount.expected.emailSpace'),
      };
    },
    example: 'siti.contoh@mitrakerja.pertamina.com',
  },
  {
    field: 'phone',
    title: 'partnerAccount.column.phone',
    required: false,
    explained: 'partnerAccount.explained.phone',
    read: phone,
    example: '0812-3456-7890',
  },
  {
    field: 'company',
    title: 'partnerAccount.column.company',
    required: true,
    explained: 'partnerAccount.explained.company',
    read: text(200),
    example: 'PT Contoh Sejahtera',
  },
  {
    field: 'kind',
    title: 'partnerAccount.column.kind',
    required: true,
    explained: 'partnerAccount.explained.kind',
    read: oneOf(kindTexts),
    choices: Object.values(kindTexts),
    example: 'partnerAccount.kind.SECRETARY',
  },
  {
    field: 'unit',
    title: 'partnerAccount.column.unit',
    required: true,
    explained: 'partnerAccount.explained.unit',
    read: text(200),
    example: 'HO-RET',
  },
  {
    field: 'parent',
    title: 'partnerAccount.column.parent',
    required: true,
    explained: 'partnerAccount.explained.parent',
    read: text(254),
    example: '50012345',
  },
  {
    field: 'startsOn',
    title: 'partnerAccount.column.startsOn',
    required: true,
    explained: 'partnerAccount.explained.startsOn',
    read: day,
    isDay: true,
    example: '01/12/2026',
  },
  {
    field: 'endsOn',
    title: 'partnerAccount.column.endsOn',
    required: true,
    explained: 'partnerAccount.explained.endsOn',
    read: day,
    isDay: true,
    example: '30/11/2027',
  },
];
