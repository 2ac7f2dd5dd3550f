import type { Clock } from '../../../core/clock.ts';
import { formatDay } from '../../../core/texts/index.ts';
import { isReturned } from '../../../db/returned.ts';
import { openQuestion, returnedHead } from '../../../records/remarks.ts';
import { createCaptcha } from '../../../web/captcha.ts';
import { statusHtml } from '../../../web/cards.ts';
import { type Html, html } from '../../../web/html.ts';
import type { PersonVisit, PortalPages } from '../../../web/page.ts';
import { reasonLabel, statusOf, ticketStatusOf, ticketTitle } from '../cards/facts.ts';
import { type DeskDeps, nikLoginPath } from '../deps.ts';
import { dayOf, dormantOn } from '../dormancy/calendar.ts';
import { countLoginOf } from '../logins.ts';
import { readNik, type Status } from '../model.ts';
import { ticketsAskedBy } from '../store.ts';
import { activatePages } from './activate.ts';
import { nikLoginPages } from './login.ts';

export interface PagesDeps extends DeskDeps {
  clock: Clock;
  /** 64 hexadecimal digits, the same in every replica. */
  secretKey: string;
}

/** The desk's part of the portal: activation, login by NIK, and where a person's own registrations stand (S-13). */
export function satkerPages(deps: PagesDeps): PortalPages {
  const captcha = createCaptcha(deps.db, deps.secretKey);
  return {
    pages: [...activatePages(deps), ...nikLoginPages({ ...deps, captcha })],
    login: {
      to: nikLoginPath,
      label: (t) => t('satker.login.link'),
      isName: (typed) => readNik(typed) !== null,
      hasOpened: ({ nikHash }) => nikHash !== null,
    },
    loggedIn: countLoginOf,
    asked: (visit) => ownRows(visit, deps),
  };
}

interface OwnRow {
  number: string;
  satker: string;
  status: Status;
  isReturned: boolean;
  lastLoginAt: Date | null;
  countedFrom: Date | null;
}

/** Where this person is a user of MyIntress, and what they asked a KPPN for. */
async function ownRows({ who, t }: PersonVisit, { db, policy }: DeskDeps): Promise<Html> {
  const { ctx } = who;
  const [rows, tickets] = await Promise.all([
    db.query<OwnRow>(
      `SELECT s.number, u.name AS satker, s.status, ${isReturned(`'satker:' || s.id`)} AS "isReturned", s.last_login_at AS "lastLoginAt", s.counted_from AS "countedFrom"
       FROM satker_user s JOIN unit u ON u.id = s.unit_id
       WHERE s.email = $1 AND s.created_at > address_since($1) AND s.removed_at IS NULL ORDER BY s.id DESC LIMIT 20`,
      [ctx.actor.email],
    ),
    ticketsAskedBy(db, ctx.actor, 10),
  ]);
  if (rows.length === 0 && tickets.length === 0) return html``;
  const dormant = ({ status, countedFrom }: OwnRow) =>
    status === 'ACTIVE' && countedFrom
      ? formatDay(t.language, dormantOn(dayOf(countedFrom, policy.timeZone), policy.dormantAfterMonths))
      : null;
  return html`<h2>${t('satker.home.heading')}</h2><ul class="items">${rows.map(
    (row) => html`<li><div class="item-head"><strong>${row.satker}</strong>${statusHtml(
      returnedHead(t, row.isReturned, statusOf({ t }, row.status)),
    )}</div>
<p class="hint">${row.number}${row.lastLoginAt && html`<br>${t('satker.card.lastLogin')}: ${ctx.time(row.lastLoginAt)}`}${
      dormant(row) && html`<br>${t('satker.card.dormantOn')}: ${dormant(row)}`
    }</p></li>`,
  )}${tickets.map(
    (ticket) =>
      html`<li><div class="item-head"><strong>${ticket.number} · ${ticketTitle({ t }, ticket)}</strong>${statusHtml(
        returnedHead(t, openQuestion(ticket) !== null, ticketStatusOf({ t }, ticket.status)),
      )}</div>${ticket.reason && html`<p class="hint">${t.message({ key: reasonLabel(ticket.decided?.action) })}: ${ticket.reason}</p>`}</li>`,
  )}</ul>`;
}
