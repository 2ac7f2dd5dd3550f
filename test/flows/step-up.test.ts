import { inspect } from 'node:util';
import type { ChatPerson, Modal } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { noneOf, type Phone, phoneOf } from '../support/authenticators.ts';
import type { Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import {
  ask,
  audiences,
  bringTo,
  closeForms,
  forRina,
  openDecision,
  openWorkspaceIn,
  sendDone,
  settled,
  stages,
  unchanged,
  voice,
  words,
} from '../support/user-id-steps.ts';

const [, verifying, , executing] = stages;

describe.each(audiences)(
  'decisions that ask for a code, in $platform, for people who read $language',
  (audience) => {
    const test = playedOn('teams', audience.platform);
    const { platform, language } = audience;
    const t = voice(platform, language);
    const code = t('code.label');
    let workspace: Workspace;
    let tono: ChatPerson;
    let eko: ChatPerson;
    let admins: Phone;
    beforeAll(async () => {
      workspace = await openWorkspaceIn(audience);
      tono = workspace.person('tono.wijaya');
      eko = workspace.person('eko.saputra');
      admins = await phoneOf(workspace, 'tono.wijaya');
    });
    afterEach(() => closeForms(workspace));
    afterAll(() => workspace.stop());

    /** What Tono's phone shows long after what it showed before. */
    async function fromTono(): Promise<string> {
      await workspace.query('UPDATE authenticator SET last_step = 0');
      return admins();
    }

    async function mark(...labels: string[]): Promise<void> {
      await tono.command('/pintu stepup');
      await tono.click(t('stepUp.change'));
      const form = await tono.modal(t('stepUp.change'));
      await form.tick(t('stepUp.acts'), ...labels);
      await form.type(code, await fromTono());
      const { errors, next } = await form.submit();
      expect(errors).toEqual({});
      expect(await next?.text()).toContain(t('stepUp.saved'));
      await tono.closeModals();
    }

    const fill = async (form: Modal, digits: string) => {
      await form.type(code, `${digits.slice(0, 3)} ${digits.slice(3)}`);
      return form.submit();
    };
    const stageCalled = (stage: string) => t('userId.marks.stage', { stage });

    it('A-10 an ADMIN marks what is sensitive, with a code of their own and an entry in the log', async () => {
      expect(await tono.answerTo('/pintu stepup')).toContain(t('stepUp.nothing'));
      await tono.click(t('stepUp.change'));
      const form = await tono.modal(t('stepUp.change'));
      await form.tick(t('stepUp.acts'), stageCalled('ICT Executor'));
      await unchanged(workspace, async () => {
        const { errors } = await fill(form, await noneOf(admins));
        expect(errors).toEqual({ [code]: t('code.error.wrong') });
      });
      await tono.closeModals();
      await mark(stageCalled('ICT Executor'), t('stepUp.grant'));
      expect(await tono.answerTo('/pintu stepup')).toContain(stageCalled('ICT Executor'));
      const entries = await workspace.query(
        `SELECT subject, actor, data->>'factor' AS factor FROM audit_entry WHERE action = 'step-up.marked' ORDER BY subject`,
      );
      expect(entries).toEqual(
        ['step-up:pintu.grant', 'step-up:stage:WAITING_EXECUTOR'].map((subject) => ({
          subject,
          actor: 'Tono Wijaya',
          factor: 'totp',
        })),
      );
      expect(await workspace.person('rina.wulandari').answerTo('/pintu stepup')).toContain(
        t('error.adminOnly'),
      );
    });

    it('A-10 whoever has no authenticator is led to one, and decides afterwards with a code that nothing keeps', async () => {
      const number = await ask(workspace.person('rina.wulandari'), forRina);
      await bringTo(workspace, number, executing);
      await unchanged(workspace, async () => {
        await eko.click('Confirm', { in: number });
        const led = await eko.modal(t('code.enrol.title'));
        expect(await led.text()).toContain(t('code.enrol.text'));
        await eko.closeModals();
      });

      const phone = await phoneOf(workspace, 'eko.saputra');
      const form = await openDecision(eko, number, 'Confirm');
      expect(await form.fields()).toEqual([t('userId.field.newUserId'), t('record.decision.note'), code]);
      await form.type(t('userId.field.newUserId'), 'rina.kode');
      await form.type(t('record.decision.note'), 'Sudah dibuat');
      const [wrong, old, right] = [await noneOf(phone), await phone(-3), await phone()];
      for (const digits of [wrong, old]) {
        const { errors } = await unchanged(workspace, () => fill(form, digits));
        expect(errors).toEqual({ [code]: t('code.error.wrong') });
        expect(await form.value(code)).toBe('');
        expect(await form.value(t('userId.field.newUserId'))).toBe('rina.kode');
        expect(await form.value(t('record.decision.note'))).toBe('Sudah dibuat');
      }
      await form.type(code, `${right.slice(0, 3)} ${right.slice(3)}`);
      await sendDone(eko, form);
      await settled(workspace);

      const rina = workspace.person('rina.wulandari');
      expect((await rina.thread(number)).at(-1)).toContain(t('code.by', { name: 'Eko Saputra' }));
      await eko.command(`/userid show ${number}`);
      await eko.click('Activity Log', { in: number });
      await eko.sees(t('code.by', { name: 'Eko Saputra' }));

      // What was typed as a code is in no table, no job and no line of the log.
      const tables = await workspace.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')`,
      );
      const log = inspect(workspace.log.lines, { depth: null, maxArrayLength: null, maxStringLength: null });
      // A code alone: six digits may well be part of an id or a moment.
      const alone = (digits: string) =>
        `(^|[^0-9a-f.])${digits.slice(0, 3)} ?${digits.slice(3)}($|[^0-9a-f.])`;
      for (const digits of [wrong, old, right]) {
        expect(log).not.toMatch(new RegExp(alone(digits)));
        for (const { name } of tables)
          expect(
            await workspace.query(`SELECT r::text FROM ${name} AS r WHERE r::text ~ $1 LIMIT 1`, [
              alone(digits),
            ]),
            `${digits} in ${name}`,
          ).toEqual([]);
      }
    });

    test('A-10 G-4 one code decides one of two requests, and the other waits for the next', async () => {
      const phone = await phoneOf(workspace, 'eko.saputra');
      const numbers = [
        await ask(workspace.person('rina.wulandari'), { ...forRina, platforms: { SAP: 'satu' } }),
        await ask(workspace.person('rina.wulandari'), { ...forRina, platforms: { VPN: 'dua' } }),
      ];
      for (const number of numbers) await bringTo(workspace, number, executing);
      const once = await phone();
      const forms: string[] = [];
      for (const [n, number] of numbers.entries()) {
        const form = await openDecision(eko, number, 'Confirm');
        await form.type(t('userId.field.newUserId'), `rina.dua${n}`);
        const { errors } = await fill(form, once);
        forms.push(errors[code] ?? 'done');
        if (errors[code]) {
          await form.type(code, await phone(1));
          await sendDone(eko, form);
        } else await eko.closeModals();
      }
      expect(forms).toEqual(['done', t('code.error.used')]);
    });

    test('A-10 granting a role asks for it, whatever form it is', async () => {
      await tono.command('/pintu people');
      await tono.click(words('people.grant'));
      const form = await tono.modal(words('people.grant'));
      expect(await form.fields()).toContain(code);
      await form.search(words('people.person'), 'Sari Utami');
      await form.pick(words('people.person'), /^Sari Utami/);
      await form.choose(words('people.role'), 'ICT_MANAGER');
      const { errors } = await unchanged(workspace, () => form.submit());
      expect(errors).toEqual({ [code]: t('code.error.missing') });
      await form.type(code, await fromTono());
      expect((await form.submit()).errors).toEqual({});
      const [entry] = await workspace.query(
        `SELECT data->>'role' AS role, data->>'factor' AS factor FROM audit_entry WHERE action = 'role.granted' ORDER BY id DESC LIMIT 1`,
      );
      expect(entry).toEqual({ role: 'ICT_MANAGER', factor: 'totp' });
    });

    test('A-10 a stage that is not marked asks for nothing', async () => {
      const number = await ask(workspace.person('rina.wulandari'), {
        ...forRina,
        platforms: { 'E-mail': 'tiga' },
      });
      await bringTo(workspace, number, verifying);
      const form = await openDecision(workspace.person('dewi.lestari'), number, 'Approve');
      expect(await form.fields()).not.toContain(code);
    });
  },
);
