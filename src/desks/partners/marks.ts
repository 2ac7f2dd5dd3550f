import type { Markable } from '../../authenticators/step-up.ts';
import type { Context } from '../../core/context.ts';
import { markableActs } from '../../records/buttons.ts';
import type { DeskDeps } from './deps.ts';
import { mappingActs } from './mappings/acts.ts';
import { revoke } from './whitelist/acts.ts';

/** What is decided on mappings and roles in applications. */
export const markable = ({ t }: Context, deps: Pick<DeskDeps, 'db' | 'policy'>): Markable[] => [
  ...markableActs(t, t('partner.marks.mapping'), Object.values(mappingActs(deps))),
  ...markableActs(t, t('partner.marks.whitelist'), [revoke(deps.policy)]),
];
