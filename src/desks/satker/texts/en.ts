import type { id } from './id.ts';

/** The words of the satker desk, in English. */
export const en = {
  'satker.refuse.addressLeft':
    'The address {email} belongs to somebody who is not active in this organisation any more. Ask an ADMIN to release it first, or use another one.',
  'satker.status.REGISTERED': '1 Registered, not yet approved',
  'satker.status.ACTIVE': '2 Active',
  'satker.status.DORMANT': '3 Dormant',
  'satker.status.INACTIVE': '0 Inactive',
  'satker.status.REJECTED': '5 Registration rejected',
  'satker.ticketStatus.WAITING': 'Waiting for the KPPN',
  'satker.ticketStatus.RETURNED': 'Sent back for correction',
  'satker.ticketStatus.DONE': 'Done',
  'satker.ticketStatus.REJECTED': 'Rejected',
  'satker.ticketStatus.WITHDRAWN': 'Withdrawn',
  'satker.ticket.REGISTRATION': 'Pendaftaran User MyIntress Tipe Satker {satker}',
  'satker.ticket.DELETION': 'Permintaan Penghapusan User MyIntress Tipe Satker {satker}',
  'satker.ticket.REACTIVATION': 'Request to reactivate a MyIntress satker user of {satker}',

  'satker.offer.list': 'All satker users that you may see, with their status, filters and a search.',
  'satker.offer.add': 'Register another user of your satker; the KPPN approves.',
  'satker.offer.addPaper': 'Register a satker user from a letter that came without a ticket.',
  'satker.offer.reactivate': 'Your access to MyIntress is dormant. Ask the KPPN to reactivate it.',
  'satker.offer.ticketLabel': 'Satker registration ticket',
  'satker.offer.ticket':
    'Send the letter of appointment and the form to the KPPN, which then registers the user.',
  'satker.home.heading': 'MyIntress satker users',

  'satker.field.satker': 'Satker',
  'satker.field.satkerSearch': 'Type the code or name of the satker',
  'satker.field.nik': 'NIK',
  'satker.field.nikHint': '16 digits, as in the civil register. Press Search; what DIGIT knows is filled in.',
  'satker.field.name': 'Name',
  'satker.field.nameHint': 'As the civil register has it; titles may be written.',
  'satker.field.title': 'Unknown title',
  'satker.field.titleAccepted': 'Yes, this is a title',
  'satker.field.nip': 'NIP/NRP',
  'satker.field.phone': 'Phone',
  'satker.field.email': 'E-mail',
  'satker.field.emailHint': 'The DIGIT activation link goes to this address. Make sure that it works.',
  'satker.field.type': 'User type',
  'satker.field.letterNumber': 'ST number',
  'satker.field.letterNumberHint': 'Number of the letter of assignment, decree or memo that you upload.',
  'satker.field.document': 'ST upload',
  'satker.field.documentHint': 'The letter (ST/SK/ND) and its form, merged into one PDF of at most 5 MB.',
  'satker.field.documentKept': 'Already here: {name}. Upload another PDF only to replace it.',
  'satker.field.letterHint': 'The letter and its form, merged into one PDF of at most 5 MB.',
  'satker.field.decreeHint': 'The decree (SK) as one PDF of at most 5 MB.',
  'satker.field.correctedHint':
    'Earlier document: {name}. Upload the corrected PDF, or leave this empty if only the note changes.',
  'satker.field.letter': 'Letter and form',
  'satker.field.note': 'Note',
  'satker.field.noteHint': 'For instance who the letter is about. Do not write a NIK here.',
  'satker.field.user': 'User',
  'satker.field.userSearch': 'Type a name, NIK or NIP',
  'satker.field.userDeleteHint':
    'Only users with status 0 or 5 can be deleted. The KPPN first makes active or dormant ones inactive.',
  'satker.field.whatIsWrong': 'What has to be corrected',
  'satker.error.whatIsWrong': 'Enter what has to be corrected.',
  'satker.field.deletionReason': 'Reason for the deletion',
  'satker.field.decreeNumber': 'SK number',
  'satker.field.decree': 'SK file',

  'satker.button.add': 'Add user',
  'satker.button.search': 'Search',
  'satker.button.delete': 'Delete',
  'satker.button.again': 'Register again',
  'satker.button.askDeletion': 'Ask for deletion',
  'satker.button.giveBack': 'Send back',
  'satker.button.correct': 'Correct ticket',
  'satker.button.withdraw': 'Withdraw registration',
  'satker.button.withdrawTicket': 'Withdraw ticket',
  'satker.button.deactivate': 'Make inactive',
  'satker.button.reactivate': 'Ask to reactivate',

  'satker.form.send': 'Send',
  'satker.form.register': 'Register',
  'satker.form.restored': 'What you had filled in is back. Check it and press Send.',
  'satker.form.fromPaper':
    'From a letter that came without a ticket: as soon as you send this, the user has status 2 Active, and the satker is told.',
  'satker.form.fromTicket': 'Registration for ticket {number}. The user is active as soon as you send this.',
  'satker.form.found': 'Found in DIGIT; what it knows is filled in. The user needs no activation.',
  'satker.form.notActivated':
    'Found in DIGIT: NIP, name and e-mail are filled in. The account has not been activated yet; its activation link went to that e-mail.',
  'satker.form.notFound':
    'Not in DIGIT yet. Fill in the whole form; a DIGIT account is made as well, and its activation link goes to the e-mail below.',
  'satker.form.titleOffered':
    'The name scores {score} without “{title}”, which is not a title known here. Tick the box if it is one; if not, correct the name.',
  'satker.form.registrationTicket': 'Registration ticket',
  'satker.form.registrationIntro':
    'The letter of appointment and the registration form go to the KPPN that supervises this satker. It checks them, then registers the user or sends the ticket back for correction. One ticket is for one user.',
  'satker.form.deletionTicket': 'Deletion ticket',
  'satker.form.deletionIntro':
    'The letter that asks for the deletion and its form go to the KPPN that supervises this satker. It checks them, then deletes the user or sends the ticket back for correction.',
  'satker.form.deletion': 'Delete a user',
  'satker.form.digit': 'Register at DIGIT',
  'satker.form.digitIntro':
    'The DIGIT account is made for yourself, with the address {email}. Its activation link goes there.',

  'satker.act.approve':
    'Approve the registration of {name}? The status becomes 2 Active, and they can log in to MyIntress.',
  'satker.act.reject':
    'Reject the registration of {name}? It ends with status 5 Registration rejected: it cannot be edited, only entered again.',
  'satker.act.withdraw':
    'Withdraw the registration of {name}? It ends here, and the KPPN will no longer decide on it.',
  'satker.act.deactivate':
    'Make {name} inactive? Their access ends: the status becomes 0 Inactive, and they can no longer open MyIntress for {satker}.',
  'satker.act.reactivate': 'Ask the KPPN to reactivate {name}?',
  'satker.act.giveBack': 'The ticket goes back to its sender, who can correct it and send it again.',
  'satker.act.approveReactivation': 'Reactivate {name}? The time without a login is counted anew from now.',
  'satker.act.rejectReactivation': 'Reject this request? It ends here, and {name} stays 3 Dormant.',
  'satker.act.withdrawTicket': 'Withdraw this ticket? It ends here, and the KPPN will no longer work on it.',
  'satker.act.remove':
    'The deletion ends the registration of the user you choose: they no longer appear in any list, and cannot log in unless they are active in another satker. The log keeps who was deleted and why.',

  'satker.done.title': 'Sent',
  'satker.done.number': 'Number: {number}',
  'satker.done.registered':
    'The registration of {name} has gone to the KPPN. You will hear of its decision in a direct message from Satu Pintu.',
  'satker.done.titleOffered':
    'The name scores {score} without “{title}”, which is not a title known here. The KPPN decides whether it is one.',
  'satker.done.active': '{name} is registered and active.',
  'satker.done.activation': 'The DIGIT activation link goes to {email}. It works once and for 24 hours.',
  'satker.done.ticket':
    'The ticket has gone to the KPPN. You can follow it in the direct messages from Satu Pintu.',

  'satker.card.title': '{number} · {name}',
  'satker.card.registeredBy': 'Registered by',
  'satker.card.askedBy': 'Sent by',
  'satker.card.deleted': 'deleted',
  'satker.card.lastLogin': 'Last login',
  'satker.card.dormantOn': 'Dormant without a login before',
  'satker.card.document': 'Document',
  'satker.card.reason': 'Reason',
  'satker.card.titleOffered':
    'The name scores {score} without “{title}”, which is not a title known here. Approving this registration accepts it as one.',
  'satker.card.titleAccepted':
    'The name scores {score} without “{title}”, which the KPPN accepted as a title.',
  'satker.card.titleWithout': 'The name scores {score} without “{title}”, which is not a title known here.',
  'satker.card.sandbox': 'sandbox: checked with a simulated Dukcapil or DIGIT, not with the real ones.',
  'satker.card.waitsFor': 'Waiting for the KPPN: {names}',
  'satker.card.waitsForNobody':
    'Waiting for the KPPN, but no officer can decide it at the moment. The ADMINs have been told.',

  'satker.list.title': 'Satker users',
  'satker.list.since': '{number}, since {time}',
  'satker.list.because': 'Reason: {reason}',
  'satker.list.nothing': 'No user matches.',
  'satker.list.empty': 'This satker has no users yet.',
  'satker.find.title': 'Search users',
  'satker.find.hint': 'The beginning of a word in the name, NIP or e-mail; or the whole NIK, 16 digits.',

  'satker.command.number': 'Type the number of the registration or ticket, such as SAT-2026-000001.',
  'satker.word.desk': '`/satker` – list of users',
  'satker.word.list': '`/satker list [0, 1, 2, 3, 5 or words]` – the list, narrowed',
  'satker.word.add': '`/satker add` – add a user',
  'satker.word.ticket': '`/satker ticket` – register through the KPPN',
  'satker.word.show': '`/satker show SAT-…` – one registration or ticket',
  'satker.word.delete': '`/satker delete` – ask for a deletion',
  'satker.word.deactivate': '`/satker deactivate` – make a user inactive',
  'satker.word.reactivate': '`/satker reactivate` – ask to reactivate',
  'satker.word.digit': '`/satker digit` – a DIGIT account',
  'satker.word.logins': '`/satker logins` – template of the login report',

  'satker.error.nik': 'Fill in the NIK with 16 digits.',
  'satker.error.searchFirst': 'This NIK has not been searched. Press Search and check the form.',
  'satker.error.nikUnknown': 'According to DUKCAPIL: NIK not found',
  'satker.error.nameDiffers': 'According to DUKCAPIL: full name not valid {score}/{minimum}',
  'satker.error.name': 'Fill in the name as the civil register has it.',
  'satker.error.unknownTitle':
    'Your name scores {score} without “{title}”, which is not a title known here. Ask an ADMIN to add it.',
  'satker.error.titleNotAccepted': 'Tick the box if “{title}” is a title. If not, correct the name.',

  'satker.error.phone': 'Fill in a phone number, for instance 0812-3456-7890.',
  'satker.error.letterNumber': 'Fill in the ST number of the document that you upload.',
  'satker.error.decreeNumber': 'Fill in the SK number of the document that you upload.',
  'satker.error.notCorrected': 'Nothing has been corrected yet. Upload another PDF or change the note.',
  'satker.error.document': 'Choose or upload exactly one PDF.',
  'satker.error.documentType': 'The content of {name} is not a PDF. Merge letter and form into one PDF.',
  'satker.error.satker': 'Choose a satker from the list.',
  'satker.error.user': 'Choose a user from the list.',
  'satker.error.active': '{name} is already active in {satker}, so they cannot be registered again.',
  'satker.error.dormant':
    '{name} is registered in {satker} and is 3 Dormant. Do not register again; ask to reactivate with `/satker reactivate`.',
  'satker.error.registerDown':
    '{register} cannot be reached at the moment. What you filled in is kept; open this form again later and press Send.',
  'satker.error.notSetUp':
    '{register} is not set up in this system, so the check cannot be made. Please tell an ADMIN.',
  'satker.error.emailOfDigit': 'The DIGIT account of this NIK has the e-mail {email}. Please use that one.',
  'satker.error.digitPending':
    'A DIGIT account for this NIK was asked for with another e-mail and is being made. Search the NIK again in a moment and use the e-mail that appears.',
  'satker.error.digitExists': 'This NIK has a DIGIT account already, so there is no need to register.',

  'satker.nobody.satker': 'No satker is registered here yet.',
  'satker.nobody.supervised': 'No satker is registered under your KPPN yet.',
  'satker.nobody.deletable':
    'There is no user who can be deleted: only those with status 0 Inactive or 5 Registration rejected can. Active or dormant users are first made inactive by the KPPN.',
  'satker.nobody.deactivatable':
    'There is no user with status 2 Active or 3 Dormant who could be made inactive.',
  'satker.nobody.dormant': 'There is no user with status 3 Dormant, so nobody needs to be reactivated.',

  'satker.refuse.unknown': 'This was not found, or you may not see it. Type `/pintu` for what you can do.',
  'satker.refuse.gone': 'This user is not listed any more.',
  'satker.refuse.dormant':
    'Your access is 3 Dormant. Type `/satker reactivate` to ask the KPPN to reactivate it.',
  'satker.refuse.deactivateOfficer': 'Only KPPN officers can make users inactive.',
  'satker.refuse.noStanding':
    'The address {email} is not known in this organisation, so you cannot ask for a DIGIT account here. To register through the KPPN, type `/satker ticket`.',
  'satker.refuse.noSatker':
    'You are neither an active user of a satker nor a KPPN officer, so there is no list for you. To register through the KPPN, type `/satker ticket`.',
  'satker.refuse.noActiveSatker':
    'Only active users of a satker can do this. To register through the KPPN, type `/satker ticket`.',
  'satker.refuse.notActiveUser':
    'You are not an active user of {satker}. Only active users of that satker can do this.',
  'satker.refuse.notOfficer': 'Only officers of the KPPN that supervises {satker} can do this.',
  'satker.refuse.notYours': 'Only whoever sent it, or an active user of that satker, can do this.',
  'satker.refuse.own':
    'You cannot decide what you asked for yourself or what is about you. Another officer decides it.',
  'satker.refuse.passed': 'Registration {number} no longer waits for a decision, so nothing has changed.',
  'satker.refuse.decidedBy': '{name} has already decided on registration {number}, so nothing has changed.',
  'satker.refuse.ticketPassed': 'Ticket {number} has been dealt with or withdrawn, so nothing has changed.',
  'satker.refuse.notDeactivated':
    '{name} is neither 2 Active nor 3 Dormant, so there is nothing to make inactive.',
  'satker.refuse.deactivateFirst':
    '{name} is still active or dormant. The KPPN first makes them inactive with `/satker deactivate`.',
  'satker.refuse.decideFirst':
    'The registration of {name} has not been decided. Approve, reject or withdraw it first.',
  'satker.refuse.notDormant': '{name} is not 3 Dormant, so there is nothing to reactivate.',
  'satker.refuse.alreadyAsked': 'A request to reactivate {name} already waits for the KPPN.',
  'satker.refuse.nobodyToDecide':
    'This cannot be sent yet, since no KPPN officer could decide for {satker}. Ask an ADMIN to mend that: {admins}.',

  'satker.refuse.report': 'Login reports are taken from KPPN officers and ADMINs only.',

  'satker.marks.registration': 'Registration',
  'satker.marks.ticket': 'Ticket',
  'satker.minutes.registration': 'Registration of a satker user',
  'satker.minutes.ticket': 'Ticket of a satker to its KPPN',
  'satker.registrations': 'Satker registrations',
  'satker.tickets': 'Satker tickets',
  'satker.retention.userFiles': 'Documents of satker registrations that are over',
  'satker.retention.ticketFiles': 'Documents of closed KPPN tickets',
  'satker.retention.userFilesOpen': 'Documents of satker registrations',
  'satker.retention.ticketFilesOpen': 'Documents of KPPN tickets',
  'satker.retention.ticketOpen': 'KPPN tickets',
  'satker.retention.user': 'Satker registrations that were rejected, inactive or deleted',
  'satker.retention.ticket': 'Closed KPPN tickets',
  'satker.retention.digit': 'Requests for DIGIT accounts',
} as const satisfies Record<keyof typeof id, string>;
