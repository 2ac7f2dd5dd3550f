import type { id } from './id.ts';

/** The words of what all share, in English. */
export const en = {
  'form.cancel': 'Cancel',
  'form.back': 'Back',
  'form.close': 'Close',
  'form.done': 'Done',
  'form.passed': 'Already decided',
  'form.apply': 'Apply',
  'form.optional': 'Optional',
  'form.onlyIfChosen': 'Fill in if chosen above',
  'form.open': 'Open form',
  'form.upload': 'Upload files',
  'form.uploaded': 'Refresh the file list',
  'form.filesGiven': 'Added to the list and chosen: {names}. Check it, then press “{submit}” once more.',
  'form.filesHint':
    'Upload files on the page that opens, then come back and press “{uploaded}”. You can also choose files that you have sent to this chat.',
  'form.dateFrom': 'Choose {first} or a later date.',
  'form.dateUntil': 'Choose {last} or an earlier date.',
  'form.dateBetween': 'Choose a date from {first} to {last}.',
  'form.noFiles': 'No files yet.',

  'chat.answeredPrivately': 'I have answered in our personal chat.',
  'chat.openMeFirst':
    'I cannot write to you privately yet. Install the Satu Pintu app for your account, then type the command there.',
  'chat.filesTaken': 'Files received',
  'chat.filesTakenText':
    '{names}: kept for 24 hours. You can choose them in the attachments field of your next form.',
  'chat.yourFiles': 'Your files',
  'chat.yourFilesText': 'This is what you can do with {names}.',
  'chat.noSuchFile': 'This message has no {kind}.',
  'chat.filesRefused': 'Files could not be accepted',
  'chat.filesForbidden':
    'I am not allowed to read files in this channel yet. Send the file in our personal chat, or ask your Teams admin to grant the permission.',

  'chat.filesUnseen':
    'I cannot see files in this channel. If you have sent one, I have not read it; send it in our personal chat.',
  'chat.filesUnknown':
    'Slack does not tell me what this file is, so I have not read it. Please send the file again, directly in our personal chat.',
  'chat.elsewhere.title': 'Already elsewhere',
  'chat.elsewhere':
    'This card stands in your other chat app: it was brought there while no messages came through here.',
  'chat.noLongerSeen.title': 'No longer for you',
  'chat.noLongerSeen': 'You may no longer see what this card was about.',
  'command.unknown': 'I do not know “{heard}”',
  'command.meant':
    '{count, plural, =1 {Did you mean {commands}?} other {Did you mean one of these: {commands}?}}',
  'command.usable': 'You can type:',
  'command.needsSlash': 'This form is opened by a command. Type {command} in the message field and send it.',

  'list.any': 'All',
  'list.newer': '← Previous',
  'list.older': 'Next →',
  'list.start': 'From the start',
  'list.shown': '{from, number}–{through, number} of {count, number}',
  'list.search': 'Search',
  'list.clear': 'Clear search',
  'list.searched': 'Search: “{text}”',
  'list.narrow': 'Narrow the list',
  'list.apply': 'Show',
  'list.narrowed': '{label}: {chosen}',
  'list.pick': 'Choose {label}',
  'list.unpick': '{label}: all',
  'list.words': 'Keywords',

  'decision.namesake':
    '⚠️ The name {name} is like yours. If this request is about yourself, leave the decision to somebody else.',
  'error.unexpected':
    'Sorry, something went wrong on our side. Please try again; if it happens again, give the code {reference} to an ADMIN.',
  'error.stalled':
    'The system is slow at the moment. Wait a moment and do the same once more; the same request is never recorded twice.',
  'error.stalledSent':
    'The system is slow at the moment. Wait a moment; if I have not answered by then and the card has not changed either, send it again.',
  'error.crowded': 'You asked for too much at once. Wait until the rest is answered, then try again.',
  'error.tooFast':
    'At most {most} requests can be submitted in a minute. This one was not recorded: submit it again after {seconds} seconds.',
  'error.tooManyOpen':
    '{most} requests of yours are waiting for a decision, and there may be no more. Submit again once one of them has been decided or you have withdrawn it.',
  'error.tooLong': 'Too long: at most {max} characters.',
  'error.tooLate': 'The form could not be opened in time. Please try again.',
  'error.faster':
    'Somebody else has just changed this, so what you did was not carried out. Open it once more to see how it stands now.',
  'error.undone': 'This could not be done at this moment, and nothing has changed. Try again.',
  'error.doneBy': 'Last changed by {name}, {time}.',
  'error.doneByFor': 'Last changed by {name} for {principal}, {time}.',
  'error.oldCard': 'This button belongs to an older card. Type `/pintu` to open the current one.',
  'mail.rejected.reason': 'Reason: {reason}',
  'neighbour.hubNotConnected': '{name} is not connected: {reason}',
  'error.whoCanHelp': 'People who can help: {names}.',
  'error.noStanding':
    'The address {email} is not registered in this organisation, so you cannot do this yet. Ask one of the ADMINs to register you ({admins}), or request a User ID with `/userid`.',
  'error.unverifiedAccount':
    'Your chat account has no verified e-mail address of this organisation, so we cannot recognise you yet. Guests and people of other workspaces or organisations are not served by such an account. If you are a member of this organisation, ask whoever manages its chat to check the e-mail of your account.',
  'error.otherOrganisation':
    'Your account is of another organisation. Satu Pintu serves the people of the organisation that this conversation belongs to, so there is nothing here that you can ask for or see.',
  'error.inactivePerson':
    'Your record in this organisation is no longer active. Please contact an ADMIN of your organisation.',
  'error.adminOnly': 'Only an ADMIN can do this.',

  'attachment.error.type':
    'The content of {name} is not a JPG, JPEG, PNG or PDF. Please attach a file of one of these types.',
  'attachment.error.size':
    '{name} is {size, number} MB; the limit is {max} MB per file. Please choose a smaller file.',
  'attachment.error.over': '{name} is over the limit of {max} MB per file. Please choose a smaller file.',
  'attachment.error.count': 'At most {max, plural, one {# file} other {# files}}. Remove some and try again.',
  'attachment.error.daily':
    'You have uploaded {max} MB in the last 24 hours, which is the limit. Please attach further files tomorrow.',
  'attachment.error.gone': 'This file is no longer kept. Upload it once more.',
  'attachment.error.fetch': '{name} could not be uploaded. Remove it, then upload it again.',
  'attachment.error.late':
    'Your files are still being processed. Wait a moment and press again; there is no need to upload them again.',

  'file.ready': 'The download link for {name} is ready. It works only once and is valid for 10 minutes.',
  'file.toSee':
    'Open {name} in the browser. The link works for 10 minutes; from there the file can be downloaded only once.',
  'file.see': 'Open the file',
  'file.download': 'Download',

  'mail.remark.QUESTION': 'A question about {title}',
  'mail.remark.ANSWER': 'The answer to your question: {title}',
  'mail.greeting': 'Dear {name},',
  'mail.footer': 'This e-mail was sent automatically by Satu Pintu.',
  'mail.footer.personal': 'Please do not forward it, as the link in it is for you alone.',
  'mail.linkOnce':
    'This link works only once and is valid for {hours, plural, one {# hour} other {# hours}}.',
  'mail.card.press': 'Open its card in chat with the link below, then press {press}.',
  'mail.card.open': 'Open the card in chat',
  'mail.card.page':
    'Or open its page in the browser. The link is for you alone and works for {hours} hours; the page shows its contents once we have made sure that it is you.',
  'mail.card.openPage': 'Open its page',
  'mail.card.type':
    'Its card has not reached you in chat yet. To open it, type {ways} to Satu Pintu, then press {press}.',
  'mail.card.typedIn': '{command} in {platform}',
  'mail.command.inbox': '`/pintu inbox`',
  'mail.command.reactivate': '`/satker reactivate`',
  'mail.command.mappings': '`/partner mappings`',

  'error.addressAsked':
    'The address {email} is somebody else’s here already, or was, so this account cannot be used yet. The ADMINs have been asked whose account this is. Try again once they have answered.',
  'error.addressRejected':
    'The ADMINs say that this account does not belong to the person who is known here as {email}, so it cannot be used.',
  'error.addressReturned':
    'The person who is known here by this address left the organisation once. Ask an ADMIN to confirm first that you are the same person.',

  'form.toReview': 'Next',
  'field.nopek': 'Nopek',
  'field.position': 'Rank/position',
  'field.email': 'E-mail',
  'field.unit': 'Division/branch/unit',
  'field.unitSearch': 'Type the name or code of the unit',
  'field.superior': 'Superior (Atasan)',
  'field.error.email': 'Enter a valid e-mail address, such as name@company.co.id.',
  'field.error.reason': 'Enter the reason.',
  'field.error.note': 'Enter the note.',
  'record.usual': 'This step usually takes {days, plural, one {# working day} other {# working days}}.',
  'record.rehearsal.openSame': 'The requests that wait for a decision now are not affected.',
  'record.rehearsal.open':
    'Of the requests that wait for a decision now, {count, number} would have other deciders.',
  'record.rehearsal.lately':
    'Had it already applied to {count, number} requests of the last 90 days (the newest, 200 at most):',
  'record.rehearsal.passes': 'Further stages: {names}',
  'record.rehearsal.skips': 'Stages no longer passed: {names}',
  'record.rehearsal.gains': 'Would decide: {names}',
  'record.rehearsal.loses': 'Would decide no longer: {names}',
  'record.rehearsal.empty': '⚠️ Nobody could decide: {names}',
  'record.rehearsal.next':
    '⚠️ Nobody could decide these stages, so that new requests which pass them could not be submitted: {names}',
  'record.waitsFor': 'Waiting for: {names}',
  'record.waitsForNobody': 'Waiting, but nobody can decide it at the moment. The ADMINs have been told.',
  'record.term': 'Waiting since {since}, due {due}.',
  'record.termEnds': 'Waiting since {since}; valid until {day}.',
  'record.termPast': 'Waiting since {since}; it was due {due}.',
  'record.holidays': '{count, plural, =1 {Holiday:} other {Holidays:}} {days}.',
  'record.nudge': 'Remind',
  'record.nudged': 'Reminded: {names}.',
  'record.nudgedLater': 'Will be reminded in their own working hours: {names}.',
  'record.refuse.nudged': 'Already reminded today; you can remind them again from {time}.',
  'record.refuse.nobodyToNudge': 'There is nobody else to remind at the moment.',
  'record.return': 'Return',
  'record.return.text':
    'The request goes back to the requester with your question. Once answered it comes back to the same stage; the decisions of earlier stages stand.',
  'record.return.question': 'Question to the requester',
  'record.return.missing': 'Enter the question.',
  'record.return.submit': 'Return',
  'record.returned': 'Returned to the requester. You are told as soon as there is an answer.',
  'record.answer': 'Answer',
  'record.answer.text': 'Answer',
  'record.answer.missing': 'Enter the answer.',
  'record.answer.filesHint': 'JPG, JPEG, PNG or PDF, at most 5 MB each.',
  'record.answer.submit': 'Send',
  'record.answered': 'Answer sent. The request waits for a decision again.',
  'record.takeBack': 'Take back',
  'record.takeBack.text':
    'The question is cancelled, and the request waits for a decision again without an answer.',
  'record.takeBack.submit': 'Take back',
  'record.takenBack': 'Taken back. The request waits for a decision again.',
  'record.head.returned': 'Returned',
  'record.waitsForAnswer': 'Returned; waiting for {names}',
  'record.waitsForNobodysAnswer':
    'Returned, but the requester can no longer answer. Whoever returned it can take it back.',
  'record.commented': 'Your comment has been recorded, and those concerned are told.',
  'record.returnedToYou': 'Waiting for your answer',
  'record.remarks': 'Conversation',
  'record.remark.QUESTION': 'Returned by {name} · {time}',
  'record.remark.ANSWER': 'Answer from {name} · {time}',
  'record.remark.TAKEN_BACK': 'Taken back by {name} · {time}',
  'record.remark.COMMENT': 'Comment from {name} · {time}',
  'record.remark.files': 'Attachments',
  'record.remark.notTaken':
    'Your message has not been recorded. {why} Your text is kept: send the right file in the same way, without typing the text again.',
  'record.remark.late': 'Your file is still being processed. Wait a moment, then send it once more.',
  'record.remark.earlier':
    '{count, plural, one {# earlier message is} other {# earlier messages are}} not shown here.',
  'record.log.returned': 'returned it to the requester with a question',
  'record.log.answered': 'answered the question',
  'record.log.takenBack': 'took it back without the requester’s answer',
  'record.log.commented': 'commented',
  'record.refuse.tooFast':
    'In one minute at most {most} questions, answers and comments are recorded. This one was not: write it again in {seconds} seconds.',
  'record.refuse.returned':
    '{name} returned this request on {time}; it waits for the requester’s answer. To decide without one, take it back first.',
  'record.refuse.nobodyToAsk': 'There is nobody who could be asked.',
  'record.refuse.notAsked': 'Only the requester can answer this question.',
  'record.refuse.passed': 'This request no longer waits for a decision.',
  'record.refuse.notHolder': 'This request does not wait for your decision; somebody else decides it.',
  'record.refuse.own': 'This is your own request, or it is about you. Somebody else decides it.',
  'record.refuse.handedOn': 'This request was reassigned to {name}, who decides it now.',
  'record.refuse.inPerson': 'This cannot be reassigned: the person who was asked has to do it themselves.',
  'record.refuse.nobodyToHand':
    'Nobody else has this role and may decide it. An ADMIN can give the role to somebody.',
  'record.reassign': 'Reassign',
  'record.reassign.text':
    'From now on only the person whom you choose, or their substitute, decides this request. They are told at once.',
  'record.reassign.to': 'Reassign to',
  'record.reassign.submit': 'Reassign',
  'record.reassign.done': 'Reassigned to {name}, who is told at once.',
  'record.error.receiver': 'Choose one of the names in the list.',
  'record.refuse.principals':
    'You stand in for {names}, who may not decide this request. Somebody else decides it.',
  'record.refuse.standInEnded':
    'Since {time} you no longer stand in for {name}, so you can no longer decide this. Nothing has changed.',
  'record.refuse.standInEndedBy':
    'Since {time} you no longer stand in for {name} ({by} ended it), so you can no longer decide this. Nothing has changed.',
  'record.onBehalf': 'You decide this request in the place of {name}.',
  'record.notReached': 'Cannot be reached in chat, so notified by e-mail only: {names}.',
  'record.approve': 'Approve',
  'record.reject': 'Reject',
  'record.open': 'Open',
  'record.changed':
    'Since you opened this form, this has changed: {names}. Look at it again, and send the form if it is still what you decide.',
  'record.decision.whyReject': 'Reason for rejection',
  'record.decision.note': 'Note',
  'record.decision.submit': 'Yes, continue',
  'record.decision.reject': 'Yes, reject',
  'record.log': 'Activity Log',
  'record.log.title': 'Activity Log {number}',
  'list.status': 'Status',
  'record.withdraw.reason': 'Reason (optional)',
  'record.withdraw.submit': 'Yes, withdraw',
} as const satisfies Record<keyof typeof id, string>;
