import { describe, expect, it } from 'vitest';
import type { Form } from '../../src/chat/form.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Element } from '../../src/platforms/teams/elements.ts';
import { renderForm } from '../../src/platforms/teams/forms.ts';
import { decodeHeld, type Held, heldInput, type Inputs } from '../../src/platforms/teams/held.ts';
import { readPressed } from '../../src/platforms/teams/pressed.ts';
import { encodeChoice, readDataset, readValues } from '../../src/platforms/teams/values.ts';

const t = translate('id');

const form: Form = {
  id: 'user-id.request',
  title: 'Permohonan',
  state: ['key', '7'],
  submit: 'Selanjutnya',
  close: 'Batal',
  fields: [
    {
      type: 'choice',
      name: 'kind',
      label: 'Jenis',
      style: 'radio',
      redraws: true,
      value: 'UNIT',
      choices: [
        { value: 'UNIT', label: 'Unit' },
        { value: 'HO', label: 'HO' },
      ],
    },
    { type: 'text', name: 'note', label: 'Catatan', value: 'dari meja', maxLength: 10 },
    {
      type: 'choices',
      name: 'platforms',
      label: 'Platform',
      choices: [
        { value: 'a,b', label: 'Koma' },
        { value: 'c', label: 'Biasa' },
      ],
    },
    { type: 'search', name: 'unit', label: 'Unit', value: { value: '12', label: 'SPBU, 31|128' } },
    { type: 'search', name: 'atasan', label: 'Atasan', generation: '12' },
    { type: 'files', name: 'files', label: 'Berkas', maxFiles: 2, accept: ['pdf'] },
  ],
};

const offered = {
  uploadUrl: 'https://pintu.example.com/portal/attach/x',
  files: [1, 2, 3].map((id) => ({
    source: `kept:${id}`,
    name: `${id}.pdf`,
    size: 1,
    givenAt: '28 November 2026 10.00 WIB',
  })),
};

/** All inputs of a card with what stands in them, as the client sends them. */
function inputsOf(card: Element): Inputs {
  const found: Inputs = {};
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value && typeof value === 'object') {
      const element = value as Element;
      if (typeof element.type === 'string' && element.type.startsWith('Input.'))
        found[String(element.id)] = String(element.value ?? '');
      Object.values(value).forEach(walk);
    }
  };
  walk(card);
  return found;
}

function heldIn(inputs: Inputs): Held {
  const held = decodeHeld(inputs);
  if (!held) throw new Error('the form did not come back');
  return held;
}

