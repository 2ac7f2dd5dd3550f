// By itself: a desk asks for it at every start, and the other limits load a package of the portal's.

/** Letters that anybody may ask for at one mailbox, at each of the pages that send one. */
export const mailboxLetters = { most: 3, windowMs: 15 * 60_000 };
