import { action, idOf } from '../../chat/action.ts';
import type { Clock } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { Refusal } from '../../core/errors.ts';
import { shownName } from '../../people/shown-name.ts';
import { viewerOf } from '../../personal-data/views.ts';
import { minutesPath } from '../../records/minutes.ts';
import { nameLeft } from '../../retention/emptied.ts';
import { cardHtml, type Links, progressHtml, statusHtml } from '../../web/cards.ts';
import { NotFound } from '../../web/errors.ts';
import { type Html, html } from '../../web/html.ts';
import { type PersonVisit, type PortalPages, personPage } from '../../web/page.ts';
import { openAttachment } from '../../web/pages/file.ts';
import { headOf, progressOf } from './cards/facts.ts';
import { activityLog } from './cards/log.ts';
import { detailCard, visibleRequest } from './cards/reading.ts';
import type { DeskDeps } from './deps.ts';
import { listRequests } from './list.ts';
import { kindNames, type RequestDetail } from './model.ts';
import { passwordPages } from './password/choose.ts';
import { forgotPages } from './password/forgot.ts';
import { loadState } from './store.ts';

/** The desk's part of the portal: the form, a person's own requests, and one request as a whole (U-7, U-14). */
export function userIdPages(deps: DeskDeps & { clock: Clock }): PortalPages {
  return {
    offers: (t) => [
      { label: t('userId.offer.request'), text: t('userId.offer.requestText'), to: '/portal/new' },
    ],
    asked: (visit) => askedList(visit, deps),
    pages: [
      ...forgotPages(deps),
      ...passwordPages(deps),
      personPage('/portal/new', async () => ({
        type: 'form',
        opens: action('user-id.request'),
        after: '/portal',
      })),
      personPage('/portal/requests/:number', async (visit) =>
        requestPage(visit, deps, await requestOf(visit, deps)),
      ),
      personPage('/portal/requests/:number/files/:file', async (visit) => {
        const request = await requestOf(visit, deps);
        const wanted = request.attachments.find((file) => String(file.id) === visit.params.file);
        const viewer = viewerOf(visit.who.ctx);
        const file =
          wanted &&
          (await deps.db.transaction(withoutDeadline, (tx) =>
            openAttachment(tx, wanted.id, viewer, 'DOWNLOAD'),
          ));
        if (!file) throw new NotFound();
        return { type: 'file', file };
      }),
      ...(['withdraw', 'again'] as const).map((verb) =>
        personPage(`/portal/requests/:number/${verb}`, async (visit) => {
          const { id, number } = await requestOf(visit, deps);
          return { type: 'form', opens: action(`user-id.${verb}`, id), after: pathOf(number) };
        }),
      ),
    ],
  };
}

const pathOf = (number: string) => `/portal/requests/${number}`;

/** The request that the address names; one that this person may not see is not there (U-14). */
async function requestOf({ who, params }: PersonVisit, deps: DeskDeps): Promise<RequestDetail> {
  return visibleRequest(who.ctx, deps, { number: (params.number ?? '').toUpperCase() }).catch((error) => {
    throw error instanceof Refusal ? new NotFound() : error;
  });
}

/** The requests that a person made or is the applicant of, newest first, each with where it stands. */
async function askedList({ who, t, query }: PersonVisit, deps: DeskDeps): Promise<Html> {
  const { ctx } = who;
  const cursor = { before: idOf(query.before) || undefined, after: idOf(query.after) || undefined };
  const page = await listRequests(deps, ctx.actor, { scope: 'mine' }, cursor);
  if (page.items.length === 0) return html`<p class="hint">${t('portal.home.nothing')}</p>`;
  const items = await Promise.all(
    page.items.map(async (item) => {
      const state = await loadState(deps.db, item.id);
      return html`<li><div class="item-head"><a href="${pathOf(item.number)}"><strong>${item.number} · ${nameLeft(ctx, item)}</strong></a>
${statusHtml(headOf(t, item))}</div>
<p class="hint">${kindNames[item.kind]} · ${item.unitName}<br>${t('userId.list.by', { name: shownName(t, item.requester), time: ctx.time(item.createdAt) })}</p>
${state && progressHtml(t, progressOf(t, state).steps)}</li>`;
    }),
  );
  return html`<ul class="items">${items}</ul>
<p class="actions">${page.newer && html`<a class="button" href="/portal?after=${page.newer}">${t('list.newer')}</a>`}
${page.older && html`<a class="button" href="/portal?before=${page.older}">${t('list.older')}</a>`}</p>`;
}

async function requestPage({ who, t }: PersonVisit, deps: DeskDeps, request: RequestDetail) {
  const { ctx } = who;
  const card = await detailCard(ctx, deps, request);
  const decidable = card.buttons.some(
    (button) => 'action' in button.does && button.does.action.name === 'user-id.approve',
  );
  return {
    type: 'page' as const,
    title: request.number,
    body: html`<p><a href="/portal">← ${t('portal.home.back')}</a></p>
${cardHtml(t, card, linksOf(request))}
${decidable && html`<p class="alert note">${t('portal.request.decideByCard')}</p>`}
${await logSection(ctx, deps, request)}`,
  };
}

/** What a request's card leads to here. Decisions are made on the cards in chat, so the portal offers none. */
function linksOf(request: RequestDetail): Links {
  const path = pathOf(request.number);
  return ({ name, args }) => {
    if (name === 'user-id.withdraw') return `${path}/withdraw`;
    if (name === 'user-id.again') return `${path}/again`;
    if (name === 'minutes.make') return minutesPath(args[0] ?? '', args[1] ?? '');
    return name === 'user-id.file' ? `${path}/files/${args[0]}` : null;
  };
}

async function logSection(ctx: Context, deps: DeskDeps, request: RequestDetail): Promise<Html> {
  const lines = await activityLog(ctx, deps, request);
  return html`<section class="log" id="log"><h2>${ctx.t('record.log')}</h2><ol>${lines.map(
    (line) => html`<li><p><strong>${line.actor}</strong> ${line.text}</p>
<p class="hint"><time datetime="${line.at.toISOString()}">${ctx.time(line.at)}</time>${line.to && html` · → ${line.to}`}</p>
${line.reason && html`<blockquote class="lines">${line.reason}</blockquote>`}</li>`,
  )}</ol></section>`;
}
