import type { Mark, Markable } from '../../authenticators/step-up.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { RequestState, Stage } from './model.ts';
import { stagesKnown } from './stages.ts';

/** What a decision falls under: its stage, and the systems that are asked for. */
export const marksOf = (stage: Stage, { systems }: Pick<RequestState, 'systems'>): Mark[] => [
  `stage:${stage}`,
  ...systems.map((id): Mark => `system:${id}`),
];

/** The stages, and the platform systems that are there now. */
export async function markable({ t }: Context, { db }: { db: Queryable }): Promise<Markable[]> {
  const stages = await stagesKnown(db);
  const systems = await db.query<{ id: number; name: string }>(
    'SELECT id, name FROM platform_system WHERE active ORDER BY name',
  );
  return [
    ...stages.map(
      ({ stage, name }): Markable => ({
        mark: `stage:${stage}`,
        label: t('userId.marks.stage', { stage: name }),
      }),
    ),
    ...systems.map(({ id, name }): Markable => ({ mark: `system:${id}`, label: name })),
  ];
}
