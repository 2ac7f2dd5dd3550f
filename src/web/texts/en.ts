import type { id } from './id.ts';

/** The words of the portal, in English. */
export const en = {
  'portal.name': 'Satu Pintu',
  'portal.footer': 'Satu Pintu: one place to request, manage and use accounts.',
  'portal.skip': 'Skip to the content',
  'portal.language': 'Language',
  'portal.logout': 'Log out',

  'portal.field.userId': 'User ID',
  'portal.field.password': 'Password',
  'portal.field.show': 'Show password',

  'portal.login.title': 'Log in',
  'portal.login.submit': 'Log in',
  'portal.login.empty': 'Enter your User ID and password.',
  'portal.login.failed':
    'The User ID and password do not match. After five failed attempts an account is locked for 15 minutes.',
  'portal.login.captchaNeeded': 'Tick “I’m not a robot”, enter the password once more, and press Log in.',
  'portal.login.out': 'You are logged out.',
  'portal.login.forgot': 'Forgot your password?',
  'portal.login.newText': 'No User ID yet?',
  'portal.login.fromChat':
    'Already using Satu Pintu in chat? Type `/pintu portal` there to get in without a password.',
  'portal.login.back': 'Back to the login page',
  'portal.captcha.hint': 'After several failed attempts we need to be sure that you are not a robot.',
  'portal.captcha.noScript':
    'This check needs JavaScript. Without it, wait 15 minutes and try again, or have a link mailed to you with “Forgot your password?”.',

  'portal.home.title': 'My requests',
  'portal.home.greeting': 'Hello, {name}',
  'portal.home.account': 'You are logged in with the User ID {userId}.',
  'portal.home.back': 'My requests',
  'portal.home.nothing': 'You have not requested anything yet.',
  'portal.request.decideByCard':
    'This request is waiting for your decision. Decide it from the card that Satu Pintu sent you in chat, or on the page that the link in our e-mail opens.',
  'portal.progress.done': 'done',
  'portal.progress.current': 'waiting now',
  'portal.progress.ahead': 'still ahead',
  'portal.progress.stopped': 'rejected',

  'portal.account.title': 'Create new account',
  'portal.account.text':
    'Before you request a new User ID, please show that this e-mail address is yours. We send a link to it, and from there you fill in the form.',
  'portal.account.field': 'Your e-mail',
  'portal.account.submit': 'Send',
  'portal.account.sent': 'Check your e-mail',
  'portal.account.sentText':
    'We sent a link to {email}. Open it to fill in the form for a new User ID. The link works once and for one hour. If you cannot see it, look in your spam folder.',
  'portal.account.proven': 'You continue as {email}. News about your request goes to this address.',
  'portal.account.proceed': 'Next',
  'portal.account.again': 'Ask for a new link',

  'portal.forgot.title': 'Forgot your password?',
  'portal.forgot.text': 'Enter your User ID or e-mail address. We send you a link to set a new password.',
  'portal.forgot.field': 'User ID or e-mail',
  'portal.forgot.submit': 'Send',
  'portal.forgot.empty': 'Enter your User ID or e-mail.',
  'portal.forgot.sent': 'Check your e-mail',
  'portal.forgot.sentText':
    'If there is an account for what you entered, a link to set its password is on its way to its owner’s e-mail address. The link works once and for 24 hours. If you cannot see it, look in your spam folder.',

  'portal.password.title': 'Change password',
  'portal.password.new': 'New password',
  'portal.password.repeat': 'Repeat the new password',
  'portal.password.submit': 'Change password',
  'portal.password.policy': 'What the password needs',
  'portal.password.ruleLength': '{min}–{max} characters',
  'portal.password.ruleStrong': 'Hard to guess: a few unrelated words are better than one word with digits',
  'portal.password.ruleSame': 'Both fields are the same',
  'portal.password.met': 'met',
  'portal.password.unmet': 'not met yet',
  'portal.password.tooShort': 'The password is too short: at least {min} characters.',
  'portal.password.tooLong': 'The password is too long: at most {max} characters.',
  'portal.password.differs': 'This is not the same as the new password. Please type both again.',
  'portal.password.weak':
    'This password is easy to guess. Avoid names, your User ID, dates and common words; put a few unrelated words together.',
  'portal.password.busy':
    'The password could not be checked because many people are asking. Please try again in a moment.',
  'portal.password.done': 'Password changed',
  'portal.password.doneText': 'You can now log in with the User ID {userId} and your new password.',
  'portal.password.gone': 'This link no longer works',
  'portal.password.usedText':
    'This link has been used, or the password was changed with a newer one. Ask for a new link if you still need to change the password.',
  'portal.password.expiredText':
    'This link is older than 24 hours. Ask for a new one to change the password.',
  'portal.password.renew': 'Send a new link',
  'portal.password.sent': 'Check your e-mail',
  'portal.password.sentText':
    'A new link is on its way to the e-mail address of this User ID’s owner. It works once and for 24 hours.',

  'portal.enter.title': 'Enter the portal',
  'portal.enter.text': 'You enter as {name}. If that is not you, close this page.',
  'portal.enter.submit': 'Enter',
  'portal.file.title': 'Attachment',
  'portal.file.once': 'The file can be downloaded from this link only once.',
  'portal.file.submit': 'Download',
  'portal.attach.title': 'Upload attachments',
  'portal.attach.text':
    'Files that you upload here can be chosen in the attachments field of your form in chat.',
  'portal.attach.files': 'Files',
  'portal.attach.hint':
    '{types}; {files, plural, =1 {one file of at most {max} MB} other {at most {files} files of at most {max} MB each}}.',
  'portal.attach.submit': 'Upload',
  'portal.attach.type': 'The content of {name} is not of a type that this form takes: {types}.',
  'portal.attach.none': 'Please choose files first.',
  'portal.attach.done': 'Files uploaded',
  'portal.attach.doneText': 'Saved: {names}. Go back to the form in chat and press “{uploaded}”.',
  'portal.link.title': 'This link no longer works',
  'portal.link.used': 'This link has been used.',
  'portal.link.expired': 'This link has expired.',
  'portal.link.again': 'Ask for a new link where you got this one.',

  'portal.card.title': 'Confirm that it is you',
  'portal.card.text':
    'This page is only for the person to whom our e-mail was sent. Its contents are shown once we have made sure that this is you.',
  'portal.card.byChat':
    'We can send a six-digit code to your conversation with Satu Pintu in chat. It works for {minutes} minutes.',
  'portal.card.send': 'Send the code to my chat',
  'portal.card.sendAgain': 'Send a new code',
  'portal.card.sent':
    'If the person to whom our e-mail was sent uses Satu Pintu in chat, the code has been sent there. Only the newest code works, for {minutes} minutes.',
  'portal.card.code': 'Code from the chat',
  'portal.card.confirm': 'Open',
  'portal.card.wrong':
    'The code does not match, or it no longer works. After {most} wrong codes this link is locked.',
  'portal.card.tooMany': 'Too many codes have been asked for. Use the last one, or ask again in 15 minutes.',
  'portal.card.byLogin': 'If you do not use chat, log in with your User ID.',
  'portal.card.tooWrong':
    'Too many wrong codes have been entered in the last 24 hours, so none is accepted for now. Open the card in chat with `/pintu inbox`, or log in with your User ID.',
  'portal.card.others':
    'The e-mail with this link was sent to somebody else, and you are logged in as {name}. See what waits for you in chat, with `/pintu inbox`.',
  'portal.card.expired': 'This link was valid for {hours} hours and has expired.',
  'portal.card.locked': 'This link is locked, because a wrong code was entered {most} times.',
  'portal.card.gone':
    'The card can still be opened in chat: type `/pintu inbox` to Satu Pintu. Or ask for an e-mail with a new link.',
  'portal.card.again': 'Send a new e-mail',
  'portal.card.againSent':
    'An e-mail with a new link is on its way to the address that received the earlier one. If you do not see it, check the spam folder.',
  'portal.card.nothing': 'This card cannot be shown to you any more.',
  'portal.card.back': 'Back to the card',

  'portal.form.errors': 'Please check these fields:',
  'portal.form.optional': '(optional)',
  'portal.form.redraw': 'Update the form',
  'portal.form.find': 'Search',
  'portal.form.clear': 'Clear the choice',
  'portal.form.choose': 'Choose one of the results.',
  'portal.form.nothingFound': 'Nothing matches. Try another word.',
  'portal.form.keepHint': 'Untick a file to remove it.',

  'portal.refused.title': 'This is not possible',
  'portal.notFound.title': 'No such page',
  'portal.notFound.text':
    'This address does not exist, or you may not see it. Check the address, or start from the front page.',
  'portal.tooMany.title': 'Too many requests',
  'portal.tooMany.text':
    'Too many requests came from your internet address. Wait a few minutes, then try again.',
  'portal.expired.title': 'This page is out of date',
  'portal.expired.text':
    'Nothing has changed. The page was open for too long, you logged in or out in another window, or cookies are blocked. Reload the page before this one and try again.',
  'portal.tooLarge.title': 'Too much at once',
  'portal.tooLarge.text':
    'The files are too large to be sent together. Go back to the page before and send fewer.',
  'portal.bad.title': 'This request cannot be read',
  'portal.bad.text':
    'Your browser sent something that we do not understand, and nothing has changed. Reload the page before this one and try again.',
  'portal.failed.title': 'Something went wrong',

  'portal.mail.card.subject': 'A new link to your page',
  'portal.mail.card.text':
    'You, or somebody who has the earlier link, asked for a new link to the page of your card. Open it below; its contents are shown once we have made sure that it is you.',
  'portal.mail.account.subject': 'Create new account: confirm your e-mail',
  'portal.mail.account.text':
    'Somebody, hopefully you, wants to request a new User ID with this e-mail address. Open the link below to fill in the form. If it was not you, ignore this e-mail.',
  'portal.mail.account.link': 'Fill in the form',
} as const satisfies Record<keyof typeof id, string>;
