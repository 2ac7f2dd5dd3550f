import type { Context } from '../../../core/context.ts';
import { NotFound } from '../../../web/errors.ts';
import { type LinkPurpose, readLink } from '../../../web/links.ts';
import type { Answer, Visit } from '../../../web/page.ts';
import { goneLink } from '../../../web/pages/enter.ts';
import type { PagesDeps } from '../deps.ts';
import type { Signer } from '../model.ts';
import { signers } from '../signer.ts';

/** Whose a one-time page is. */
export interface PageSubject {
  signerId: number;
  personId: number;
}

export interface Opened<Subject extends PageSubject = PageSubject> {
  subject: Subject;
  ctx: Context;
  signer: Signer;
}

/** What is behind the link of a visit, or the page that says why there is nothing (any more). Nobody else who is logged in gets in. */
export async function openedBy<Subject extends PageSubject>(
  { db, clock, contextOf }: Pick<PagesDeps, 'db' | 'clock' | 'contextOf'>,
  visit: Visit,
  purpose: LinkPurpose,
): Promise<Opened<Subject> | Answer> {
  const link = await readLink<Subject>(db, purpose, visit.params.token ?? '', clock());
  if (link.state !== 'valid') return goneLink(visit, link);
  const { subject } = link;
  if (visit.who && visit.who.ctx.actor.id !== subject.personId) throw new NotFound();
  const ctx = await contextOf(subject.personId);
  const signer = ctx && (await signers.seen(db, ctx, subject.signerId));
  if (!ctx || !signer || signer.person.id !== subject.personId) throw new NotFound();
  return { subject, ctx, signer };
}