describe('a form as a dialog', () => {
  it('comes back with its id, its state and everything that stands in it', () => {
    const inputs = inputsOf(renderForm(form, { t, offered }));
    const held = heldIn(inputs);
    expect(held.form).toEqual(form);
    expect(readValues(held, inputs)).toEqual({
      kind: { type: 'chosen', chosen: [{ value: 'UNIT', label: 'Unit' }] },
      note: { type: 'text', text: 'dari meja' },
      platforms: { type: 'chosen', chosen: [] },
      unit: { type: 'chosen', chosen: [{ value: '12', label: 'SPBU, 31|128' }] },
      atasan: undefined,
      files: { type: 'files', files: [] },
    });
  });

  it('keeps values with commas apart, and takes no choice that it did not offer', () => {
    const inputs = inputsOf(renderForm(form, { t }));
    const held = heldIn(inputs);
    const given = { ...inputs, platforms: `${encodeURIComponent('a,b')},c,forged`, files: 'kept:99' };
    expect(readValues(held, given).platforms).toEqual({
      type: 'chosen',
      chosen: [
        { value: 'a,b', label: 'Koma' },
        { value: 'c', label: 'Biasa' },
      ],
    });
    expect(readValues(held, given).files).toEqual({ type: 'files', files: [] });
  });

  it('shows what was typed, and starts a field empty when what it hangs on has changed', () => {
    const typed = { note: 'diketik', 'atasan@12': encodeChoice({ value: '3', label: 'Sari' }) };
    expect(inputsOf(renderForm(form, { t, inputs: typed }))).toMatchObject(typed);
    const other = {
      ...form,
      fields: form.fields.map((field) => (field.type === 'search' ? { ...field, generation: '99' } : field)),
    };
    const inputs = inputsOf(renderForm(other, { t, inputs: typed }));
    expect(inputs['atasan@99']).toBe('');
    expect(inputs.note).toBe('diketik');
  });

  it('names the files that lie there with their time, and takes none of them by itself', () => {
    const card = renderForm(form, { t, offered, offeredBefore: undefined });
    expect(inputsOf(card).files).toBe('');
    expect(JSON.stringify(card)).toContain('1.pdf · 28 November 2026 10.00 WIB');
  });

  it('ticks files that have come since it was drawn, and leaves the others as they were', () => {
    const before = { t, offered, offeredBefore: ['kept:1', 'kept:2'], inputs: { files: 'kept%3A2' } };
    expect(inputsOf(renderForm(form, before)).files).toBe('kept%3A2,kept%3A3');
  });

  it('says an error at its field, and on top where there is no such field', () => {
    const card = JSON.stringify(renderForm(form, { t, errors: { note: 'Terlalu pendek', gone: 'Hilang' } }));
    expect(card).toMatch(/Terlalu pendek[^}]*\}\],"id":"error:note"/);
    expect(card).toMatch(/Hilang[^}]*\}\],"id":"problem"/);
  });

  it('warns of a field only until there is an error at it, which is never said twice', () => {
    const about = {
      type: 'show' as const,
      about: 'note',
      part: { type: 'text' as const, text: 'Tidak dikenal' },
    };
    const warned = { ...form, fields: [...form.fields, about] };
    const times = (errors: Record<string, string>) =>
      JSON.stringify(
        renderForm(warned, { t, errors }).body.filter(({ isVisible }) => isVisible !== false),
      ).split('Tidak dikenal').length - 1;
    expect(times({})).toBe(1);
    expect(times({ unit: 'Pilih unit' })).toBe(1);
    expect(times({ note: 'Tidak dikenal' })).toBe(1);
  });

  it('names its searches by itself: with them nothing else of the form comes back', () => {
    const datasets = [...JSON.stringify(renderForm(form, { t })).matchAll(/"dataset":"((?:[^"\\]|\\.)*)"/g)];
    const [unit, atasan] = datasets.map(([, dataset]) => readDataset(JSON.parse(`"${dataset}"`)));
    expect(unit).toMatchObject({ form: 'user-id.request', field: 'unit' });
    expect(atasan?.values.unit).toEqual({ type: 'chosen', chosen: [{ value: '12', label: 'SPBU, 31|128' }] });
  });
});

describe('fields that belong to choices', () => {
  const withNotes = (systems: number): Form => ({
    ...form,
    fields: [
      {
        type: 'choices',
        name: 'platforms',
        label: 'Platform',
        choices: Array.from({ length: systems }, (_, i) => ({ value: String(i), label: `Sistem ${i}` })),
        value: ['1'],
        redraws: true,
      },
      ...Array.from({ length: systems }, (_, i) => ({
        type: 'text' as const,
        name: `note-${i}`,
        label: `Catatan ${i}`,
        onlyWith: { field: 'platforms', chosen: String(i) },
      })),
    ],
  });
  const labels = (made: Form) =>
    [...JSON.stringify(renderForm(made, { t })).matchAll(/"label":"(Catatan \d+)"/g)].map(
      ([, label]) => label,
    );

  it('are all there in a dialog, which has nothing to apply then', () => {
    expect(labels(withNotes(5))).toHaveLength(5);
    expect(JSON.stringify(renderForm(withNotes(5), { t }))).not.toContain(t('form.apply'));
  });

  it('are those of what is chosen where they are too many, with nothing to apply either', () => {
    expect(labels(withNotes(11))).toEqual(['Catatan 1']);
    expect(JSON.stringify(renderForm(withNotes(11), { t }))).not.toContain(t('form.apply'));
  });

  it('leave a button where more of the form hangs on a choice', () => {
    const { fields } = withNotes(11);
    const alone = { ...form, fields: fields.slice(0, 1) };
    expect(JSON.stringify(renderForm(alone, { t }))).toContain(t('form.apply'));
  });
});

describe('what a client sends', () => {
  it('is nothing when it is no form or button of ours', () => {
    for (const form of ['', 'AAAA', Buffer.from('{}').toString('base64url'), 'x'.repeat(100_000)])
      expect(decodeHeld({ [heldInput]: form })).toBeNull();
    for (const data of [null, 'text', {}, { verb: 'other' }, { verb: 'action' }, { verb: 'action', a: 7 }])
      expect(readPressed(data)).toBeNull();
    for (const dataset of ['', '[]', '{"form":1}', 'null']) expect(readDataset(dataset)).toBeNull();
  });

  it('is not unpacked beyond what a form can be', async () => {
    const { deflateRawSync } = await import('node:zlib');
    const bomb = deflateRawSync(Buffer.alloc(50_000_000)).toString('base64url');
    expect(decodeHeld({ [heldInput]: bomb })).toBeNull();
  });
});
