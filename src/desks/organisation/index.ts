import { idOf } from '../../chat/action.ts';
import { showsCard } from '../../chat/answers.ts';
import type { ActionHandler, ActionsOf } from '../../chat/desk.ts';
import type { Form } from '../../chat/form.ts';
import type { Context } from '../../core/context.ts';
import { requireAdmin } from '../../people/grants.ts';
import { personCard } from '../front/index.ts';
import type { Bringing, CompleteDesk, House } from '../house.ts';
import { called } from './called.ts';
import { organisationParts, personButtons, recordsCard, subjectOf } from './cards.ts';
import type { OrganisationDeps } from './deps.ts';
import { findRecordForm, organisationForms, recordForm } from './forms.ts';
import { parting } from './leaving.ts';
import { organisationKinds } from './sheets/kinds.ts';
import { templateCard } from './template.ts';
import { uses } from './uses.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'organisation', 'records' | 'record' | 'find-record' | 'template'> {}
  interface Forms extends Named<'organisation', 'record'>, Named<'organisation', 'find-record', Leads> {}
}

/** The desk of the house. */
export function openOrganisationDesk({ db, publicUrl, leaving, desks }: House): CompleteDesk {
  return createOrganisationDesk({
    db,
    publicUrl,
    desks,
    kinds: organisationKinds(leaving),
    personCard: (ctx, id) => personCard(ctx, { db, desks: desks() }, id),
  });
}

/** The organisation desk: its units, people, positions and systems, one by one in chat and all at once by its workbook (I-9). */
export function createOrganisationDesk(deps: OrganisationDeps): Bringing<'besidePeople' | 'sheets'> {
  const template = (ctx: Context) => templateCard(ctx, deps);
  return {
    id: 'organisation',
    actions: actionsOf(deps),
    forms: organisationForms(deps),
    cards: {},
    sheets: deps.kinds,
    parting,
    uses,
    called,
    besidePeople: {
      parts: organisationParts,
      buttons: personButtons,
      words: new Map([['template', template]]),
    },
  };
}

function actionsOf(deps: OrganisationDeps): ActionsOf<'organisation'> {
  const { db } = deps;
  const form = (make: (ctx: Context, args: string[]) => Form | Promise<Form>): ActionHandler => ({
    async run(ctx, args) {
      requireAdmin(ctx);
      return { type: 'form', form: await make(ctx, args) };
    },
  });
  return {
    records: {
      run: async (ctx, [name, after, text]) => ({
        type: 'card',
        card: await recordsCard(ctx, db, subjectOf(name), { text, after: idOf(after) }),
      }),
    },
    record: form((ctx, [name, id]) => recordForm(ctx, db, subjectOf(name), idOf(id))),
    'find-record': form((ctx, [name]) => findRecordForm(ctx, subjectOf(name))),
    template: showsCard((ctx) => templateCard(ctx, deps)),
  };
}
