/** Who somebody is: accounts and addresses, and what an ADMIN says of them. */
export const identity = {
  'error.addressAsked':
    'The address {email} is somebody else’s here already, or was, so this account cannot be used yet. The ADMINs have been asked whose account this is. Try again once they have answered.',
  'error.addressRejected':
    'The ADMINs say that this account does not belong to the person who is known here as {email}, so it cannot be used.',
  'error.addressReturned':
    'The person who is known here by this address left the organisation once. Ask an ADMIN to confirm first that you are the same person.',

  'claim.title': 'Whose account is it?',
  'claim.text':
    'An account has come with an address that somebody is known by already. Until this is answered it has no rights at all.',
  'claim.inactiveText':
    '{name} is not active any more. If they are back, activate them first at /pintu people.',
  'claim.account': 'Account that came',
  'claim.calledItself': '{name} (as the account calls itself)',
  'claim.where': 'Where',
  'claim.address': 'E-mail',
  'claim.person': 'Known here as',
  'claim.used': 'Their present account',
  'claim.usedAt': 'last used {time}',
  'claim.notLinked': 'none is linked',
  'claim.askedAt': 'Came',
  'claim.waiting': 'Waiting for an ADMIN',
  'claim.same.label': 'Same person',
  'claim.same.title': 'Same person',
  'claim.same.text':
    'This account is linked to {name}, in place of their former account there. Their rights stay as they are.',
  'claim.another.label': 'Another person',
  'claim.another.title': 'Another person',
  'claim.another.ends':
    'The address {email} passes to another person: {name} is noted as having left, and all their rights end. The new account’s owner inherits nothing.',
  'claim.rejected.label': 'Reject',
  'claim.rejected.title': 'Reject this account',
  'claim.rejected.ends': 'This account cannot use Satu Pintu with the address {email}.',
  'claim.submit': 'Yes, proceed',
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
    '{name} is not active any more. Activate them at /pintu people, then answer again.',
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

  'organisation.expected.notYourself':
    'A role for yourself is granted at /pintu people, so that another ADMIN approves it.',
  'organisation.expected.kindInUse':
    'There are roles or users that are bound to this unit by its kind. End them first, then change the kind.',
  'partnerAccount.expected.notLeft':
    'This address belongs to {name}, who is not active any more. Ask an ADMIN to release it at /pintu people.',
  'satker.refuse.addressLeft':
    'The address {email} belongs to somebody who is not active in this organisation any more. Ask an ADMIN to release it first, or use another one.',
  'userId.refuse.applicantLeft':
    'The address {email} belongs to somebody who is not active in this organisation any more, so the User ID cannot be made yet. Ask an ADMIN to say whose address it is.',
  'unheld.title': 'Nobody can decide',
  'unheld.count': '{count, plural, one {# waits} other {# wait}}',
  'unheld.text':
    'These wait, but there is nobody left who could decide them. Give somebody the role, or open a request to name another superior. The requester can withdraw it, too.',
  'unheld.nothing': 'Everything that waits has somebody who can decide it.',
  'unheld.more': '… and {count, number} more.',
  'unheld.all': 'Show all',
  'people.refuse.addressPassed':
    'The address {email} has become somebody else’s since this was asked for. Reject it for that reason: whoever has the address now asks anew.',
  'people.error.leftContradicted':
    'According to the employee register, the e-mail address of Nopek {nopek} is {email}. Here that address belongs to somebody who is not active any more. Ask an admin to release it at /pintu people ({admins}), then try again.',
} as const;
