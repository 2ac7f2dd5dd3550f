import type { id } from './id.ts';

/** The words of the User ID desk, in English. */
export const en = {
  'userId.refuse.applicantLeft':
    'The address {email} belongs to somebody who is not active in this organisation any more, so the User ID cannot be made yet. Ask an ADMIN to say whose address it is.',
  'userId.offer.request': 'Request a User ID',
  'userId.offer.requestText': 'The form for a new User ID, approved stage by stage.',
  'userId.offer.list': 'User ID requests',
  'userId.offer.listText': 'Every request that you may see, with filters and search.',

  'userId.form.title': 'User ID request',
  'userId.form.restored': 'What you had filled in is back. Check it and press Next.',
  'userId.field.for': 'Whose User ID',
  'userId.for.self': 'My own',
  'userId.for.other': 'Somebody else’s',
  'userId.field.kind': 'Kind of User ID',
  'userId.field.nopekHint':
    'Employee number. Press Search, and the rest is filled in from the employee register.',
  'userId.field.lookup': 'Search',
  'userId.field.name': 'Full name',
  'userId.field.atasanSearch': 'Choose the BUH of this unit',
  'userId.field.atasanHint': 'Choose the unit first. Only the BUHs of that unit are listed.',
  'userId.field.platforms': 'Platform systems',
  'userId.field.platformNote': 'Note for {platform}',
  'userId.field.note': 'Applicant’s note',
  'userId.field.kept': 'Earlier attachments',
  'userId.field.attachments': 'Add files',
  'userId.field.attachmentsHint': 'JPG, JPEG, PNG or PDF, at most 5 MB each.',
  'userId.field.newUserId': 'New User ID',
  'userId.field.newUserIdHint': '3–64 characters: letters a–z, digits 0–9, dots, underscores or hyphens.',

  'userId.error.kind': 'Choose the kind of User ID.',
  'userId.error.nopek': 'Enter the Nopek.',
  'userId.error.nopekUnknown':
    'Nopek {nopek} is not in the employee register. Please check the number, then press Search.',
  'userId.error.registerDown':
    'The employee register cannot be reached at the moment. What you filled in is kept: press again here later, or close this form and open it again later.',
  'userId.error.nopekNeedsStanding':
    'Employee data is shown to registered people only. Ask the employee to request it themselves, or choose User ID Unit.',
  'userId.error.nopekOtherKind':
    'The employee with Nopek {nopek} is not registered as {kind}. Choose the kind that fits.',
  'userId.error.noSuperior':
    '{name} has no superior in the employee register. Ask an ADMIN to add one ({admins}), then try again.',
  'userId.error.name': 'Enter the full name.',
  'userId.error.position': 'Enter the rank/position.',
  'userId.error.unit': 'Choose the division/branch/unit from the list.',
  'userId.error.atasan': 'Choose the superior, who is the BUH of the chosen unit.',
  'userId.error.unitWithoutHead':
    '{unit} has no BUH yet. Ask an ADMIN to add one ({admins}), then try again.',
  'userId.error.askedAlready':
    '{platform} for {name} is asked for already, with number {number}, and that is still open. Wait until it is done, or withdraw it first.',
  'userId.error.platforms': 'Choose at least one platform system.',
  'userId.error.platformNote': 'Enter a note for {platform}.',
  'userId.error.userIdForm': 'Use 3–64 characters: letters a–z, digits 0–9, dots, underscores or hyphens.',
  'userId.error.userIdTaken': 'The User ID {userId} is already taken. Choose another one.',

  'userId.review.title': 'Review the request',
  'userId.review.intro':
    'Please check your answers. Press Back to change them, or Submit request if they are right.',
  'userId.review.unsentNotes':
    'The note for {platforms} is not sent, because it is not chosen among the platform systems.',
  'userId.review.plan': 'Stages of approval',
  'userId.plan.of': '{needed, number} of {count, number}: {names}',
  'userId.review.submit': 'Submit request',
  'userId.confirmation.title': 'Request submitted',
  'userId.confirmation.heading': 'Request number: {number}',
  'userId.confirmation.text':
    'Your request now goes through the stages below. You can follow it in your direct messages from Satu Pintu or on the portal.',

  'userId.card.title': 'User ID request {number}',
  'userId.card.requester': 'Submitted by',
  'userId.card.submittedAt': 'Submitted on',
  'userId.card.attachments': 'Attachments',
  'userId.card.reason': 'Reason',
  'userId.card.approvedBy': '✅ {stage}: approved by {name}, {time}',
  'userId.card.confirmedBy': '✅ {stage}: User ID created by {name}, {time}',
  'userId.card.rejectedBy': '⛔ {stage}: rejected by {name}, {time}',
  'userId.card.tally':
    'Approvals at this stage: {names}. {count, plural, =0 {All given} other {# of {needed} still missing}}.',
  'userId.card.objections': 'Against: {names}.',
  'userId.card.waitsFor': 'Waiting for {stage}: {names}',
  'userId.card.waitsForNobody':
    'Waiting for {stage}, but nobody can decide this stage at the moment. The ADMINs have been told.',

  'userId.button.confirm': 'Confirm',
  'userId.button.withdraw': 'Withdraw request',
  'userId.button.again': 'Start again',

  'userId.decision.whyApprove': 'Reason for approval',
  'userId.decision.sure': 'Yes, continue with this decision',
  'userId.decision.ends':
    'Rejecting ends request {number}: it does not go on to the next stage, and the requester is told your reason.',
  'userId.done.approved': 'Approved: {number}. The request goes on to {stage}.',
  'userId.done.agreed': 'Your approval is recorded: {number}. This stage needs {count, number} more.',
  'userId.done.objected':
    'Your rejection is recorded: {number}. This stage goes on as long as its approvals can still be reached.',
  'userId.done.confirmed':
    'Completed: {number}. The User ID {userId} has been created, and the link to set a password goes to {email}.',
  'userId.done.rejected': 'Rejected: {number}. The request ends here, and the requester is told your reason.',
  'userId.done.withdrawn': 'Withdrawn: {number}. The request does not go on to the next stage.',

  'userId.step.reassigned': '{name} has reassigned the decision to {to}.',
  'userId.step.submitted': 'The User ID request for {name} has been submitted.',
  'userId.step.approved': '{name} approved this request as {stage}.',
  'userId.step.objected': '{name} rejected this request at the stage {stage}. The stage goes on.',
  'userId.step.rejected': '{name} rejected this request as {stage}. The request ends here.',
  'userId.step.confirmed':
    '{name} created the User ID {userId}. A link to set its password was sent to {email}.',
  'userId.step.withdrawn': '{name} withdrew this request.',
  'userId.step.startAgain': 'Press “Start again” on the request’s card to begin with the same answers.',

  'userId.log.submitted': 'submitted the request',
  'userId.log.approved': 'approved the request',
  'userId.log.objected': 'rejected it, but the stage goes on',
  'userId.log.rejected': 'rejected the request',
  'userId.log.confirmed': 'created the User ID',
  'userId.log.withdrawn': 'withdrew the request',
  'userId.log.passwordSet': 'set the password',

  'userId.list.title': 'All requests',
  'userId.list.waiting': 'Waiting for me',
  'userId.list.mine': 'My requests',
  'userId.list.allWaiting': 'All waiting for me',
  'userId.list.allMine': 'All my requests',
  'userId.list.scope': 'Show',
  'userId.list.active': 'In progress',
  'userId.list.by': 'Submitted by {name}, {time}',
  'userId.list.nothing': 'No requests match.',
  'userId.list.none': 'There are no requests yet that you may see. To request a User ID, type `/userid`.',
  'userId.list.nothingWaiting': 'No requests are waiting for your decision.',
  'userId.list.nothingAsked': 'None of your requests are here. To request a User ID, type `/userid`.',
  'userId.find.title': 'Search requests',
  'userId.find.hint': 'Number, name, e-mail, User ID or unit.',

  'userId.log.reassigned': 'reassigned the decision to {to}',
  'userId.nobody.superior':
    'The employee register has no other superior for this request. Enter the applicant’s superior or the head of the unit in the organisation’s data first, or ask the requester to withdraw it.',
  'userId.withdraw.text':
    'Withdrawing ends request {number}: it does not go on to the next stage. You can start again with the same answers.',
  'userId.word.form': '`/userid` – the request form',
  'userId.word.list': '`/userid list [filter]` – list of requests',
  'userId.word.show': '`/userid show UID-…` – one request',
  'userId.word.withdraw': '`/userid withdraw UID-…` – withdraw a request',
  'userId.command.number': 'Type the full request number, such as UID-2026-000001.',

  'userId.nobody.platforms':
    'There is no platform system to choose from yet, so no User ID can be requested.',
  'userId.nobody.unit': 'No unit is registered here yet.',
  'userId.nobody.heads':
    'A User ID Unit cannot be requested yet, because no unit has a BUH. Ask an ADMIN to add one: {admins}.',

  'userId.refuse.severalVoices':
    'This stage still needs decisions from more than one person, so it cannot be reassigned to one.',
  'userId.refuse.unknown':
    'This request was not found, or you may not see it. Type `/userid list` to see the requests that you can open.',
  'userId.refuse.notApprover':
    'The stage {stage} is not yours to decide, so nothing has changed. The request’s card shows who can decide it.',
  'userId.refuse.own': 'You cannot decide your own request. Somebody else has to decide this stage.',
  'userId.refuse.voiced': 'You have already decided at this stage of {number}. Everybody does so once.',
  'userId.refuse.voicedFor':
    '{name} has already decided at this stage of {number}, and that is your decision as well. Everybody does so once.',
  'userId.refuse.groupComplete':
    '{names} approved this stage of {number} already. What it still needs is the approval of others.',
  'userId.refuse.secondStage':
    'You have already decided another stage of this request. Somebody else has to decide this one.',
  'userId.refuse.passed': 'Request {number} is now {status}, so nothing has changed.',
  'userId.refuse.alreadyApproved':
    '{name} has already approved this stage of {number}. Its status is now: {status}.',
  'userId.refuse.alreadyRejected': '{name} has already rejected {number}. Its status is now: {status}.',
  'userId.refuse.changedMeanwhile':
    'Request {number} has just changed. Open it again to see its current status.',
  'userId.refuse.notRequester': 'Only the person who submitted this request can withdraw it.',
  'userId.refuse.notAgain':
    'Request {number} cannot be started again. Only a Rejected or Withdrawn request can, by the person who submitted it.',
  'userId.refuse.draftOutdated':
    'The applicant’s data, the superior, a platform or the stages of approval have changed since you reviewed this form. Go back to the form, update it, and review it once more.',
  'userId.refuse.registerDown':
    'The employee register cannot be reached at the moment, so the request cannot be submitted yet. What you filled in is kept; press “Submit request” again later.',
  'userId.refuse.draftGone':
    'This form was open for too long and its answers are no longer kept. Start again with `/userid`.',
  'userId.refuse.nobodyToDecide':
    'The request cannot be submitted yet, because nobody can decide the stage {stage}. Ask an ADMIN to fix this: {admins}.',

  'mail.waiting.subject': 'User ID request {number} is waiting for you ({stage})',
  'mail.waiting.text': 'A User ID request is waiting for your decision. Status: {status}.',
  'mail.completed.subject': 'Set the password of your User ID ({number})',
  'mail.completed.text':
    'The User ID request for you was approved, and the User ID {userId} has been created. Set its password with the link below to start using it.',
  'mail.password.text':
    'Set the password of the User ID {userId} with the link below. If you did not ask for it, ignore this e-mail.',
  'mail.completed.link': 'Set the password',
  'mail.rejected.subject': 'User ID request {number} was rejected',
  'mail.rejected.text': 'User ID request {number} was rejected by {name} ({stage}).',
  'mail.rejected.read':
    'You can read the history of this request in the portal, with the link below. If you have no User ID yet, first confirm your e-mail with Create new account on the login page of the portal, then open that link.',
  'mail.rejected.link': 'Open the request',
  'userId.marks.stage': 'Stage {stage}',
  'userId.minutes.called': 'Request for a User ID',
  'userId.requests': 'User ID requests',
  'userId.retention.files': 'Attachments of closed User ID requests',
  'userId.retention.filesOpen': 'Attachments of User ID requests',
  'userId.retention.request': 'Closed User ID requests',
} as const satisfies Record<keyof typeof id, string>;
