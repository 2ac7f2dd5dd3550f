import { inspect } from 'node:util';
import { platforms } from '@satu-pintu/playground/people';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type SatkerWorkspace } from '../support/satker-desk.ts';
import { type Confidences, confide, trafficOf } from './confidences.ts';
import { gather, type Places, placesOf, rememberRows } from './places.ts';
import { type Given, isIn } from './readings.ts';

/** Where some of it stands open all the same, and the rule by which that is right. */
const registered = {
  'cards of Ali Rahman': 'S-3: the satker sees what it has entered',
  'cards of Maya Anggraini': 'S-7: the KPPN compares it with the letter',
};
/** Whoever gave a file sees at which cells it is wrong, and what stands there. */
const wrong = { 'cards of Tono Wijaya': 'P-5: the preview says what is wrong with a row' };
const open: Record<string, Record<string, string>> = {
  'the unit in a row': wrong,
  'the position in a row': wrong,
  'the kind in a row': wrong,
  'the start in a row': wrong,
  'the end in a row': wrong,
  'the NIK of who was registered': registered,
  'the phone of who was registered': registered,
  'a link: enter': { 'cards of Rina Wulandari': 'U-17: it opens the portal once, for who has asked for it' },
  'a link: password': { mails: 'U-16: it goes to the address of whose password it sets' },
  'a link: activate': { mails: 'S-13: it goes to the address of who is registered' },
  'a link: card': { mails: 'U-10: with its e-mail comes the way to what is to be decided' },
};

/** What forms in chat were filled in with, as the platform has it. */
const typedInChat = [
  'the NIK of who was registered',
  'the phone in a form that is not sent',
  'a NIK that was only searched',
  'a phone number that is none',
  'the phone of a signer',
  'a code of an executor that is wrong',
  'the code of an executor',
  'a wish in a form that is not sent',
  'the note in a form that is not sent',
];

describe('T-2 a value', () => {
  it('is found however it is written, and not where another one stands', () => {
    const hidden = 'Rahasia "besar" – 0812-3456-7890';
    const wide = Buffer.from(hidden, 'utf16le');
    const written: string[] = [
      hidden,
      JSON.stringify(hidden),
      JSON.stringify(JSON.stringify({ hidden })),
      JSON.stringify(hidden).replace('–', '\\u2013'),
      'Rahasia &#34;besar&#34; – 0812-3456-7890',
      encodeURIComponent(hidden),
      ...[hidden, `x${hidden}`, `xy${hidden}z`].flatMap((text) => [
        Buffer.from(text).toString('base64'),
        Buffer.from(text).toString('base64url'),
        Buffer.from(text).toString('hex'),
      ]),
      wide.toString('hex'),
      wide.toString('base64'),
      Buffer.from(wide).swap16().toString('hex'),
      JSON.stringify(Buffer.from(hidden)),
      inspect({ said: Buffer.from(hidden) }),
    ];
    for (const text of written) expect(isIn(`{"said":"${text}"}`, hidden), text).toBe(true);
    expect(written.filter((text) => isIn(text, 'Rahasia "besar" – 0812-9456-7890'))).toEqual([]);
    for (const text of ['081234567890', '6281234567890', Buffer.from('081234567890').toString('hex')])
      expect(isIn(text, '0812-3456-7890'), text).toBe(true);
    for (const text of ['"123456"', 'code=123456', '123 456', Buffer.from('123456').toString('base64')])
      expect(isIn(text, '123456'), text).toBe(true);
    for (const text of ['1123456', '1.123456', 'a123456']) expect(isIn(text, '123456'), text).toBe(false);
  });
});

describe.each(platforms)(
  'T-2 a dump at any moment, the jobs in it, the log, mails and posted cards, in %s',
  (platform) => {
    let workspace: SatkerWorkspace;
    let given: Confidences;
    let places: Places;
    beforeAll(async () => {
      workspace = await openDesk({ platform, language: 'id' });
      await rememberRows(workspace);
      given = await confide(workspace);
      places = await gather(workspace);
    });
    afterAll(() => workspace.stop());

    const found = (values: readonly Given[]) => [
      ...new Set(values.flatMap((value) => placesOf(places, value))),
    ];

    it('show nothing of what people gave in confidence, but where that is what it is for', () => {
      expect(given.size).toBeGreaterThanOrEqual(40);
      expect(
        Object.fromEntries([...given].map(([what, values]) => [what, found(values).toSorted()])),
      ).toEqual(
        Object.fromEntries([...given.keys()].map((what) => [what, Object.keys(open[what] ?? {}).toSorted()])),
      );
    });

    it('are looked through as they are: what is no secret is found in each of them, and what was given has arrived', async () => {
      expect(placesOf(places, 'Dian Puspita')).toEqual(
        expect.arrayContaining(['satker_user', 'cards of Maya Anggraini', 'mails']),
      );
      for (const place of ['attachment', 'form_draft', 'signer', 'authenticator', 'one_time_link', 'log'])
        expect(places.get(place)).toMatch(/\S/);
      // Of the jobs that were done too.
      expect(places.get('graphile_worker._private_jobs')).toContain('payload');
      const traffic = JSON.stringify(await trafficOf(workspace));
      for (const what of typedInChat)
        expect(
          given.get(what)?.map((value) => isIn(traffic, value)),
          what,
        ).toEqual([true]);
    });

    it('are found leaking where something is planted: in a table, in a job, in the log, in a mail, in a card', async () => {
      const [secret] = given.get('the note in a form that is not sent') ?? [];
      const bytes = Buffer.from(String(secret));
      const plants: Record<string, () => Promise<unknown>> = {
        import_row: () =>
          workspace.query(
            `UPDATE import_row SET kept = jsonb_build_object('key', $1::text) WHERE (import_id, n) = (SELECT max(import_id), 1 FROM import_row)`,
            [`x${bytes.toString('base64')}`],
          ),
        // Done at once, and gone.
        'graphile_worker._private_jobs': () =>
          workspace.query(
            `WITH planted AS (SELECT * FROM graphile_worker.add_job('planted', json_build_object('said', $1::text), run_at := '2999-01-01')) SELECT * FROM planted`,
            [JSON.stringify({ note: secret })],
          ),
        log: async () => workspace.log.error({ error: new Error(`duplicate key: (${secret})`) }, 'it failed'),
        mails: () =>
          nodemailer.createTransport(workspace.playground.smtpUrl).sendMail({
            from: 'pintu@nusantara.example',
            to: 'rina.wulandari@nusantara.example',
            subject: 'Lampiran',
            text: Buffer.from(String(secret), 'utf16le').toString('hex'),
          }),
        'cards of Rina Wulandari': () => workspace.person('rina.wulandari').give(`Catatan: ${secret}`),
      };
      const found = new Map<string, string[]>();
      let before = placesOf(places, secret ?? '');
      expect(before).toEqual([]);
      for (const [place, plant] of Object.entries(plants)) {
        await plant();
        const after = placesOf(await gather(workspace), secret ?? '');
        found.set(
          place,
          after.filter((one) => !before.includes(one)),
        );
        before = after;
      }
      expect([...found]).toEqual(Object.keys(plants).map((place) => [place, [place]]));
    });
  },
);
