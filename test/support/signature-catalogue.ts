import type { Attachments } from '../../src/attachments/attachments.ts';
import type { Authenticators, CheckedCode } from '../../src/authenticators/authenticators.ts';
import { Codes } from '../../src/chat/codes.ts';
import type { Reply } from '../../src/chat/desk.ts';
import type { Form, FormResult, Values } from '../../src/chat/form.ts';
import type { Context } from '../../src/core/context.ts';
import type { Language } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import type { Bringing } from '../../src/desks/house.ts';
import { notRegisteredCard } from '../../src/desks/signature/cards/not-registered.ts';
import { pdfLater } from '../../src/desks/signature/documents/pdf-later.ts';
import { createSignatureDesk } from '../../src/desks/signature/index.ts';
import { standings } from '../../src/desks/signature/model.ts';
import { signerOfPerson } from '../../src/desks/signature/store.ts';
import { admitAll } from '../../src/people/admission.ts';
import type { People } from '../../src/people/contexts.ts';
import { catalogueClock, lastEntry, noChat, type Shown } from './card-catalogue.ts';
import { sealedNothing } from './sealed-nothing.ts';
import { makeSigning, stepOf, verifications } from './signing-catalogue.ts';
import { shownByDefault } from './step-up.ts';

export interface SignatureCatalogue {
  desk: Bringing<'home' | 'offers'>;
  people: People;
}

/** Every code is right, and spends nothing. */
const anyCode: Authenticators = {
  field: (t) => ({
    type: 'code',
    name: 'code',
    label: t('code.label'),
    hint: t('code.hint', { issuer: 'Satu Pintu' }),
  }),
  begin: async () => ({ secret: '', uri: '' }),
  checkFirst: async () => ({}) as CheckedCode,
  confirm: async () => {},
  check: async () => ({}) as CheckedCode,
  spend: async () => {},
  isEnrolled: async () => true,
  end: async () => {},
};

export function signatureCatalogue(
  db: Database,
  people: People,
  attachments: Attachments,
  publicUrl: string,
): SignatureCatalogue {
  const desk = createSignatureDesk({
    db,
    jobDb: db,
    attachments,
    pdf: pdfLater(),
    maxPdfBytes: 25 * 1024 * 1024,
    admit: admitAll,
    authenticators: anyCode,
    stepUp: shownByDefault,
    clock: catalogueClock,
    publicUrl,
    timeZone: 'Asia/Jakarta',
    defaultLanguage: 'id',
    contextOf: (id) => people.contextOf(id, 'system'),
    chat: noChat,
  });
  return { desk, people };
}

/** Somebody who is called so, standing so. */
async function makeSigner(
  db: Database,
  { name, email, language, standing }: { name: string; email: string; language: string; standing: string },
): Promise<{ personId: number; signerId: number }> {
  const certificate = !['NOT_ENROLLED', 'ENROLLED'].includes(standing);
  const [row] = await db.query<{ personId: number; signerId: number }>(
    `WITH p AS (INSERT INTO person (email, name, registered, language) VALUES ($1, left(regexp_replace($2, '\\s+', ' ', 'g'), 200), true, $3) RETURNING id),
     s AS (INSERT INTO signer (person_id, method, initial_at, enrolled_at, changed_at)
           SELECT id, 'AUTHENTICATOR', $4::timestamptz, CASE WHEN $5 = 'NOT_ENROLLED' THEN NULL ELSE $4::timestamptz END, $4 FROM p RETURNING id),
     a AS (INSERT INTO certificate_authority (root, root_key, der, key, made_at, retired_at)
           SELECT '', ${sealedNothing}, '', ${sealedNothing}, $4, $4 WHERE $6 RETURNING id),
     c AS (INSERT INTO certificate (signer_id, authority_id, serial, subject, issuer, fingerprint, der, not_before, not_after, ends_on, revoked_at, revocation)
           SELECT s.id, a.id, $1, left($2, 500), 'CN=Satu Pintu Signing CA 2026 ABCDEF, O=Satu Pintu', repeat('AB', 32), '',
             $4::timestamptz - interval '1 year', $4::timestamptz + CASE WHEN $5 = 'EXPIRED' THEN interval '-1 day' ELSE interval '20 days' END, '2026-12-11',
             CASE WHEN $5 = 'REVOKED' THEN $4::timestamptz END, CASE WHEN $5 = 'REVOKED' THEN 'ADMIN'::certificate_revocation END FROM s, a)
     SELECT p.id AS "personId", s.id AS "signerId" FROM p, s`,
    [email, name, language, catalogueClock(), standing, certificate],
  );
  if (!row) throw new Error('nobody was made');
  await db.query('UPDATE signer SET phone = $2 WHERE id = $1', [
    row.signerId,
    (await db.keys.seal('signer', String(row.signerId), { phone: '0812-3456-7890' })).phone,
  ]);
  return row;
}

