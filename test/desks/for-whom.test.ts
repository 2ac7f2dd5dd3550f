import { describe, expect, it } from 'vitest';
import type { Value, Values } from '../../src/chat/form.ts';
import { filledIn, forWhomWas } from '../../src/desks/user-id/forms/for-whom.ts';
import { decodeState } from '../../src/desks/user-id/forms/request.ts';
import type { Employee } from '../../src/people/register.ts';

const text = (value: string): Value => ({ type: 'text', text: value });
const chosen = (value: string, label = value): Value => ({ type: 'chosen', chosen: [{ value, label }] });

const rina: Employee = {
  personId: 1,
  nopek: '100234',
  name: 'Rina Wulandari',
  position: 'Analis Keuangan',
  email: 'rina.wulandari@nusantara.example',
  employment: 'ORGANIK_PKWT',
  unit: { id: 3, code: 'HO-FIN', name: 'Finance' },
  superior: { id: 2, name: 'Bima Santoso' },
};
const atFirst = { forWhom: 'self', turn: 0 } as const;
const others: Values = {
  for: chosen('other'),
  kind: chosen('UNIT'),
  name: text('Wahyu'),
  email: text('w@mitra.example'),
  unit: chosen('9'),
  atasan: chosen('8'),
  nopek: text('200517'),
  platforms: chosen('4'),
  note: text('Segera'),
};
const kept = { platforms: others.platforms, note: others.note };

describe('for whom a request form is filled in', () => {
  it('U-4 begins with what the register says, by the kind that fits', () => {
    const kinds = { ORGANIK_PKWT: 'HO_ORGANIK_PKWT', TKJP: 'HO_TKJP', UNIT: 'UNIT' } as const;
    for (const employment of ['ORGANIK_PKWT', 'TKJP', 'UNIT'] as const) {
      const { forWhom, turn, values } = filledIn({ ...rina, employment }, atFirst, {});
      expect({ forWhom, turn }).toEqual(atFirst);
      expect(values.kind).toMatchObject({ chosen: [{ value: kinds[employment] }] });
      expect(values).toMatchObject({ nopek: text('100234'), name: text(rina.name), email: text(rina.email) });
      // A unit of the head office is none that kind Unit is for (U-3).
      expect('unit' in values).toBe(employment === 'UNIT');
    }
  });

  it('U-3 fills in nothing for whom the register does not know, whatever their form says', () => {
    for (const forWhom of ['self', 'other'] as const)
      expect(filledIn(null, { forWhom: 'other', turn: 0 }, { ...others, for: chosen(forWhom) })).toEqual({
        forWhom: 'other',
        turn: 0,
        values: { ...others, for: chosen(forWhom) },
      });
  });

  it('U-7 leaves what was typed, also what was emptied, for as long as it is for the same one', () => {
    const typed = { ...others, for: chosen('self'), name: text('Rina W.'), position: undefined };
    const { turn, values } = filledIn(rina, atFirst, typed);
    expect(turn).toBe(0);
    expect(values).toEqual({ ...typed });
    expect(filledIn(rina, { forWhom: 'other', turn: 1 }, others)).toEqual({
      forWhom: 'other',
      turn: 1,
      values: others,
    });
  });

  it('U-7 begins the applicant anew each time that it is for another one, and keeps all else', () => {
    const other = filledIn(rina, atFirst, others);
    expect(other).toEqual({
      forWhom: 'other',
      turn: 1,
      values: { for: chosen('other'), kind: others.kind, ...kept },
    });
    const own = filledIn(rina, other, { ...others, for: chosen('self') });
    expect(own).toMatchObject({ forWhom: 'self', turn: 2 });
    expect(own.values).toMatchObject({ nopek: text('100234'), name: text(rina.name), ...kept });
    expect(own.values.kind).toMatchObject({ chosen: [{ value: 'HO_ORGANIK_PKWT' }] });
    expect(own.values.atasan).toBeUndefined();
  });

  it('U-18 starts again for whom it was', () => {
    const request = { nopek: '100234', email: 'other@nusantara.example' };
    expect(forWhomWas(request, rina)).toBe('self');
    expect(forWhomWas({ ...request, nopek: '200517' }, rina)).toBe('other');
    expect(forWhomWas({ nopek: null, email: rina.email }, rina)).toBe('self');
    expect(forWhomWas({ nopek: null, email: request.email }, rina)).toBe('other');
    expect(forWhomWas(request, null)).toBe('other');
  });

  it('U-7 reads a form that was opened before there was a choice as one for which everything is typed', () => {
    expect(decodeState(['key', '', ''])).toMatchObject({ forWhom: 'other', turn: 0 });
    expect(filledIn(rina, decodeState(['key', '', '']), { nopek: text('200517') })).toMatchObject({
      forWhom: 'other',
      values: { nopek: text('200517') },
    });
  });
});
