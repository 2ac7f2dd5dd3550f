import { hashToken } from '../../../src/core/keys.ts';
import type { Database } from '../../../src/db/database.ts';
import type { CompleteDesk } from '../../../src/desks/house.ts';
import type { Captcha } from '../../../src/web/captcha.ts';
import type { FormFlow } from '../../../src/web/forms/flow.ts';
import type { Page } from '../../../src/web/page.ts';
import { type PortalDeps, pagesOf } from '../../../src/web/portal.ts';
import type { Outcome } from './outcome.ts';
import { type Account, accounts } from './people.ts';

/** Has the pages of these desks noted as the portal loads them, with its first visitor. */
export function noteLoaded(desks: readonly CompleteDesk[]): Page[] {
  const loaded: Page[] = [];
  for (const desk of desks) {
    const own = desk.pages?.bind(desk);
    if (!own) continue;
    desk.pages = async (db) => {
      const brought = await own(db);
      loaded.push(...brought.pages);
      return brought;
    };
  }
  return loaded;
}

/** The portal's own pages, as it is made of them; what answers them is the running program. */
export const ownPages = (): readonly Page[] =>
  pagesOf({ desks: [], secretKey: '' } as unknown as PortalDeps, {} as Captcha, {} as FormFlow);

let asked = 0;

/** `GET /portal/requests/:number` */
export const pageName = ({ method, path }: Page): string => `${method.toUpperCase()} ${path}`;

/** Browsers of people who are logged in at the portal; of whom no register knows it is one that is not. */
export interface Browsers {
  /** `uploads`: as a form with files is sent. */
  ask(who: Account, method: string, path: string, uploads?: boolean): Promise<Outcome>;
}

export async function openBrowsers(db: Database, url: string): Promise<Browsers> {
  await db.query(
    `INSERT INTO portal_session (token_hash, person_id, created_at, expires_at)
     SELECT s.hash::bytea, p.id, now(), now() + interval '1 hour' FROM jsonb_to_recordset($1::jsonb) AS s (account text, hash text)
     JOIN person p ON p.email LIKE s.account || '@%'`,
    [
      JSON.stringify(
        accounts.map((account) => ({ account, hash: `\\x${hashToken(tokenOf(account)).toString('hex')}` })),
      ),
    ],
  );
  const visitors = new Map<Account, Promise<{ cookie: string; csrf: string }>>();

  async function visitorOf(who: Account): Promise<{ cookie: string; csrf: string }> {
    const session = `portal-session=${tokenOf(who)}`;
    const page = await fetch(`${url}/portal/login`, {
      headers: { cookie: session, 'x-forwarded-for': `10.2.0.${++asked % 200}` },
      redirect: 'manual',
    });
    const home =
      page.status === 200
        ? page
        : await fetch(`${url}/portal`, {
            headers: { cookie: session, 'x-forwarded-for': `10.2.0.${++asked % 200}` },
          });
    const visitor =
      /portal-visitor=[^;]+/.exec(
        home.headers.get('set-cookie') ?? page.headers.get('set-cookie') ?? '',
      )?.[0] ?? '';
    const again = await fetch(`${url}/portal`, {
      headers: { cookie: `${session}; ${visitor}`, 'x-forwarded-for': `10.3.0.${++asked % 200}` },
    });
    const csrf = /name="csrf" value="([^"]*)"/.exec(await again.text())?.[1] ?? '';
    return { cookie: `${session}; ${visitor}`, csrf };
  }

  return {
    async ask(who, method, path, uploads = false) {
      const visitor = visitors.get(who) ?? visitorOf(who);
      visitors.set(who, visitor);
      const { cookie, csrf } = await visitor;
      const response = await fetch(`${url}${path}`, {
        method,
        redirect: 'manual',
        // As from many places: of one address not so much is taken.
        headers: {
          cookie,
          origin: url,
          'x-forwarded-for': `10.1.${Math.floor(++asked / 200)}.${asked % 200}`,
        },
        ...(method === 'POST' && { body: sent(csrf, uploads) }),
      });
      const to = response.headers.get('location') ?? '';
      const text = (await response.text()).replaceAll(
        /<(?:style|script|head)[\s\S]*?<\/(?:style|script|head)>/g,
        '',
      );
      if (response.status === 303)
        return to.includes('/portal/login')
          ? { shows: 'closed', text: '', why: 'login' }
          : { shows: 'form', text: to };
      return response.status === 200
        ? { shows: 'card', text }
        : { shows: 'refusal', text, why: String(response.status) };
    },
  };
}

function sent(csrf: string, uploads: boolean): FormData | URLSearchParams {
  const fields = uploads ? new FormData() : new URLSearchParams();
  fields.set('csrf', csrf);
  return fields;
}

const tokenOf = (account: Account): string => `rights of ${account}`.replaceAll(/[^a-z]/g, '-');
