import type { JsonObject, Language } from '../../contract.ts';
import { elementsOf } from '../blocks.ts';
import type { StateValues } from '../contract/screen.ts';
import type { Block } from '../contract/workspace.ts';
import { slotOf } from '../fields.ts';

const english = {
  required: 'Please complete this required field.',
  atLeastCharacters: (min: number) => `Please enter at least ${min} characters.`,
  atMostCharacters: (max: number) => `Please enter no more than ${max} characters.`,
  email: 'Please enter a valid email address.',
  url: 'Please enter a valid URL.',
  number: 'Please enter a valid number.',
  atLeast: (min: string) => `Please enter a number of at least ${min}.`,
  atMost: (max: string) => `Please enter a number of at most ${max}.`,
};

/** As the client says it, in the language that the person has chosen there. */
const words: Record<Language, typeof english> = {
  en: english,
  id: {
    required: 'Isi kolom wajib ini.',
    atLeastCharacters: (min) => `Isi paling sedikit ${min} karakter.`,
    atMostCharacters: (max) => `Isi paling banyak ${max} karakter.`,
    email: 'Isi alamat e-mail yang benar.',
    url: 'Isi URL yang benar.',
    number: 'Isi angka yang benar.',
    atLeast: (min) => `Isi angka paling kecil ${min}.`,
    atMost: (max) => `Isi angka paling besar ${max}.`,
  },
};

/** What Slack's client finds wrong with an input block before submitting; undefined: nothing. */
export function clientCheck(block: Block, state: StateValues, language: Language): string | undefined {
  const found = elementsOf(block)[0];
  if (block.type !== 'input' || !found) return undefined;
  const { element } = found;
  const t = words[language];
  const held = state[block.block_id]?.[String(element.action_id)]?.[slotOf(element.type)];
  const isEmpty =
    held === undefined || held === null || held === '' || (Array.isArray(held) && held.length === 0);
  if (isEmpty) return block.optional === true ? undefined : t.required;
  if (typeof held !== 'string') return undefined;
  switch (element.type) {
    case 'plain_text_input': {
      const length = [...held].length;
      const min = Number(element.min_length ?? 0);
      const max = Number(element.max_length ?? 3000);
      if (length < min) return t.atLeastCharacters(min);
      return length > max ? t.atMostCharacters(max) : undefined;
    }
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(held) ? undefined : t.email;
    case 'url_text_input':
      return URL.canParse(held) ? undefined : t.url;
    case 'number_input':
      return numberProblem(element, held, t);
    default:
      return undefined;
  }
}

function numberProblem(element: JsonObject, held: string, t: typeof english): string | undefined {
  const pattern = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(held)) return t.number;
  const { min_value: min, max_value: max } = element;
  if (min !== undefined && Number(held) < Number(min)) return t.atLeast(String(min));
  if (max !== undefined && Number(held) > Number(max)) return t.atMost(String(max));
  return undefined;
}
