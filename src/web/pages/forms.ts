import type { FormFlow } from '../forms/flow.ts';
import type { Page } from '../page.ts';

/** The pages on which the desks' forms are filled in. */
export function formPages(flow: FormFlow): Page[] {
  return [
    {
      method: 'get',
      path: '/portal/forms/:id',
      for: 'person',
      answer: (visit) => flow.show(visit, visit.params.id ?? ''),
    },
    {
      method: 'post',
      path: '/portal/forms/:id',
      for: 'person',
      uploads: true,
      limit: 'upload',
      answer: (visit) => flow.take(visit, visit.params.id ?? ''),
    },
    {
      method: 'get',
      path: '/portal/forms/:id/search',
      for: 'person',
      limit: 'compute',
      answer: ({ query, ...visit }) =>
        flow.search(
          { query, ...visit },
          visit.params.id ?? '',
          query.field ?? '',
          (query.q ?? '').slice(0, 100),
        ),
    },
  ];
}
