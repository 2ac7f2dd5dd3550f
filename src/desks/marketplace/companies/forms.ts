import { doneWith } from '../../../chat/done.ts';
import { type ActForms, actForms } from '../../../records/form.ts';
import { companiesCard } from '../cards/companies.ts';
import type { DeskDeps } from '../deps.ts';
import type { MappedCompany } from '../model.ts';
import { satkerCompanies } from './kind.ts';
import { undoCompany } from './undo.ts';

/** The form that undoes a mapping, which leads back to the list. */
export function companyForms(desk: DeskDeps): ActForms {
  return actForms<MappedCompany, MappedCompany>(desk, 'market.undo-company', satkerCompanies, [
    {
      ...undoCompany,
      done: async (ctx, { unit }) =>
        doneWith(
          ctx.t,
          ctx.t('market.done.undone', { satker: unit.name }),
          await companiesCard(ctx, desk, {}),
        ),
    },
  ]);
}
