import type { Press } from './press.ts';

/** What starts the threads in which papers are printed is loaded at the first of them, so that a start does not wait for it. */
export function pressLater(): Press {
  let loading: Promise<Press> | undefined;
  return async (...given) => {
    loading ??= import('./press.ts').then(({ createPress }) => createPress());
    return (await loading)(...given);
  };
}
