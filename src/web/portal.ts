import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { Attachments } from '../attachments/attachments.ts';
import { maxAttachmentBytes, maxAttachments } from '../attachments/attachments.ts';
import type { Router } from '../chat/router.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Language } from '../core/texts/index.ts';
import type { Database } from '../db/database.ts';
import type { People } from '../people/contexts.ts';
import { serveAsset } from './assets.ts';
import { type Captcha, createCaptcha } from './captcha.ts';
import { createCookies } from './cookies.ts';
import { createCsrf } from './csrf.ts';
import { sendDownload, sendShown } from './download.ts';
import { NotFound, Rejected } from './errors.ts';
import { failureOf } from './failures.ts';
import { createFormFlow, type FormFlow } from './forms/flow.ts';
import { layout } from './layout.ts';
import { createLimits, inTurn } from './limits.ts';
import { readMultipart } from './multipart.ts';
import { type Answer, type Page, type PortalPages, redirect, type Uploading, type Visit } from './page.ts';
import { accountPages } from './pages/account.ts';
import { attachPages } from './pages/attach.ts';
import { cardPages } from './pages/card.ts';
import { enterPages } from './pages/enter.ts';
import { filePages } from './pages/file.ts';
import { formPages } from './pages/forms.ts';
import { homePages } from './pages/home.ts';
import { loginPages } from './pages/login.ts';
import { type TrustedProxies, unbelieved } from './proxies.ts';
import { securityHeaders } from './security.ts';
import { sessionSeconds } from './sessions.ts';
import { visitOf, whoIs } from './visits.ts';

/** What the portal works with; made once in the composition root. */
export interface PortalDeps {
  db: Database;
  people: Pick<People, 'contextOf'>;
  /** Leads forms and searches to their desks, with the caller { surface: 'portal' }. */
  router: Router;
  attachments: Pick<Attachments, 'keep'>;
  /** What each desk adds. */
  desks: readonly PortalPages[];
  clock: Clock;
  log: Log;
  /** Without a slash at the end; https makes the cookies Secure. */
  publicUrl: string;
  /** 64 hexadecimal digits, the same in every replica. */
  secretKey: string;
  defaultLanguage: Language;
  /** How many proxies stand in front of us, or which: what they say of an address is believed, and nobody else. */
  trustedProxies: TrustedProxies;
}

/** All pages of the portal: its own, and behind them those that desks add. */
export function pagesOf(deps: PortalDeps, captcha: Captcha, flow: FormFlow): readonly Page[] {
  return [
    ...loginPages({
      ...deps,
      captcha,
      otherLogins: deps.desks.flatMap(({ login }) => login ?? []),
      async loggedIn(tx, email, now) {
        for (const desk of deps.desks) await desk.loggedIn?.(tx, email, now);
      },
    }),
    ...homePages(deps),
    ...accountPages(deps),
    ...enterPages(deps),
    ...cardPages({ ...deps, flow }),
    ...filePages(deps),
    ...attachPages(deps),
    ...formPages(flow),
    ...deps.desks.flatMap((desk) => desk.pages),
  ];
}

