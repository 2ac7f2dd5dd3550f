import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../src/core/day.ts';
import { formatDay } from '../../src/core/texts/index.ts';
import type { Workspace } from '../support/bot.ts';
import {
  ask,
  audiences,
  forJoko,
  openDecision,
  openWorkspaceIn,
  sendDone,
  settled,
  voice,
} from '../support/user-id-steps.ts';

describe.each(audiences)(
  'data past their period, in $platform, for people who read $language',
  (audience) => {
    const t = voice(audience.platform, audience.language);
    let workspace: Workspace;
    beforeAll(async () => {
      workspace = await openWorkspaceIn(audience);
    });
    afterAll(() => workspace.stop());

    it('T-3 of a request that ended years ago are said to be removed in its thread, in lists and on its card', async () => {
      const rina = workspace.person('rina.wulandari');
      const bima = workspace.person('bima.santoso');
      const number = await ask(rina, forJoko);
      await settled(workspace);
      const form = await openDecision(bima, number, 'Reject');
      await form.type(t('record.decision.whyReject'), 'Belum perlu');
      await sendDone(bima, form);
      await settled(workspace);
      const [request] = await workspace.query<{ name: string }>(
        `UPDATE user_id_request SET status_since = status_since - interval '6 years', created_at = created_at - interval '6 years'
       WHERE number = $1 RETURNING name`,
        [number],
      );
      const name = request?.name ?? '';
      expect(await rina.root(number)).toContain(name);

      const emptied = async () => {
        const [row] = await workspace.query<{ at: Date | null }>(
          'SELECT emptied_at AS at FROM user_id_request WHERE number = $1',
          [number],
        );
        return row?.at ?? null;
      };
      await expect
        .poll(async () => {
          // One that is under way since a start may be past this kind.
          await workspace.query(`SELECT enqueue_job('retention.begin', '{}', job_key := 'retention.begin')`);
          return emptied();
        })
        .not.toBeNull();
      await settled(workspace);
      const at = (await emptied()) ?? new Date(0);
      const removed = t('retention.removed', {
        date: formatDay(audience.language, dayOf(at, 'Asia/Jakarta')),
      });

      await expect.poll(() => rina.root(number)).toContain(removed);
      expect(await rina.root(number)).not.toContain(name);
      const card = await rina.answerTo(`/userid show ${number}`);
      expect(card).toContain(removed);
      expect(card).not.toContain(name);
      expect(await rina.answerTo('/userid list')).toContain(`${number} · ${removed}`);
    });

    it('T-3 are what the doctor says was removed and when, and that it is long ago', async () => {
      const tono = workspace.person('tono.wijaya');
      const found = () => tono.answerTo('/pintu doctor');
      const kind = t('doctor.retention.kind', { kind: t('userId.retention.request'), count: 12 });
      // A run that the start has asked for may end meanwhile.
      await expect
        .poll(async () => {
          await workspace.query(
            `WITH run AS (INSERT INTO retention_run (begun_at, ended_at) VALUES (now(), now()) RETURNING id)
           INSERT INTO retention_removal (run_id, kind, removed, ended_at) SELECT id, 'user-id.request', 12, now() FROM run`,
          );
          return found();
        })
        .toContain(kind);
      expect(await found()).toContain(t('doctor.retention'));
      expect(await found()).not.toContain(t('doctor.retention.late'));
      await expect
        .poll(async () => {
          await workspace.query(
            `UPDATE retention_run SET ended_at = now() - interval '49 hours' WHERE ended_at > now() - interval '48 hours'`,
          );
          return found();
        })
        .toContain(t('doctor.retention.late'));
    });
  },
);
