export const portal = {
  'portal.name': 'Satu Pintu',
  'portal.skip': 'Skip to content',
  'portal.language': 'Language',
  'portal.logout': 'Logout',
  'portal.footer': 'Satu Pintu: the one place to request, look after and use accounts.',

  'portal.field.userId': 'User ID',
  'portal.field.password': 'Password',
  'portal.field.show': 'Show Password',

  'portal.login.title': 'Login',
  'portal.login.submit': 'Login',
  'portal.login.back': 'Back to the login page',
  'portal.login.empty': 'Enter your User ID and password.',
  'portal.login.failed':
    'The User ID or the password is wrong. After several failures the account is closed for 15 minutes.',
  'portal.login.captchaNeeded': 'First confirm that you are not a robot, then try again.',
  'portal.login.forgot': 'Forgot your password?',
  'portal.login.newText': 'No User ID yet?',
  'portal.login.fromChat':
    'Already using Satu Pintu in chat? Type /pintu portal there to come in without a password.',
  'portal.login.out': 'You are logged out.',
  'portal.captcha.hint':
    'There have been several failures, so we need to make sure that this is not a robot.',
  'portal.captcha.noScript':
    'This check needs JavaScript. Without it, use “Forgot your password?” to come in through your e-mail.',

  'portal.forgot.title': 'Forgot your password?',
  'portal.forgot.text': 'Enter your User ID or e-mail. We send you a link to set a new password.',
  'portal.forgot.field': 'User ID or e-mail',
  'portal.forgot.empty': 'Enter your User ID or e-mail.',
  'portal.forgot.submit': 'Send the link',
  'portal.forgot.sent': 'Check your e-mail',
  'portal.forgot.sentText':
    'If there is an account like that, the link is on its way. It works once, for 24 hours.',

  'portal.account.title': 'Create New Account',
  'portal.account.text':
    'Start with your e-mail address. We send you a link that opens the User ID request form.',
  'portal.account.field': 'E-mail',
  'portal.account.submit': 'Send the link',
  'portal.account.sent': 'Check your e-mail',
  'portal.account.sentText': 'We sent a link to {email}. It works once, for one hour.',
  'portal.account.proven': 'The address {email} is proven to be yours.',
  'portal.account.proceed': 'Open the form',
  'portal.account.again': 'Ask for a new link',

  'portal.enter.title': 'Enter the portal',
  'portal.enter.text': 'Enter as {name}. This link works only once.',
  'portal.enter.submit': 'Enter',

  'portal.link.title': 'This link no longer works',
  'portal.link.used': 'This link has already been used.',
  'portal.link.expired': 'This link has expired.',

  'portal.file.title': 'Download attachment',
  'portal.file.once': 'This link works only once.',
  'portal.file.submit': 'Download',

  'portal.password.title': 'Change the password',
  'portal.password.new': 'New password',
  'portal.password.repeat': 'Repeat the new password',
  'portal.password.submit': 'Change password',
  'portal.password.policy': 'The new password must:',
  'portal.password.ruleLength': 'have {min} to {max} characters',
  'portal.password.ruleStrong': 'be hard to guess: no names, dates or common words',
  'portal.password.ruleSame': 'be the same in both fields',
  'portal.password.met': 'met',
  'portal.password.unmet': 'not met yet',
  'portal.password.tooShort': 'The password is too short: at least {min} characters.',
  'portal.password.tooLong': 'The password is too long: at most {max} characters.',
  'portal.password.weak': 'This password is easy to guess. Put a few unrelated words together.',
  'portal.password.differs': 'The two passwords are not the same.',
  'portal.password.busy': 'The password could not be checked because we are busy. Please try again.',
  'portal.password.done': 'The password is changed',
  'portal.password.doneText': 'The User ID {userId} is ready to use with the new password.',
  'portal.password.gone': 'This link no longer works',
  'portal.password.usedText':
    'This link was already used to set the password. If that was not you, ask for a new link now.',
  'portal.password.expiredText':
    'This link is older than 24 hours. Ask for a new one; we send it to your e-mail.',
  'portal.password.renew': 'Send a new link',
  'portal.password.sent': 'A new link has been sent',
  'portal.password.sentText': 'Check your e-mail. The link works once, for 24 hours.',

  'portal.home.title': 'My requests',
  'portal.home.greeting': 'Welcome, {name}',
  'portal.home.account': 'You are logged in with the User ID {userId}.',
  'portal.home.nothing': 'You have not requested anything yet.',
  'portal.home.back': 'To the start page',
  'portal.request.decideInChat':
    'This request waits for your decision. Decide it from the card that Satu Pintu sent you in chat.',

  'portal.progress.done': 'done',
  'portal.progress.current': 'in progress',
  'portal.progress.ahead': 'ahead',
  'portal.progress.stopped': 'stopped here',

  'portal.form.errors': 'Please correct the following:',
  'portal.form.optional': '(optional)',
  'portal.form.redraw': 'Update the form',
  'portal.form.find': 'Search',
  'portal.form.clear': 'Clear the choice',
  'portal.form.nothingFound': 'Nothing matches. Try another word.',
  'portal.form.keepHint': 'Untick a file to leave it out.',

  'portal.notFound.title': 'No such page',
  'portal.notFound.text': 'This page does not exist, or it is not for you.',
  'portal.refused.title': 'Not possible yet',
  'portal.expired.title': 'This page was open for too long',
  'portal.expired.text':
    'For safety, what comes from an old page is not taken. Go back, reload the page and try again.',
  'portal.tooLarge.title': 'Too much was sent',
  'portal.tooLarge.text': 'At most 5 MB a file, and at most 10 files.',
  'portal.tooMany.title': 'Too many attempts',
  'portal.tooMany.text': 'Wait a few minutes, then try again.',
  'portal.bad.title': 'This request cannot be read',
  'portal.bad.text': 'Go back to the page before, reload it and try again.',
  'portal.failed.title': 'Sorry, something went wrong',

  'portal.mail.account.subject': 'Open the User ID request form',
  'portal.mail.account.text':
    'Somebody asked for the User ID request form with this e-mail address. If it was not you, just ignore this.',
  'portal.mail.account.once': 'The link works once and for one hour.',
  'portal.mail.account.link': 'Open the form',
} as const;
