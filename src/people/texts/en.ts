import type { id } from './id.ts';

/** The words of who somebody is, and what roles they hold, in English. */
export const en = {
  'people.erased': 'a person whose data were erased',
  'people.stranger': '{email} (not registered, calls themselves “{name}”)',
  'people.standIn': '{name} for {principal}',
  'people.unregistered': '{email} (not registered)',
  'people.title': 'People and roles',
  'people.text': 'See who holds which role; grant or withdraw roles.',
  'people.noRoles': 'Holds no role.',
  'people.withRoles':
    'Listed here: people who hold a role. To find anybody else, press “{search}”, or type `/pintu people` and a name.',
  'people.notActive': 'not active',
  'people.nobody': 'Nobody matches. Search by name, e-mail or Nopek.',
  'people.grant': 'Grant role',
  'people.withdraw': 'Withdraw role',
  'people.withdrawText':
    'Withdraw the role {role} from {name}? The right ends at once, and the withdrawal is recorded.',
  'people.granted': '{name} now holds the role {role}.',
  'people.withdrawn': 'The role {role} has been withdrawn from {name}.',
  'people.reason': 'Reason',
  'people.search': 'Find a person',
  'people.searchText': 'Name, e-mail or Nopek',
  'people.searched': 'Search: “{text}”',
  'people.person': 'Person',
  'people.personSearch': 'Type a name or e-mail',
  'people.role': 'Role',
  'people.grantedBy': 'Granted by {name}, {time}',
  'people.nobody.unit': 'There is no unit for this role yet. Add the unit first with `/pintu people`.',
  'people.error.person': 'Choose a person who is registered in this organisation.',
  'people.error.role': 'Choose a role.',
  'people.error.unit': 'This role is tied to a unit. Choose the unit.',
  'people.error.hasRole': 'This person already holds that role. Choose another one.',
  'people.error.lastAdmin': 'This is the last ADMIN. Give somebody else the role ADMIN first.',
  'people.error.gone':
    'This role has already been withdrawn, or the person is gone. Open the current list with `/pintu people`.',
  'people.error.reason': 'Enter the reason.',
  'people.error.nopekContradicted':
    'According to the employee register, Nopek {nopek} belongs to {email}, but here that number or that address is recorded for somebody else. Ask an ADMIN to look into it ({admins}), then try again.',
  'people.error.emailContradicted':
    'According to the employee register, the e-mail of Nopek {nopek} is now {email}. Here the same person is recorded with another e-mail and already has a role or a chat account, so it is not simply replaced. Ask an ADMIN to look into it ({admins}), then try again.',
  'people.error.unitContradicted':
    'The employee register names a unit with the code {code}, but here that code is not a unit of the head office. Ask an ADMIN to look into it ({admins}), then try again.',

  'claim.title': 'Whose account is it?',
  'claim.text':
    'An account has come with an address that somebody is known by already. Until this is answered it has no rights at all.',
  'claim.inactiveText':
    '{name} is not active any more. If they are back, activate them first at `/pintu people`.',
  'claim.account': 'Account that came',
  'claim.calledItself': '{name} (as the account calls itself)',
  'claim.where': 'Where',
  'claim.address': 'E-mail',
  'claim.person': 'Known here as',
  'claim.used': 'Their present account',
  'claim.usedAt': 'last used {time}',
  'claim.notLinked': 'none is linked',
  'claim.askedAt': 'Came on',
  'claim.waiting': 'Waiting for an ADMIN',
  'claim.same.label': 'Same person',
  'claim.same.text':
    'This account is linked to {name}, in place of their former account there. Their rights stay as they are.',
  'claim.another.label': 'Another person',
  'claim.another.ends':
    'The address {email} passes to another person: {name} is noted as having left, and all their rights end. The new account’s owner inherits nothing.',
  'claim.rejected.label': 'Reject',
  'claim.rejected.title': 'Reject this account',
  'claim.rejected.ends': 'This account cannot use Satu Pintu with the address {email}.',
  'claim.submit': 'Yes, continue',
  'claim.outcome.SAME': 'Same person: the account is linked',
  'claim.outcome.ANOTHER': 'Another person: the address passed on, without former rights',
  'claim.outcome.REJECTED': 'Rejected',
  'claim.passed.SAME': '{name} was faster and answered that it is the same person.',
  'claim.passed.ANOTHER': '{name} was faster and answered that it is another person.',
  'claim.passed.REJECTED': '{name} was faster and rejected the account.',
  'claim.decidedBy': '{outcome} ({name}, {time})',

  'proposal.title': 'A role for an ADMIN',
  'proposal.text':
    '{name} asks for this role for themselves. Another ADMIN decides; until then the role is not theirs.',
  'proposal.waiting': 'Waiting for another ADMIN',
  'proposal.approve.title': 'Approve the role',
  'proposal.reject.title': 'Reject the role',
  'proposal.reject.ends': 'The role {role} is not granted to {name}.',
  'proposal.outcome.approved': 'Approved',
  'proposal.outcome.rejected': 'Rejected',
  'proposal.passed.approved': '{name} was faster and approved this role.',
  'proposal.passed.rejected': '{name} was faster and rejected this role.',

  'people.proposed':
    'The role {role} for yourself waits for another ADMIN to approve it. Its card tells you what came of it.',
  'people.error.proposed': 'You have asked for this role already; it waits for another ADMIN.',
  'people.refuse.ownRole': 'A role for yourself is decided by another ADMIN.',
  'people.refuse.ownAddress': 'A question about your own address is answered by another ADMIN.',
  'people.refuse.notActive':
    '{name} is not active any more. Activate them at `/pintu people`, then answer again.',
  'people.toDecide': 'Waiting for an ADMIN',
  'people.waysIn': 'Ways in',
  'people.noWaysIn': 'No chat account and no User ID is linked.',
  'people.link': '{platform} account {account}',
  'people.linkText': 'Linked {linked}, last used {used}',
  'people.userId': 'User ID {userId}',
  'people.userIdText': 'Made {made}, last login {login}',
  'people.never': 'never',
  'people.end': 'End',
  'people.endLink.title': 'End the account’s link',
  'people.endLink.ends':
    'The {platform} account {account} no longer acts as {name}. If it comes again, the ADMINs are asked first.',
  'people.endAccount.title': 'End the User ID',
  'people.endAccount.ends':
    'The User ID {userId} of {name} no longer opens the portal, and nobody else gets it.',
  'people.ended': '{called} of {name} has ended.',
  'people.leftAt':
    'Left once, on {time}. Whoever comes with this address is a question for the ADMINs first.',
  'people.confirm': 'Same person',
  'people.confirm.title': 'Same person',
  'people.confirm.text':
    'Whoever comes with the address {email} is {name}. What ended when they left stays ended; grant anew what they need.',
  'people.confirmed': '{name} can come in with their address again.',
  'people.release': 'Release the address',
  'people.release.title': 'Release the address',
  'people.release.ends':
    'The address {email} is taken from {name}, and so is their Nopek, so that somebody else can have it. Their history stays.',
  'people.released': 'The address of {name} has been released.',

  'unheld.byMail': 'Waiting for people without a chat account',
  'unheld.byMailText':
    'Whoever decides these is reached by e-mail and on the portal alone. Ask them to open Satu Pintu in Slack or Teams, or open the request and hand it to somebody else.',
  'unheld.title': 'Nobody can decide',
  'unheld.count': '{count, plural, one {# waits} other {# wait}}',
  'unheld.text':
    'These requests wait, but there is nobody left who could decide them. Give somebody the role, or open a request to name another superior. The requester can withdraw it, too.',
  'unheld.nothing': 'There is somebody to decide every request that waits.',
  'unheld.more': '… and {count, number} more.',
  'unheld.all': 'Show all',
  'people.refuse.addressPassed':
    'The address {email} has become somebody else’s since this was asked for. Reject it for that reason: whoever has the address now asks anew.',
  'people.error.leftContradicted':
    'According to the employee register, the e-mail address of Nopek {nopek} is {email}. Here that address belongs to somebody who is not active any more. Ask an ADMIN to release it at `/pintu people` ({admins}), then try again.',
  'people.name.letter': 'The word “{word}”: one letter is different, missing or superfluous.',
  'people.name.letters': 'The word “{word}”: several letters are different.',
  'people.name.abbreviated': '“{word}” is short for something. Write it in full, as on the identity card.',
  'people.name.together': '“{word}” is written as one word, but is two.',
  'people.name.apart': '“{words}” is written as two words, but is one.',
  'people.name.other': 'The word “{word}” does not match.',
  'people.name.extra': 'The civil register does not have the word “{word}”.',
  'people.name.extraAtEnd':
    'The civil register does not have the word “{word}”. If it is a title, write it after a comma.',
  'people.name.missing': '{count, plural, one {# word is} other {# words are}} still missing.',
  'people.name.order': 'All the words match, but in another order.',
  'people.name.unlike':
    'This name is very different from the one in the civil register. Check the NIK, then write the name as on the identity card.',
} as const satisfies Record<keyof typeof id, string>;
