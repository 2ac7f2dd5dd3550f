import { inspect } from 'node:util';
import type { JsonObject } from '@satu-pintu/playground';
import { judgeCard, judgeView } from '@satu-pintu/playground/judges';
import { describe, expect, it } from 'vitest';
import { Codes } from '../../src/chat/codes.ts';
import { broughtBy, type Form } from '../../src/chat/form.ts';
import { translate } from '../../src/core/texts/index.ts';
import * as slack from '../../src/platforms/slack/forms.ts';
import { hasNone } from '../../src/platforms/slack/newer-blocks.ts';
import { withErrors } from '../../src/platforms/slack/shown.ts';
import * as teams from '../../src/platforms/teams/forms.ts';
import { decodeHeld, encodeHeld, heldInput } from '../../src/platforms/teams/held.ts';
import { readInputs, readPressed } from '../../src/platforms/teams/pressed.ts';
import { readValues } from '../../src/platforms/teams/values.ts';
import { newPage } from '../../src/web/forms/draft.ts';
import * as web from '../../src/web/forms/read.ts';
import { formPage } from '../../src/web/forms/render.ts';
import type { Fields, PersonVisit } from '../../src/web/page.ts';

const t = translate('id');
const typed = '123 456';

const form: Form = {
  id: 'chat.shown',
  title: 'Putuskan',
  state: ['approve', '42'],
  submit: 'Ya, Lanjutkan',
  close: 'Batal',
  fields: [
    { type: 'text', name: 'reason', label: 'Alasan', multiline: true },
    { type: 'code', name: 'code', label: 'Kode', hint: 'Enam angka.' },
  ],
};

const holdsIt = (what: unknown) => /123.?456/.test(JSON.stringify(what) + inspect(what, { depth: 20 }));

describe('G-4 a code in a form', () => {
  it('comes as what neither prints nor becomes JSON, without the space that authenticators show', () => {
    const codes = new Codes([['code', ' 123\u00a0456 ']]);
    expect(codes.of('code')).toBe('123456');
    expect(new Codes([['code', '１２３４５６']]).of('code')).toBe('123456');
    expect(codes.of('other')).toBe('');
    expect(holdsIt(codes)).toBe(false);
    expect(holdsIt(structuredClone({ codes }))).toBe(false);
  });

  it('has no value that a form could bring', () => {
    expect(broughtBy(form)).toEqual({ reason: undefined, code: undefined });
  });

  describe('in Slack', () => {
    const view = slack.renderForm(form);
    const filled = {
      ...view,
      id: 'V1',
      hash: '1',
      state: {
        values: {
          reason: { input: { type: 'plain_text_input', value: 'sesuai' } },
          code: { code: { type: 'plain_text_input', value: typed } },
        },
      },
    } as unknown as slack.ViewPayload;

    it('is a line of its own', () => {
      expect(judgeView(view, 'modal')).toMatchObject({ problems: [] });
      expect(view.blocks.at(-1)).toMatchObject({
        type: 'input',
        element: { type: 'plain_text_input', action_id: 'code' },
      });
      expect(JSON.stringify(view.blocks.at(-1))).not.toContain('initial_value');
    });

    it('is none of the values, which are read for the form’s redrawing and its searches too', () => {
      expect(slack.valuesOf(filled)).toEqual({
        reason: { type: 'text', text: 'sesuai' },
        code: undefined,
      });
      expect(slack.codesOf(filled).of('code')).toBe('123456');
    });

    it('is to be typed anew after an error, whatever that is about, and everything else stays', () => {
      const once = withErrors(filled, { reason: 'Isi alasan.', code: 'Tidak diterima.' }, hasNone);
      const ids = (shown: { blocks: { block_id?: string }[] }) =>
        shown.blocks.map(({ block_id }) => block_id);
      expect(ids(once)).toEqual(['error:reason', 'reason', 'error:code@1', 'code@1']);
      expect(judgeView(once, 'modal')).toMatchObject({ problems: [] });
      const twice = withErrors(
        { ...filled, ...once } as unknown as slack.ViewPayload,
        { 'code@1': 'x' },
        hasNone,
      );
      expect(ids(twice)).toEqual(['reason', 'error:code@2', 'code@2']);
      const again = {
        ...filled,
        ...twice,
        state: { values: { 'code@2': { code: { type: 'plain_text_input', value: typed } } } },
      } as unknown as slack.ViewPayload;
      expect(slack.codesOf(again).of('code')).toBe('123456');
      expect(slack.errorsOf(again, { code: 'x' })).toEqual({ 'code@2': 'x' });
    });
  });

  describe('in Teams', () => {
    const sent = {
      verb: 'submit',
      reason: 'sesuai',
      'code:code': typed,
      [heldInput]: encodeHeld({ form, pressed: {} }),
    };
    const read = readPressed(sent);
    if (!read) throw new Error('nothing was pressed');

    it('is an input of its own, empty however often the dialog is drawn', () => {
      const card = teams.renderForm(form, { t, inputs: { ...sent, ...read.inputs }, errors: { code: 'x' } });
      expect(judgeCard(card as unknown as JsonObject, 'dialog')).toEqual([]);
      const input = card.body.find(({ id }) => id === 'code:code');
      expect(input).toMatchObject({ type: 'Input.Text', maxLength: 20 });
      const drawn = teams.renderForm(form, {
        t,
        inputs: read.inputs,
        errors: { code: 'x' },
        back: { form, inputs: read.inputs, pressed: {} },
      });
      expect(drawn.body.find(({ id }) => id === 'code:code')).not.toHaveProperty('value');
      expect(holdsIt(drawn)).toBe(false);
    });

    it('is none of the inputs, which dialogs hold and searches bring along', () => {
      expect(read.inputs).toMatchObject({ reason: 'sesuai' });
      expect(holdsIt(read)).toBe(false);
      expect(holdsIt(readInputs(sent))).toBe(false);
      const held = decodeHeld(read.inputs);
      expect(held && readValues(held, { ...read.inputs, 'code:code': typed, code: typed })).toEqual({
        reason: { type: 'text', text: 'sesuai' },
      });
      expect(read.codes.of('code')).toBe('123456');
    });
  });

  describe('on the web', () => {
    const sent: Record<string, string> = { reason: 'sesuai', code: typed };
    const fields = {
      line: (name: string) => sent[name] ?? '',
      exact: (name: string) => sent[name] ?? '',
      all: (name: string) => [sent[name] ?? ''],
    } as unknown as Fields;
    const values = web.readValues(form, {}, fields, {});

    it('is in no draft, and comes to the submit alone', () => {
      expect(values).toEqual({ reason: { type: 'text', text: 'sesuai' } });
      expect(web.readCodes(form, fields).of('code')).toBe('123456');
    });

    it('is a line for digits, empty however often the page is shown', () => {
      const page = {
        ...newPage(form, 'id'),
        values: { ...values, code: { type: 'text' as const, text: typed } },
      };
      const visit = { t, csrf: 'x' } as unknown as PersonVisit;
      const shown = formPage(visit, '1', {
        opens: { name: 'chat.back', args: [] },
        after: '/',
        pages: [page],
      });
      const text = 'body' in shown ? String(shown.body) : '';
      expect(text).toMatch(/<input type="text" id="field-code"[^>]*inputmode="numeric"/);
      expect(text).toContain('sesuai');
      expect(text).not.toContain(typed);
    });
  });
});
