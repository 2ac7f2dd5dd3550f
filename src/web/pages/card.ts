import { decodeAction, encodeAction } from '../../chat/action.ts';
import type { Card } from '../../chat/card.ts';
import type { Router } from '../../chat/router.ts';
import type { Clock } from '../../core/clock.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { givenSigns } from '../../core/given.ts';
import { createCounter } from '../../db/counting.ts';
import type { Database } from '../../db/database.ts';
import { sendVisitorsMail } from '../../neighbours/mail/mailer.ts';
import { callerOf } from '../caller.ts';
import { type CardLink, cardLinkHours, cardPath } from '../card-links.ts';
import { cardHtml, type Links, pressForm } from '../cards.ts';
import {
  areLocked,
  chatCodeKey,
  codeMinutes,
  isLocked,
  mostWrong,
  sendCode,
  tryCode,
} from '../chat-codes.ts';
import { NotFound } from '../errors.ts';
import type { FormFlow } from '../forms/flow.ts';
import { html } from '../html.ts';
import { alert, notice, problemPage, textField } from '../layout.ts';
import { consumeLink, type LinkState, readLink } from '../links.ts';
import { type Answer, type Page, type PersonVisit, postForm, redirect, type Visit } from '../page.ts';
import { openSession, personOfAccount } from '../sessions.ts';

export interface CardPageDeps {
  db: Database;
  clock: Clock;
  router: Pick<Router, 'refreshed' | 'action'>;
  secretKey: string;
  flow: FormFlow;
}

/** How many codes, and how many letters, one reader is sent within these times: whoever has a letter of somebody may ask for either. */
export const mostCodes = { number: 5, windowMs: 15 * 60_000 };
export const mostLetters = { number: 3, windowMs: 60 * 60_000 };

/** A link that is there, with the copy that it leads to. */
type Known = Exclude<LinkState<CardLink>, { state: 'unknown' }>;

type Standing =
  | { type: 'reader'; visit: PersonVisit }
  | { type: 'stranger' }
  | { type: 'stopped'; answer: Answer };

/**
 * The page of a posted card, to which a letter leads: it shows the card that its reader has in chat, and its buttons do the same. The
 * link alone shows nothing: whoever has it is asked who they are, by a code in their chat or by their login.
 */
