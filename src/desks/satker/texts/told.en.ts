import type { id } from './told.id.ts';

/** The words of the satker desk of what has been done: to whoever did it, in threads, logs and letters, in English. */
export const en = {
  'satker.acted.approve': 'Approved: {number}. {name} is active now and can log in to MyIntress.',
  'satker.acted.reject':
    'Rejected: {number}. The registration of {name} ends here, and the satker is told your reason.',
  'satker.acted.withdraw': 'Withdrawn: {number}. The KPPN no longer decides on the registration of {name}.',
  'satker.acted.deactivate': 'Made inactive: {number}. {name} can no longer open MyIntress for {satker}.',
  'satker.acted.giveBack': 'Sent back: {number}. Its sender is told what to correct.',
  'satker.acted.approveReactivation': 'Approved: {number}. {name} is active again.',
  'satker.acted.rejectReactivation':
    'Rejected: {number}. {name} stays 3 Dormant, and the sender of the ticket is told your reason.',
  'satker.acted.withdrawTicket': 'Withdrawn: {number}. The KPPN no longer works on this ticket.',
  'satker.acted.remove': 'Deleted: {name}. Ticket {number} is done.',

  'satker.step.reassigned': '{actor} has reassigned the decision to {to}.',
  'satker.step.registered': '{actor} registered {name} in {satker}.',
  'satker.step.registeredByOfficer': '{actor} of the KPPN registered {name} in {satker}.',
  'satker.step.registeredFromPaper':
    '{actor} of the KPPN has registered {name} in {satker} from a letter without a ticket. The user is officially registered.',
  'satker.step.approved': '{actor} approved the registration of {name}; the status is now 2 Active.',
  'satker.step.rejected':
    '{actor} rejected the registration of {name}. It cannot be edited; enter it again with Add user.',
  'satker.step.withdrawn': '{actor} withdrew the registration of {name}.',
  'satker.step.replaced': '{actor} registered {name} once more, so this registration counts as never made.',
  'satker.step.superseded':
    'A newer registration of {name} was approved, so this rejected row is no longer listed.',
  'satker.step.deactivated': '{actor} made {name} inactive.',
  'satker.step.reactivated': '{actor} reactivated {name}.',
  'satker.step.dormant': '{name} became dormant because they did not log in.',
  'satker.step.deleted': '{actor} deleted {name} from {satker}.',
  'satker.step.opened': '{actor} sent this ticket to the KPPN.',
  'satker.step.corrected': '{actor} corrected this ticket and sent it again.',
  'satker.step.returned':
    '{actor} sent this ticket back for correction. Press “Correct ticket” on the ticket’s card.',
  'satker.step.ticketRegistered':
    '{name} is now officially registered as a MyIntress satker user of {satker} (by {actor}).',
  'satker.step.ticketDeleted': '{name} was deleted from the users of {satker} (by {actor}).',
  'satker.step.ticketReactivated': '{actor} reactivated {name}.',
  'satker.step.ticketRejected': '{actor} rejected this request. {name} stays dormant.',
  'satker.step.ticketWithdrawn': '{actor} withdrew this ticket.',

  'satker.log.reassigned': 'reassigned the decision to {to}',
  'satker.log.registered': 'registered {name} in {satker}',
  'satker.log.registeredByOfficer': 'registered {name} in {satker} as an officer of the KPPN',
  'satker.log.registeredFromPaper':
    'registered {name} in {satker} as an officer of the KPPN, from a letter without a ticket',
  'satker.log.approved': 'approved the registration of {name}',
  'satker.log.rejected': 'rejected the registration of {name}',
  'satker.log.withdrawn': 'withdrew the registration of {name}',
  'satker.log.replaced': 'registered {name} once more, so that this registration counts as never made',
  'satker.log.superseded':
    'approved a newer registration of {name}, so that this rejected row is no longer listed',
  'satker.log.deactivated': 'made {name} inactive',
  'satker.log.reactivated': 'reactivated {name}',
  'satker.log.dormant': 'changed the status of {name} to 3 Dormant, for want of a login',
  'satker.log.deleted': 'deleted {name} from {satker}',
  'satker.log.opened': 'sent the ticket to the KPPN',
  'satker.log.corrected': 'corrected the ticket and sent it again',
  'satker.log.returned': 'sent the ticket back for correction',
  'satker.log.ticketRegistered': 'registered {name} as a MyIntress satker user of {satker}',
  'satker.log.ticketDeleted': 'deleted {name} from the users of {satker}',
  'satker.log.ticketReactivated': 'reactivated {name}',
  'satker.log.ticketRejected': 'rejected the request; {name} stays 3 Dormant',
  'satker.log.ticketWithdrawn': 'withdrew the ticket',

  'satker.removal.WITHDRAWN': 'This registration was withdrawn.',
  'satker.removal.REPLACED':
    'This registration was replaced by a newer one, with the newest letter, and counts as never made.',
  'satker.removal.SUPERSEDED':
    'This user was registered again and approved, so the rejected row is no longer listed.',
  'satker.removal.DELETED': 'This user was deleted.',

  'satker.mail.login': 'Log in to MyIntress',
  'satker.mail.loginBelow': 'You can log in to MyIntress with the link below.',
  'satker.mail.waiting.subject': 'Satker user registration {number} waits for you',
  'satker.mail.waiting.text': 'A registration of a MyIntress satker user waits for your decision.',
  'satker.mail.ticket.text': 'A ticket from a satker waits for you.',
  'satker.mail.approved.subject': 'You are registered as a MyIntress user of {satker}',
  'satker.mail.approved.text':
    'You are now officially registered as a MyIntress satker user of {satker}. Log in with your NIK and the password of your DIGIT account. If your DIGIT account is not activated yet, do so first, from the e-mail “Activate your DIGIT account”.',
  'satker.mail.reactivated.subject': 'Your MyIntress access is active again ({satker})',
  'satker.mail.reactivated.text': 'The KPPN has reactivated your access to MyIntress for {satker}.',
  'satker.mail.deactivated.subject': 'Your MyIntress access was made inactive ({satker})',
  'satker.mail.deactivated.text':
    'The KPPN has made your access to MyIntress for {satker} inactive. If this is a mistake or you still need access, ask your satker.',
  'satker.mail.reminder.subject': 'Log in before {day} to stay active ({satker})',
  'satker.mail.reminder.text':
    'You have not logged in to MyIntress. Without a login, your access for {satker} becomes dormant on {day}.',
  'satker.mail.dormant.subject': 'Your MyIntress access has become dormant ({satker})',
  'satker.mail.dormant.text':
    'As you have not logged in for a long time, your access to MyIntress for {satker} has become dormant today. The KPPN can reactivate it if you ask for it.',
  'satker.mail.activation.subject': 'Activate your DIGIT account',
  'satker.mail.activation.text':
    'A DIGIT account was made for you. Set its password with the link below. MyIntress opens once your registration has status 2 Active.',
  'satker.mail.activation.link': 'Activate the account',
} as const satisfies Record<keyof typeof id, string>;