/** Everything that the signature desk may show of people with these texts, in one language. */
export async function signatureShown(
  db: Database,
  { desk, people }: SignatureCatalogue,
  made: { text: string; number: string },
  language: Language,
): Promise<Shown[]> {
  const shown: Shown[] = [];
  const reader = async (id: number): Promise<Context> => {
    const ctx = await people.contextOf(id, 'slack');
    if (!ctx) throw new Error('nobody');
    return ctx;
  };
  const add = (name: string, reply: Reply | undefined): Form | undefined => {
    if (reply?.type === 'text') return undefined;
    if (!reply) throw new Error(`${name} shows nothing`);
    shown.push({ name, shows: reply });
    return reply.type === 'form' ? reply.form : undefined;
  };
  const answer = async (verb: string, ctx: Context, ...args: (string | number)[]) =>
    add(`sign:${verb}`, await desk.actions[verb]?.run(ctx, args.map(String), 'any'));
  const posted = async (name: string, ctx: Context, id: number, args: Record<string, unknown> = {}) => {
    const card = await desk.cards[name]?.(ctx, id, args, db);
    if (!card) throw new Error(`${name} shows nothing`);
    shown.push({ name: `sign.${name}`, shows: { type: 'card', card } });
  };
  const submitted = async (ctx: Context, form: Form | undefined, values: Values): Promise<void> => {
    const codes = new Codes([['code', '123456']]);
    const result: FormResult | undefined =
      form && (await desk.forms[form.id.replace('sign.', '')]?.submit?.(ctx, form.state, values, codes));
    if (!result || !('form' in result)) throw new Error(`${form?.id} leads nowhere`);
    shown.push({ name: result.form.id, shows: { type: 'form', form: result.form } });
  };
  const reason = { type: 'text' as const, text: made.text.slice(0, 400).replace(/[\ud800-\udbff]$/, '') };

  // An ADMIN, whose language is the catalogue's.
  const [admin] = await db.query<{ id: number }>(
    `WITH p AS (INSERT INTO person (email, name, registered, language) VALUES ($1, 'Admin Katalog', true, $2) RETURNING id),
     g AS (INSERT INTO role_grant (person_id, role) SELECT id, 'ADMIN' FROM p) SELECT id FROM p`,
    [`admin.${made.number}${language}@nusantara.example`.toLowerCase(), language],
  );
  const tono = await reader(admin?.id ?? 0);
  await answer('status', tono);
  await answer('enrol', tono);

  for (const standing of standings) {
    const email = `${standing}.${made.number}${language}@nusantara.example`.toLowerCase();
    const { personId, signerId } = await makeSigner(db, {
      name: made.text,
      email,
      language,
      standing,
    });
    const rina = await reader(personId);
    await answer('status', rina);
    await posted('signer', rina, signerId);
    await answer('person', tono, personId);
    await answer('draw', rina);
    const signer = await signerOfPerson(db, personId);
    const card = notRegisteredCard(rina, signer);
    if (card) shown.push({ name: 'Account Not Register', shows: { type: 'card', card } });
    if (standing === 'NOT_ENROLLED') {
      await submitted(rina, await answer('details', rina, signerId), {
        phone: { type: 'text', text: '0812-3456-7890' },
        method: { type: 'chosen', chosen: [{ value: 'AUTHENTICATOR', label: '' }] },
      });
      await answer('proceed', rina);
      await db.query('UPDATE signer SET phone = NULL, initial_at = NULL WHERE id = $1', [signerId]);
      await answer('status', rina);
      continue;
    }
    await posted('ending', rina, signerId, { certificate: signer?.certificate?.id ?? 0 });
    if (standing === 'ENROLLED') {
      await answer('enrol', rina);
      await submitted(rina, await answer('generate', rina, signerId), {});
      await submitted(rina, await answer('revoke', rina, signerId), {});
    }
    if (standing === 'EXPIRED') {
      // Asked for, looked at by both, reminded of, and decided in each way.
      for (const verdict of ['approve', 'reject', 'withdraw'] as const) {
        await db.query('UPDATE signer SET enrolled_at = $2 WHERE id = $1', [signerId, catalogueClock()]);
        await submitted(rina, await answer('new-phone', rina), { reason });
        const [phone] = await db.query<{ id: number }>(
          `SELECT id FROM new_phone WHERE signer_id = $1 AND status = 'WAITING'`,
          [signerId],
        );
        const id = phone?.id ?? 0;
        const decider = verdict === 'withdraw' ? rina : tono;
        await posted('new-phone', rina, id);
        await posted('approval', tono, id);
        await answer('open-new-phone', rina, id);
        await answer('reassign', tono, id);
        await answer('status', rina);
        await submitted(decider, await answer(verdict, decider, id), { reason });
        await posted('new-phone', rina, id);
        await posted('approval', tono, id);
      }
    }
    if (standing === 'ISSUED') {
      await answer('pdf', rina);
      const file = { name: `${made.text.slice(0, 180)}.pdf`, size: 4096 };
      const [kept] = await db.query<{ id: number }>(
        `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
         VALUES ($1, 'application/pdf', $2, '', '', $3, $4) RETURNING id`,
        [file.name, file.size, `a PDF of ${email}`, personId],
      );
      for (const source of [`kept:${kept?.id}`, 'teams:unfetched'])
        add('sign of a message', await desk.shortcuts?.pdf?.run(rina, [{ source, ...file }]));
      await answer('verify', rina);
      shown.push(...verifications(rina, made.text));
      const key = `signing ${made.number}${language}`;
      for (const end of ['sign', 'decline', 'take-back', 'end'] as const) {
        // An ADMIN ends what is none of theirs.
        const [asker, other] = end === 'end' ? [rina, tono] : [tono, rina];
        const id = await makeSigning(db, asker, other, made.text, `${key} ${end}`);
        if (end === 'end') await db.query('DELETE FROM signing_party WHERE person_id = $1', [tono.actor.id]);
        await posted('signing', tono, id);
        await posted('to-sign', rina, id);
        for (const action of ['sign.signed', 'sign.notWritten'] as const)
          await posted('step', tono, id, { entry: await stepOf(db, rina, id, action) });
        await answer('open-signing', rina, id);
        await answer('file', rina, id);
        const given = {
          reason,
          place: { type: 'chosen' as const, chosen: [{ value: 'TOP_LEFT', label: '' }] },
          page: { type: 'text' as const, text: '2' },
        };
        const actor = end === 'take-back' || end === 'end' ? tono : rina;
        await submitted(actor, await answer(end, actor, id), given);
        if (end === 'decline' || end === 'end')
          await posted('step', tono, id, { entry: (await lastEntry(db, `signing:${id}`)) ?? '' });
        await posted('signing', tono, id);
        await posted('to-sign', rina, id);
      }
    }
    if (standing === 'ISSUED')
      await submitted(tono, await answer('revoke-other', tono, signerId), { reason });
    await posted('revoked', rina, signerId);
  }
  shown.push({
    name: 'sign home',
    shows: {
      type: 'card',
      card: {
        title: 'home',
        parts: Object.values(await desk.home(tono)).flat(),
        buttons: (await desk.offers(tono)).map((offer) => ({
          label: offer.label,
          does: { action: offer.action },
        })),
      },
    },
  });
  return shown;
}