export function cardPages({ db, clock, router, secretKey, flow }: CardPageDeps): Page[] {
  const key = chatCodeKey(secretKey);
  const codes = createCounter(db, 'chat code', mostCodes.windowMs);
  const letters = createCounter(db, 'card letter', mostLetters.windowMs);

  async function linkOf({ params }: Visit): Promise<Known> {
    const link = await readLink<CardLink>(db, 'card', params.token ?? '', clock());
    if (link.state === 'unknown') throw new NotFound();
    return link;
  }

  /** Whether somebody is known to be whom the card is for, may be asked who they are, or neither: then what is said of it. */
  async function standingOf(visit: Visit, { state, subject }: Known): Promise<Standing> {
    const { who, t } = visit;
    const stopped = (answer: Answer): Standing => ({ type: 'stopped', answer });
    if (who && who.ctx.actor.id !== subject.personId)
      return stopped(problemPage(t, t('portal.card.others', { name: who.ctx.actor.name })));
    if (state === 'expired')
      return stopped(gonePage(visit, t('portal.card.expired', { hours: cardLinkHours })));
    if (who) return { type: 'reader', visit: { ...visit, who } };
    if (state === 'used') return stopped(gonePage(visit, t('portal.link.used')));
    const locked = await isLocked(db, tokenOf(visit));
    return locked
      ? stopped(gonePage(visit, t('portal.card.locked', { most: mostWrong })))
      : { type: 'stranger' };
  }

  const forReader =
    (answer: (visit: PersonVisit, link: Known) => Promise<Answer>) =>
    async (visit: Visit): Promise<Answer> => {
      const link = await linkOf(visit);
      const standing = await standingOf(visit, link);
      if (standing.type === 'reader') return answer(standing.visit, link);
      return standing.type === 'stranger' ? askingPage(visit) : standing.answer;
    };

  const forStranger =
    (answer: (visit: Visit, link: Known) => Promise<Answer>) =>
    async (visit: Visit): Promise<Answer> => {
      const link = await linkOf(visit);
      const standing = await standingOf(visit, link);
      if (standing.type === 'stranger') return answer(visit, link);
      return standing.type === 'reader' ? redirect(cardPath(tokenOf(visit))) : standing.answer;
    };

  /** Leads back to the card, which shows what has become of it. */
  const back = (visit: Visit) => ({ label: visit.t('portal.card.back'), to: cardPath(tokenOf(visit)) });

  async function showCard(visit: PersonVisit, { subject }: Known): Promise<Answer> {
    const shown = await router.refreshed(callerOf(visit), subject.key);
    if (shown.type === 'card') return cardPage(visit, shown.card);
    return problemPage(visit.t, shown.type === 'problem' ? shown.text : visit.t('portal.card.nothing'));
  }

  /** Does what the button does in chat. */
  async function press(visit: PersonVisit): Promise<Answer> {
    const { t, fields } = visit;
    const { encoded, chosen } = pressIn(fields.exact('press'));
    const pressed = decodeAction(encoded);
    if (!pressed) throw new NotFound();
    const reply = await router.action(callerOf(visit), encoded, chosen === undefined ? {} : { chosen });
    switch (reply.type) {
      case 'form':
        return flow.opened(visit, pressed, reply.form, cardPath(tokenOf(visit)));
      case 'card':
        return cardPage(visit, reply.card, back(visit));
      case 'text':
        return {
          type: 'page',
          title: t('portal.name'),
          body: notice(t('portal.name'), reply.text, back(visit)),
          ...at(visit),
        };
      case 'problem':
        return { ...problemPage(t, reply.text, back(visit)), ...at(visit) };
      case 'nothing':
        return redirect(cardPath(tokenOf(visit)));
    }
  }

  async function send(visit: Visit, { subject: { personId } }: Known): Promise<Answer> {
    const token = tokenOf(visit);
    if (await areLocked(db, personId)) return askingPage(visit, { error: visit.t('portal.card.tooWrong') });
    if ((await codes.add(String(personId))) > mostCodes.number)
      return askingPage(visit, { error: visit.t('portal.card.tooMany'), isSent: true });
    await db.transaction(withoutDeadline, async (tx) => {
      // Perhaps they have left, or nobody reaches them: the answer is the same.
      if (await personOfAccount(tx, personId)) await sendCode(tx, token, personId, clock());
    });
    return redirect(`${cardPath(token)}?sent=1`);
  }

  /** Lets somebody in by the code that was sent to whoever the card is for. */
  async function confirm(visit: Visit, { subject: { personId } }: Known): Promise<Answer> {
    const { t, fields, chosenLanguage } = visit;
    const token = tokenOf(visit);
    const typed = givenSigns(fields.line('code')).replaceAll(/\s/g, '');
    const now = clock();
    const opened = await db.transaction(withoutDeadline, async (tx) => {
      const person = await personOfAccount(tx, personId);
      if (!person || !(await tryCode(tx, key, { token, personId, typed, now }))) return null;
      if (!(await consumeLink(tx, 'card', token, now))) return null;
      const language = { language: t.language, chosen: chosenLanguage !== null };
      return openSession(tx, {
        action: 'portal.confirmed',
        person,
        account: null,
        now,
        language,
        former: null,
      });
    });
    if (opened) return { type: 'redirect', to: cardPath(token), session: { opened } };
    const isSent = !(await areLocked(db, personId));
    const error = isSent ? t('portal.card.wrong', { most: mostWrong }) : t('portal.card.tooWrong');
    return forStranger(async () => askingPage(visit, { error, isSent }))(visit);
  }

  /** Another letter, to whoever had this one: the answer tells nobody whether there is one. */
  async function again(visit: Visit): Promise<Answer> {
    const { subject } = await linkOf(visit);
    if ((await letters.add(String(subject.personId))) <= mostLetters.number)
      await db.transaction(withoutDeadline, (tx) =>
        sendVisitorsMail(tx, {
          key: `card link ${crypto.randomUUID()}`,
          letter: 'portal.card',
          subject: 0,
          args: { personId: subject.personId, card: subject.key },
        }),
      );
    const { t } = visit;
    const title = t('portal.account.sent');
    return { type: 'page', title, body: notice(title, t('portal.card.againSent')), ...at(visit) };
  }

  const path = '/portal/card/:token';
  const page = (
    method: Page['method'],
    part: string,
    answer: (visit: Visit) => Promise<Answer>,
    limit: Page['limit'] = 'token',
  ): Page => ({ method, path: path + part, for: 'anyone', limit, answer });
  return [
    page('get', '', forReader(showCard)),
    page('post', '/press', forReader(press)),
    page('post', '/code', forStranger(send), 'mail'),
    page('post', '/confirm', forStranger(confirm)),
    page('post', '/again', again, 'mail'),
  ];
}

