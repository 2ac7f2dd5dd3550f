import type { ControlApi } from '../slack/contract/calls.ts';
import { recall, remember } from './memory.ts';
import type { Language } from './texts.ts';

/** What a page keeps its language in, and how it is drawn again. */
interface Spoken {
  state: { language: Language };
  redraw(): void;
}

/** The language chosen here before; else the one that the server found the browser to ask for. */
export function firstLanguage(): Language {
  return languageOf(recall('language')) ?? languageOf(document.documentElement.lang) ?? 'en';
}

/** Tells the server, whose people without a locale of their own follow, and follows what other pages choose. */
export async function startSpeaking(page: Spoken, api: Pick<ControlApi, 'speak'>): Promise<void> {
  document.documentElement.lang = page.state.language;
  addEventListener('storage', () => {
    const chosen = languageOf(recall('language'));
    if (chosen) show(page, chosen);
  });
  await api.speak({ language: page.state.language });
}

/** Somebody wants to read the other language, here and from now on. */
export function switchLanguage(page: Spoken, api: Pick<ControlApi, 'speak'>): Promise<void> {
  const language = page.state.language === 'id' ? 'en' : 'id';
  remember('language', language);
  show(page, language);
  return api.speak({ language });
}

function show(page: Spoken, language: Language): void {
  page.state.language = language;
  document.documentElement.lang = language;
  page.redraw();
}

function languageOf(name: unknown): Language | undefined {
  return name === 'id' || name === 'en' ? name : undefined;
}
