import { messageOf, newReference, Refusal, traceOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { Crowded } from '../core/shares.ts';
import type { Translate } from '../core/texts/index.ts';
import { isLostRace, isUndone } from '../db/lost-race.ts';
import { isStalled } from '../db/stalled.ts';
import { NotFound, Rejected } from './errors.ts';
import type { Html } from './html.ts';
import { backHome, notice } from './layout.ts';
import { TooMany } from './limits.ts';

export interface Failure {
  status: number;
  page: { title: string; body: Html };
}

/** What a visitor reads when a page could not be given. `where` is the page's pattern, so no token is logged. */
export function failureOf(error: unknown, t: Translate, log: Log, where: string): Failure {
  const failure = (status: number, heading: string, text: string): Failure => ({
    status,
    page: { title: heading, body: notice(heading, text, backHome(t)) },
  });

  if (error instanceof NotFound) return failure(404, t('portal.notFound.title'), t('portal.notFound.text'));
  if (error instanceof TooMany || error instanceof Crowded)
    return failure(429, t('portal.tooMany.title'), t('portal.tooMany.text'));
  if (error instanceof Refusal) return failure(403, t('portal.refused.title'), t.message(error.reason));
  const status = error instanceof Rejected ? error.status : clientError(error);
  if (status) {
    log.info({ where, status, error: messageOf(error) }, 'a request was rejected');
    if (status === 403) return failure(403, t('portal.expired.title'), t('portal.expired.text'));
    if (status === 413) return failure(413, t('portal.tooLarge.title'), t('portal.tooLarge.text'));
    return failure(status, t('portal.bad.title'), t('portal.bad.text'));
  }
  if (isStalled(error)) {
    log.warn({ where, error: messageOf(error) }, 'answered that the database is slow');
    return failure(503, t('portal.failed.title'), t('error.stalled'));
  }
  if (isLostRace(error)) {
    log.warn({ where, error: traceOf(error) }, 'answered that somebody else was faster');
    return failure(409, t('portal.failed.title'), t('error.faster'));
  }
  if (isUndone(error)) {
    log.warn({ where, error: traceOf(error) }, 'answered that it could not be done at this moment');
    return failure(503, t('portal.failed.title'), t('error.undone'));
  }
  const reference = newReference();
  log.error({ where, reference, error: traceOf(error) }, 'unexpected error');
  return failure(500, t('portal.failed.title'), t('error.unexpected', { reference }));
}

/** What Express and its readers throw about a request that cannot be read. */
function clientError(error: unknown): number | null {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
