import type { Action } from '../chat/action.ts';
import type { Context } from '../core/context.ts';
import type { Language, Translate } from '../core/texts/index.ts';
import type { Tx } from '../db/database.ts';
import type { AssetName } from './assets.ts';
import { type Html, html } from './html.ts';
import type { LimitName } from './limits.ts';
import type { Session } from './sessions.ts';

/** One request of a browser, as the pages see it. */
export interface Visit {
  t: Translate;
  now: Date;
  /** The client's address, as far as the proxies in front of us are trusted. */
  address: string;
  /** Path and query, to come back to. */
  here: string;
  params: Record<string, string>;
  query: Record<string, string>;
  /** What a form brought, by name; empty for GET. */
  fields: Fields;
  /** Who is logged in, if anybody. */
  who: Who | null;
  /** What a form must bring back to be ours. */
  csrf: string;
  /** The language that this browser asked for in so many words. */
  chosenLanguage: Language | null;
}

export interface Who {
  session: Session;
  ctx: Context;
}

export type PersonVisit = Visit & { who: Who };

/** The fields of a form; a name may come more than once. */
export interface Fields {
  /** What somebody typed, cleaned. */
  line(name: string): string;
  /** To the letter: passwords, tokens, and what the page itself put there. */
  exact(name: string): string;
  all(name: string): string[];
}

/** A file of a form, as far as it was read. */
export interface TakenFile {
  field: string;
  name: string;
  content: Buffer;
  /** The file goes on past the limit; `content` is only its beginning. */
  cut: boolean;
}

/** A form with files in it is read while it arrives: each file is handed over before the next one is read. */
export interface Uploading {
  /** @param maxBytes of each file, where that is not the limit of all other forms (U-6) */
  read(take: (file: TakenFile) => Promise<void>, maxBytes?: number): Promise<Fields>;
}
export type UploadVisit = PersonVisit & Uploading;

export type Answer =
  | PageAnswer
  | { type: 'redirect'; to: string; session?: { opened: string } | 'ended'; language?: Language }
  | { type: 'file'; file: Download }
  /** A file shown inside a page of ours. */
  | { type: 'shown'; file: Download }
  | { type: 'json'; value: unknown }
  /** Opens a desk's form for this person and leads back to `after` when it is done. */
  | { type: 'form'; opens: Action; after: string };

export interface PageAnswer {
  type: 'page';
  title: string;
  body: Html;
  status?: number;
  scripts?: readonly AssetName[];
  /** Where a change of language leads, when not back to this address. */
  languageTo?: string;
}

export interface Download {
  name: string;
  mediaType: string;
  content: Buffer;
}

interface Common {
  /** The whole path, in Express's notation. */
  path: string;
  method: 'get' | 'post';
  limit?: LimitName;
}

/**
 * One page of the portal. `person` pages ask for a session first. A POST reaches its page only with the token of
 * a form that we sent to this browser.
 */
export type Page =
  | (Common & { for: 'anyone'; uploads?: undefined; answer(visit: Visit): Promise<Answer> })
  | (Common & { for: 'anyone'; uploads: true; answer(visit: Visit & Uploading): Promise<Answer> })
  | (Common & { for: 'person'; uploads?: undefined; answer(visit: PersonVisit): Promise<Answer> })
  | (Common & { for: 'person'; uploads: true; answer(visit: UploadVisit): Promise<Answer> });

/** A page for whoever is logged in. */
export const personPage = (path: string, answer: (visit: PersonVisit) => Promise<Answer>): Page => ({
  method: 'get',
  path,
  for: 'person',
  answer,
});

/** A page behind a one-time link: what that opens, or what is shown in its place. */
export const linkPage = <Opened extends object>(
  method: 'get' | 'post',
  path: string,
  opened: (visit: Visit) => Promise<Opened | Answer>,
  answer: (visit: Visit, page: Opened) => Promise<Answer>,
): Page => ({
  method,
  path,
  for: 'anyone',
  limit: 'token',
  async answer(visit) {
    const page = await opened(visit);
    return 'type' in page ? (page as Answer) : answer(visit, page);
  },
});

/** Another way to log in than by User ID. */
export interface OtherLogin {
  /** Its page. */
  to: string;
  label(t: Translate): string;
  /** Whether what was typed as a User ID is a name of this kind. */
  isName(typed: string): boolean;
  /** Whether this session was opened by it. */
  hasOpened(session: Session): boolean;
}

/** What a desk adds to the portal: pages of its own and its part of the overview. */
export interface PortalPages {
  pages: readonly Page[];
  /** What this person can start at this desk. */
  offers?(t: Translate): { label: string; text: string; to: string }[];
  /** What a login by User ID means at this desk, in the transaction of that login. */
  loggedIn?(tx: Tx, personId: number, now: Date): Promise<void>;
  login?: OtherLogin;
  /** What this person asked for at this desk, newest first. */
  asked?(visit: PersonVisit): Promise<Html>;
}

export const redirect = (to: string): Answer => ({ type: 'redirect', to });

/** A form that posts back to us, with its proof that we sent it. */
export function postForm(visit: Pick<Visit, 'csrf'>, action: string, content: Html): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${visit.csrf}">${content}</form>`;
}

/** A path of our own that a login may lead back to; anything else becomes the overview. */
export function ownPath(to: string | undefined): string {
  if (!to || !/^\/portal(?:[/?]|$)[\w\-./?=&%~]*$/.test(to) || to.includes('//')) return '/portal';
  const url = new URL(to, 'http://portal.invalid');
  if (url.host !== 'portal.invalid' || !/^\/portal(\/|$)/.test(url.pathname)) return '/portal';
  return url.pathname + url.search;
}
