import { action } from '../../chat/action.ts';
import type { Concerned, Waiting } from '../../chat/desk.ts';
import { rolesConcerned } from '../../people/holders.ts';
import type { DeskDeps } from './deps.ts';
import { isStage, requestIdOf, stageRoles, stages, statusNames, subjectOf } from './model.ts';
import { approversOf, loadState } from './store.ts';

/** The requests that wait, each with those whom its cards name and tell. */
export async function waitingRequests(deps: DeskDeps, concerned: Concerned): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (const { id, entry } of await waiting(deps, concerned)) {
    const request = await loadState(deps.db, id);
    if (!request || !isStage(request.status)) continue;
    const { status, number, name, requesterId } = request;
    const holders = await approversOf(deps.db, request, status, deps.policy);
    found.push({
      subject: subjectOf(id),
      title: `${number} · ${name}`,
      text: statusNames[status],
      open: action('user-id.open', id),
      holders: holders.map((holder) => holder.id),
      tell: {
        name: 'user-id.announce',
        payload: { entry },
        queue: `announce of ${requesterId}`,
      },
    });
  }
  return found;
}

/** The waiting requests that may be among them, with what has made them wait where they do, in the log. */
async function waiting({ db }: DeskDeps, concerned: Concerned): Promise<{ id: number; entry: string }[]> {
  const roles = (await rolesConcerned(db, concerned))?.map(({ role }) => role);
  const byRole = stages.filter((stage) => stage !== 'WAITING_ATASAN' && roles?.includes(stageRoles[stage]));
  const subjects = concerned !== 'all' && 'subjects' in concerned ? concerned.subjects : null;
  const lost = concerned !== 'all' && 'lost' in concerned ? concerned.lost : [];
  return db.query(
    `SELECT id, (SELECT max(e.id)::text FROM audit_entry e WHERE e.subject = 'user-id:' || r.id AND e.to_state = r.status::text) AS entry
     FROM user_id_request r WHERE status = ANY($1::user_id_status[]) AND ($2::int[] IS NULL OR id = ANY($2))
       AND ($3::user_id_status[] IS NULL OR status = ANY($3) OR status = 'WAITING_ATASAN' AND atasan_id = ANY($4)) ORDER BY id`,
    [stages, subjects?.map(requestIdOf) ?? null, roles ? byRole : null, lost],
  );
}
