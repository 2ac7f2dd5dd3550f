import type { Surface } from '../core/context.ts';
import { type Language, type Translate, translate, translateWithoutSlash } from '../core/texts/index.ts';

/** How texts read on a surface. Teams keeps what begins with a slash for itself: there commands are words like any other. */
export function spoken(surface: Surface, language: Language): Translate {
  return surface === 'teams' ? translateWithoutSlash(language) : translate(language);
}
