import type { Jump, PlayApi, PlayState } from '../../play/contract.ts';
import { ApiProblem, call } from '../api.ts';
import type { Language } from '../texts.ts';
import { type PlayTexts, playCatalogues } from './texts.ts';

/** The page that it stands on. */
interface Host {
  state: { language: Language };
  redraw(): void;
}

/** The playground's clock as a page shows it, and the window in which time passes and all begins anew. */
export interface Play {
  readonly t: PlayTexts;
  readonly language: Language;
  /** How the playground stands, as far as the page knows. */
  readonly known: PlayState | undefined;
  /** What the clock shows, in milliseconds. */
  now(): number;
  readonly isOpen: boolean;
  /** What somebody is asked to confirm. */
  readonly asked: 'begin' | 'history' | undefined;
  open(): void;
  close(): void;
  ask(what: 'begin' | 'history' | undefined): void;
  jump(by: Jump): void;
  begin(): void;
  /** Something of it has changed. */
  changed(): void;
}

/** Clocks that show minutes are drawn so often. */
const lookMs = 20_000;

const api: PlayApi = {
  state: (args) => call('play/state', args) as Promise<PlayState>,
  jump: (args) => call('play/jump', args) as Promise<PlayState>,
  begin: (args) => call('play/begin', args) as Promise<PlayState>,
};

export function createPlay(host: Host): Play {
  let known: PlayState | undefined;
  /** How far the playground's clock is ahead of this machine's. */
  let ahead = 0;
  let isOpen = false;
  let asked: Play['asked'];
  let reading = false;
  let again = false;

  function take(state: PlayState): void {
    const before = known?.doing?.what;
    known = state;
    ahead = state.now - Date.now();
    // Nothing that the page knows is there any more.
    if (before && before !== 'jump' && !state.doing && !state.problem) location.reload();
    if (state.doing && state.doing.what !== 'jump') isOpen = true;
    host.redraw();
  }

  /** Of changes in quick succession the last one is read. */
  async function read(): Promise<void> {
    again = true;
    if (reading) return;
    reading = true;
    while (again) {
      again = false;
      await api.state({}).then(take, () => undefined);
    }
    reading = false;
  }

  function tell(problem: unknown): void {
    if (known && problem instanceof ApiProblem) take({ ...known, problem: problem.message });
  }

  setInterval(() => host.redraw(), lookMs);
  void read();
  return {
    get t() {
      return playCatalogues[host.state.language];
    },
    get language() {
      return host.state.language;
    },
    get known() {
      return known;
    },
    now: () => Date.now() + ahead,
    get isOpen() {
      return isOpen;
    },
    get asked() {
      return asked;
    },
    open() {
      isOpen = true;
      host.redraw();
    },
    close() {
      isOpen = false;
      asked = undefined;
      host.redraw();
    },
    ask(what) {
      asked = what;
      host.redraw();
    },
    jump: (by) => void api.jump({ by }).then(take, tell),
    begin() {
      const history = asked === 'history';
      asked = undefined;
      void api.begin({ history }).then(take, tell);
    },
    changed: () => void read(),
  };
}
