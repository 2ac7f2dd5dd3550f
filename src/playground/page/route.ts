import type { State } from './state.ts';

/** Where one is, in the address: reload and "copy link" keep the person and the place. */
export interface Place {
  /** Handle of the acting person. */
  as?: string;
  at?: string;
  thread?: string;
}

export function readPlace(hash: string): Place {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const place: Place = {};
  for (const name of ['as', 'at', 'thread'] as const) {
    const value = params.get(name);
    if (value) place[name] = value;
  }
  return place;
}

export function writePlace(state: State): void {
  const params = new URLSearchParams();
  const person = state.people.find((each) => each.id === state.me);
  if (person) params.set('as', person.name);
  params.set('at', state.page.kind === 'channel' ? state.page.channel : state.page.kind);
  if (state.page.kind === 'channel' && state.page.thread) params.set('thread', state.page.thread);
  const hash = `#${params}`;
  if (location.hash !== hash) history.replaceState(null, '', hash);
}
