/**
 * By what one person is told from another (I-4). Of somebody who acts it is all that we know them by, of a record what it
 * says of those whom it concerns.
 */
export interface Identity {
  /** Ids of persons: somebody may be more than one of our rows. */
  persons: readonly number[];
  /** Addresses without tag and case; of somebody who acts under every name of their domain. */
  mailboxes: readonly string[];
  nopeks: readonly string[];
  /** Their hashes: NIKs lie sealed (T-2). */
  niks: readonly string[];
}

const traits = ['persons', 'mailboxes', 'nopeks', 'niks'] as const satisfies (keyof Identity)[];

/**
 * Whether two are the same person: they have an id, a mailbox, a NIK or a Nopek in common. A name is nobody's own. In SQL
 * `same_person` is the same rule; what is known of somebody who acts is gathered by `identity_of` there.
 */
export function isSamePerson(one: Identity, other: Identity): boolean {
  return traits.some((trait) => {
    const known: readonly unknown[] = other[trait];
    return one[trait].some((mark) => known.includes(mark));
  });
}

/** What a record says of those whom it concerns. */
export function named(marks: {
  persons?: readonly (number | null)[];
  addresses?: readonly string[];
  nopek?: string | null;
  nikHash?: string | null;
}): Identity {
  const some = <T>(all: readonly (T | null | undefined)[]) =>
    all.filter((one) => one !== null && one !== undefined);
  return {
    persons: some(marks.persons ?? []),
    mailboxes: (marks.addresses ?? []).map(mailboxOf),
    nopeks: some([marks.nopek]),
    niks: some([marks.nikHash]),
  };
}

/** Of several: who is the same person as one of them. */
export function anyOf(...all: readonly Identity[]): Identity {
  return {
    persons: all.flatMap(({ persons }) => persons),
    mailboxes: all.flatMap(({ mailboxes }) => mailboxes),
    nopeks: all.flatMap(({ nopeks }) => nopeks),
    niks: all.flatMap(({ niks }) => niks),
  };
}

/** The mailbox that an address leads to: `Maya+1@x` reaches `maya@x`. In SQL it is `mailbox_of`. */
export function mailboxOf(address: string): string {
  return address.toLowerCase().replace(/^([^+@]+)\+[^@]*@/, '$1@');
}