/** The portal: the web pages for what chat cannot do and for people who are not in the chat yet. */
export function createPortal(deps: PortalDeps): (req: IncomingMessage, res: ServerResponse) => void {
  const secure = deps.publicUrl.startsWith('https:');
  const cookies = createCookies(secure);
  const csrf = createCsrf(deps.secretKey, deps.publicUrl);
  const limits = createLimits(deps.db);
  const flow = createFormFlow(deps);
  const visits = { ...deps, cookies, csrf };
  const pages = pagesOf(deps, createCaptcha(deps.db, deps.secretKey), flow);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', deps.trustedProxies);
  app.use(unbelieved(deps.trustedProxies, deps.log));
  app.use(securityHeaders(secure));
  app.get('/portal/assets/:name', serveAsset);
  app.use(inTurn());
  app.use(limits.any);
  for (const page of pages) {
    const steps: RequestHandler[] = page.limit ? [limits[page.limit]] : [];
    if (page.method === 'post' && !page.uploads) steps.push(readBody);
    app[page.method](page.path, ...steps, (req, res) => run(page, req, res));
  }
  app.get('/', (_req, res) => res.redirect(303, '/portal'));
  app.get('/robots.txt', (_req, res) => void res.type('text/plain').send('User-agent: *\nDisallow: /\n'));
  app.use(() => {
    throw new NotFound();
  });
  app.use(failed);
  return app;

  async function run(page: Page, req: Request, res: Response): Promise<void> {
    if (page.method === 'post') csrf.checkOrigin(req);
    const who = await whoIs(visits, req);
    const visit = visitOf(visits, req, res, who);
    res.locals.visit = visit;
    if (page.path.includes(':token')) res.set('Referrer-Policy', 'no-referrer');
    if (page.method === 'post' && !page.uploads) csrf.check(visit.csrf, visit.fields.exact('csrf'));
    await send(visit, await answerOf(page, visit, req), res);
  }

  async function answerOf(page: Page, visit: Visit, req: Request): Promise<Answer> {
    const uploading: Uploading = {
      read: (take, fileBytes = maxAttachmentBytes) =>
        readMultipart(
          req,
          { fileBytes, files: maxAttachments },
          (token) => csrf.check(visit.csrf, token),
          take,
        ),
    };
    if (page.for === 'anyone')
      return page.uploads ? page.answer({ ...visit, ...uploading }) : page.answer(visit);
    const { who } = visit;
    if (!who)
      return redirect(
        `/portal/login?to=${encodeURIComponent(page.method === 'get' ? visit.here : '/portal')}`,
      );
    return page.uploads ? page.answer({ ...visit, who, ...uploading }) : page.answer({ ...visit, who });
  }

  async function send(visit: Visit, answer: Answer, res: Response): Promise<void> {
    switch (answer.type) {
      case 'page': {
        const languageTo = answer.languageTo ?? visit.here;
        res
          .status(answer.status ?? 200)
          .type('html')
          .send(layout(visit, { ...answer, languageTo }));
        return;
      }
      case 'redirect':
        if (answer.session === 'ended') cookies.write(res, 'session', '', 0);
        else if (answer.session) cookies.write(res, 'session', answer.session.opened, sessionSeconds);
        if (answer.language) cookies.write(res, 'language', answer.language, 365 * 24 * 60 * 60);
        res.redirect(303, answer.to);
        return;
      case 'json':
        res.json(answer.value);
        return;
      case 'file':
        sendDownload(res, answer.file);
        return;
      case 'shown':
        sendShown(res, answer.file);
        return;
      case 'form':
        if (!visit.who) throw new NotFound();
        return send(visit, await flow.open({ ...visit, who: visit.who }, answer.opens, answer.after), res);
    }
  }

  // Express knows a handler of errors by its four parameters.
  function failed(error: unknown, req: Request, res: Response, next: NextFunction): void {
    if (res.headersSent) {
      next(error);
      return;
    }
    const visit: Visit = res.locals.visit ?? visitOf(visits, req, res, null);
    const { status, page } = failureOf(
      error,
      visit.t,
      deps.log,
      `${req.method} ${req.route?.path ?? 'unknown page'}`,
    );
    if (status === 503) res.set('Retry-After', '5');
    const languageTo = status === 404 && req.method === 'GET' ? visit.here : '/portal';
    res
      .status(status)
      .type('html')
      .send(layout(visit, { ...page, languageTo }));
  }
}

const urlencoded = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 });

const readBody: RequestHandler = (req, res, next) => {
  if (!req.is('application/x-www-form-urlencoded')) throw new Rejected(415, 'not a form');
  urlencoded(req, res, next);
};
