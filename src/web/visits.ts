import type { Request, Response } from 'express';
import type { Clock } from '../core/clock.ts';
import { type Language, languages, translate } from '../core/texts/index.ts';
import type { Database } from '../db/database.ts';
import type { People } from '../people/contexts.ts';
import type { Cookies } from './cookies.ts';
import { type Csrf, visitorOf } from './csrf.ts';
import { addressOf } from './limits.ts';
import { fieldsOf } from './multipart.ts';
import type { Visit, Who } from './page.ts';
import { sessionOf } from './sessions.ts';

export interface VisitDeps {
  db: Database;
  people: Pick<People, 'contextOf'>;
  cookies: Cookies;
  csrf: Csrf;
  clock: Clock;
  defaultLanguage: Language;
}

/** Who is here: the session behind the cookie, and the person behind it with the rights of this moment (I-3). */
export async function whoIs(deps: VisitDeps, req: Request): Promise<Who | null> {
  const token = deps.cookies.read(req, 'session');
  const session = token ? await sessionOf(deps.db, token, deps.clock()) : null;
  const ctx = session && (await deps.people.contextOf(session.personId, 'portal'));
  return session && ctx ? { session, ctx } : null;
}

/** A request as the pages see it. A browser that comes for the first time gets its name. */
export function visitOf(deps: VisitDeps, req: Request, res: Response, who: Who | null): Visit {
  const { visitor, known } = visitorOf(deps.cookies.read(req, 'visitor'));
  if (!known && res.locals.visitor === undefined) {
    res.locals.visitor = visitor;
    deps.cookies.write(res, 'visitor', visitor);
  }
  const named: string = known ? visitor : res.locals.visitor;
  const chosenLanguage =
    languages.find((language) => language === deps.cookies.read(req, 'language')) ?? null;
  const accepted = req.acceptsLanguages([...languages]);
  const asked = languages.find((language) => language === accepted);
  return {
    t: who?.ctx.t ?? translate(chosenLanguage ?? asked ?? deps.defaultLanguage),
    now: deps.clock(),
    address: addressOf(req.ip),
    here: req.originalUrl,
    params: Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)])),
    query: stringsOf(req.query),
    fields: fieldsOf(Object.entries((req.body ?? {}) as Record<string, unknown>).flatMap(pairsOf)),
    who,
    csrf: deps.csrf.tokenFor(named, who?.session.token),
    chosenLanguage,
  };
}

function stringsOf(query: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function pairsOf([name, value]: [string, unknown]): [string, string][] {
  return (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]);
}
