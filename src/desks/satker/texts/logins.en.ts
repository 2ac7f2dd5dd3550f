import type { id } from './logins.id.ts';

/** The words of the satker desk of how its users log in, and what becomes of who does not, in English. */
export const en = {
  'satker.report.kind': 'the login report (`/satker logins`)',
  'satker.report.title': 'Login report {file}',
  'satker.report.done': 'Done',
  'satker.report.partly': 'Some rows could not be read',
  'satker.report.people': 'People whose login was counted',
  'satker.report.unknown': 'NIKs that none of your satkers has',
  'satker.report.wrong': 'Rows to correct',
  'satker.report.problems': 'Correct these rows and send the file again; nothing is counted twice',
  'satker.report.nikDigits':
    'The NIK is stored as a number, which may change its digits. Format the column as Text and type it again.',
  'satker.report.when':
    'Fill in the date and time of the login with a four-digit year, for instance 31/05/2026 08:30.',
  'satker.report.future': 'This has not happened yet.',
  'satker.report.template': 'Login report template',
  'satker.report.sheet': 'Logins',
  'satker.report.column': 'Last login',
  'satker.template.file': 'login-report.xlsx',
  'satker.template.nik': 'The NIK with 16 digits, kept as text so that none of them is lost.',
  'satker.template.login':
    'Date and time of the last login, in local time, for instance 31/05/2026 08:30. The newest counts.',
  'satker.template.send':
    'Fill in the first sheet, save it, and send the file to Satu Pintu in a direct message or in a bound channel.',

  'satker.login.title': 'Log in to MyIntress',
  'satker.login.link': 'Log in with a NIK (MyIntress)',
  'satker.login.byUserId': 'Log in with a User ID',
  'satker.login.captchaNeeded':
    'Tick “I’m not a robot”, fill in the password again, then press Log in and allow access.',
  'satker.login.noScript': 'This check needs JavaScript. Turn it on in your browser and reload this page.',
  'satker.login.captcha': 'Tick this to show that you are not a robot.',
  'satker.login.next': 'Next',
  'satker.login.submit': 'Log in and allow access',
  'satker.login.otherNik': 'Use another NIK',
  'satker.login.empty': 'Fill in the password of your DIGIT account.',
  'satker.login.failed':
    'NIK and password do not match, or there were too many attempts. Check both, or try again after 15 minutes. If you forgot the password, reset it at DIGIT.',
  'satker.login.closed': 'Your access has just been closed. Ask your satker or KPPN.',
  'satker.login.down':
    'DIGIT cannot be reached at the moment, and nothing has changed. Please try again a little later.',
  'satker.login.notRegistered':
    'Your DIGIT account is right, but no satker has registered you. Ask your satker or KPPN.',
  'satker.login.REGISTERED':
    'MyIntress cannot be opened yet. The status of your registration: {status}. Wait for the KPPN’s approval.',
  'satker.login.notOpen':
    'MyIntress cannot be opened. The status of your registration: {status}. Ask your satker or KPPN.',
  'satker.login.DORMANT':
    'The status of your access is {status}. Type `/satker reactivate` to Satu Pintu in chat to ask the KPPN to reactivate it.',
  'satker.login.otherEmail':
    'The e-mail of your DIGIT account is not the one that your satker registered. Ask your satker or KPPN to make them the same.',
  'satker.login.sandbox':
    'sandbox: a simulated DIGIT. The sample accounts of Ali Rahman (3173051201900001) and Siti Nurhaliza (3173056505920002) have the password “{password}”.',
  'satker.activate.closed':
    'This link is only for the first password. The DIGIT account has been activated, or has another e-mail now. Log in with your NIK and password.',
  'satker.activate.title': 'Activate your DIGIT account',
  'satker.activate.submit': 'Activate the account',
  'satker.activate.done':
    'Your DIGIT account is active. Log in with your NIK and this password once your registration has status 2 Active.',

  'satker.summary.title': 'Dormant users of {unit}, {day}',
  'satker.summary.dormant': 'Became dormant today: {count, number}',
  'satker.summary.soon':
    'Will be dormant in {days, plural, one {# day} other {# days}} without a login: {count, number}',
  'satker.summary.more': 'and {count, number} more',
  'satker.summary.moreSatkers': 'and {count, number} more satkers',
} as const satisfies Record<keyof typeof id, string>;
