import { action } from '../../chat/action.ts';
import type { Concerned, Unheld } from '../../chat/desk.ts';
import { rolesLost } from '../../people/holders.ts';
import { isStage, requestIdOf, type Stage, stageRoles, stages, statusNames, subjectOf } from './model.ts';
import type { DeskParts } from './parts.ts';
import { approversOf, loadState } from './store.ts';

/** The requests that wait at a stage that nobody could decide: by those whom cards name and tell, one by one. */
export async function unheldRequests(parts: DeskParts, concerned: Concerned): Promise<Unheld[]> {
  const found: Unheld[] = [];
  for (const id of await waiting(parts, concerned)) {
    const request = await loadState(parts.db, id);
    if (!request || !isStage(request.status)) continue;
    const { status, number, name } = request;
    const holders = await approversOf(parts.db, request, status, parts.policy.oneStagePerPerson);
    if (holders.length > 0) continue;
    const open = action('user-id', 'open', id);
    found.push({ subject: subjectOf(id), title: `${number} · ${name}`, text: statusNames[status], open });
  }
  return found;
}

/** The waiting requests that may be among them. */
async function waiting({ db }: DeskParts, concerned: Concerned): Promise<number[]> {
  const open = (where: string, values: unknown[]) =>
    db.query<{ id: number }>(
      `SELECT id FROM user_id_request WHERE status = ANY($1::user_id_status[]) AND (${where}) ORDER BY id`,
      [stages, ...values],
    );
  const rows =
    concerned === 'all'
      ? await open('true', [])
      : 'subjects' in concerned
        ? await open('id = ANY($2)', [concerned.subjects.map(requestIdOf)])
        : await open(
            `status = 'WAITING_ATASAN' AND atasan_id = ANY($2) OR status = ANY($3::user_id_status[])`,
            [concerned.people, await stagesLost(db, concerned.people)],
          );
  return rows.map(({ id }) => id);
}

async function stagesLost(db: DeskParts['db'], people: readonly number[]): Promise<Stage[]> {
  const lost = new Set((await rolesLost(db, people)).map(({ role }) => role));
  return stages.filter((stage) => stage !== 'WAITING_ATASAN' && lost.has(stageRoles[stage]));
}
