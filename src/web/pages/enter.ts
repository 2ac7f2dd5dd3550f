import type { Clock } from '../../core/clock.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Database, Tx } from '../../db/database.ts';
import { NotFound } from '../errors.ts';
import { html } from '../html.ts';
import { notice } from '../layout.ts';
import { consumeLink, type LinkState, readLink } from '../links.ts';
import { type Answer, type Page, postForm, type Visit } from '../page.ts';
import { openSession, personOfAccount } from '../sessions.ts';

type Subject = { personId: number };

/** The door from chat: a one-time link opens a session for the person who asked for it there. */
export function enterPages({ db, clock }: { db: Database; clock: Clock }): Page[] {
  return [
    {
      method: 'get',
      path: '/portal/enter/:token',
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const link = await readLink<Subject>(db, 'enter', visit.params.token ?? '', clock());
        if (link.state !== 'valid') return goneLink(visit, link);
        const person = await activePerson(db, link.subject.personId);
        if (!person) throw new NotFound();
        const { t } = visit;
        return {
          type: 'page',
          title: t('portal.enter.title'),
          body: html`<section class="panel narrow"><h1>${t('portal.enter.title')}</h1>
<p>${t('portal.enter.text', { name: person.name })}</p>
${postForm(visit, visit.here, html`<p class="actions"><button type="submit" class="primary wide">${t('portal.enter.submit')}</button></p>`)}
</section>`,
        };
      },
    },
    {
      method: 'post',
      path: '/portal/enter/:token',
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const token = visit.params.token ?? '';
        const now = clock();
        const opened = await db.transaction(withoutDeadline, async (tx) => {
          const subject = await consumeLink<Subject>(tx, 'enter', token, now);
          const person = subject && (await personOfAccount(tx, subject.personId));
          return person && enter(tx, visit, person, now);
        });
        if (opened) return { type: 'redirect', to: '/portal', session: { opened } };
        return goneLink(visit, await readLink(db, 'enter', token, now));
      },
    },
  ];
}

/** Opens a session for whoever a link has let in, in the language of this browser where they chose it; another one of theirs here ends. */
export const enter = (
  tx: Tx,
  visit: Visit,
  person: Parameters<typeof openSession>[1]['person'],
  now: Date,
): ReturnType<typeof openSession> =>
  openSession(tx, {
    action: 'portal.entered',
    person,
    account: null,
    now,
    language: { language: visit.t.language, chosen: visit.chosenLanguage !== null },
    former: visit.who?.session ?? null,
  });

async function activePerson(db: Queryable, id: number): Promise<{ id: number; name: string } | null> {
  const rows = await db.query<{ id: number; name: string }>(
    'SELECT id, name FROM person WHERE id = $1 AND active',
    [id],
  );
  return rows[0] ?? null;
}

/** A link that works no more says so, and what leads on, or whoever gave it `advice`; one that never did says nothing. */
export function goneLink(
  { t }: Visit,
  link: LinkState<unknown>,
  { on, advice }: { on?: { label: string; to: string }; advice?: string } = {},
): Answer {
  if (link.state === 'unknown' || link.state === 'valid') throw new NotFound();
  const said = t(link.state === 'used' ? 'portal.link.used' : 'portal.link.expired');
  return {
    type: 'page',
    status: 410,
    title: t('portal.link.title'),
    body: notice(t('portal.link.title'), [said, advice ?? t('portal.link.again')].join(' '), on),
  };
}
