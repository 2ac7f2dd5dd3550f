import type { id } from './id.ts';

/** The words of one-time codes from an authenticator app, in English. */
export const en = {
  'code.label': 'Code from your authenticator app',
  'code.hint': 'The six digits that it shows now for the account “{issuer}”. Spaces do not matter.',
  'code.error.missing':
    'Enter the six digits from your authenticator app. If this form does not ask for them, close it and open it again.',
  'code.error.wrong': 'This code is not accepted. Wait for the next one, then try again.',
  'code.error.used': 'This code has been used already. Wait for the next one.',
  'code.error.locked': 'Too many codes were not accepted. Try again after {time}.',
  'code.refuse.notEnrolled': 'You have not registered an authenticator app here yet.',
  'code.enrol.title': 'Set up an authenticator',
  'code.enrol.text':
    'This needs a code from an authenticator app, but you have not registered one here yet. Set one up first, then open this form again. Nothing changes until then.',
  'code.by': '{name} (with an authenticator code)',
  'code.refuse.markedSince': 'This decision now needs an authenticator code. Decide it from its card.',
} as const satisfies Record<keyof typeof id, string>;