const tokenOf = ({ params }: Visit): string => params.token ?? '';

/** A change of language leads to the page itself, from whatever a press of its has answered. */
const at = (visit: Visit) => ({ languageTo: cardPath(tokenOf(visit)) });

const links: Links = (action, chosen) => ({
  press: [encodeAction(action), ...(chosen === undefined ? [] : [encodeURIComponent(chosen)])].join(' '),
});

/** What `links` has put into a button; a press that it has not made leads nowhere. */
function pressIn(sent: string): { encoded: string; chosen?: string } {
  const [encoded = '', chosen] = sent.split(' ');
  if (!chosen) return { encoded };
  try {
    return { encoded, chosen: decodeURIComponent(chosen) };
  } catch {
    throw new NotFound();
  }
}

function cardPage(visit: PersonVisit, card: Card, back?: { label: string; to: string }): Answer {
  return {
    type: 'page',
    title: card.title,
    body: html`${back && html`<p><a href="${back.to}">← ${back.label}</a></p>`}
<form method="post" action="${cardPath(tokenOf(visit))}/press" id="${pressForm}"><input type="hidden" name="csrf" value="${visit.csrf}"></form>
${cardHtml(visit.t, card, links)}`,
    ...at(visit),
  };
}

/** Asks who somebody is, and says nothing of what they would see. */
function askingPage(
  visit: Visit,
  { error, isSent = visit.query.sent === '1' }: { error?: string; isSent?: boolean } = {},
): Answer {
  const { t } = visit;
  const path = cardPath(tokenOf(visit));
  const sending = (label: string, look: string) =>
    postForm(
      visit,
      `${path}/code`,
      html`<p class="actions"><button type="submit" class="${look}">${label}</button></p>`,
    );
  return {
    type: 'page',
    status: error ? 403 : 200,
    title: t('portal.card.title'),
    body: html`<section class="panel narrow"><h1>${t('portal.card.title')}</h1>
<p>${t('portal.card.text')}</p>
${error && alert(error)}
${
  isSent
    ? html`${!error && alert(t('portal.card.sent', { minutes: codeMinutes }), 'note')}
${postForm(
  visit,
  `${path}/confirm`,
  html`${textField({ name: 'code', label: t('portal.card.code'), autocomplete: 'one-time-code', maxLength: 20, autofocus: true, isNumber: true })}
<p class="actions"><button type="submit" class="primary wide">${t('portal.card.confirm')}</button></p>`,
)}
${sending(t('portal.card.sendAgain'), 'wide')}`
    : html`<p>${t('portal.card.byChat', { minutes: codeMinutes })}</p>${sending(t('portal.card.send'), 'primary wide')}`
}
<hr>
<p>${t('portal.card.byLogin')}</p>
<p class="actions"><a class="button wide" href="/portal/login?to=${encodeURIComponent(path)}">${t('portal.login.title')}</a></p>
</section>`,
    ...at(visit),
  };
}

/** A link that works no more: why, and how to get further. */
function gonePage(visit: Visit, why: string): Answer {
  const { t } = visit;
  return {
    type: 'page',
    status: 410,
    title: t('portal.link.title'),
    body: html`<section class="panel narrow"><h1>${t('portal.link.title')}</h1>
<p>${why}</p><p>${t('portal.card.gone')}</p>
${postForm(visit, `${cardPath(tokenOf(visit))}/again`, html`<p class="actions"><button type="submit" class="primary wide">${t('portal.card.again')}</button></p>`)}
</section>`,
    ...at(visit),
  };
}
