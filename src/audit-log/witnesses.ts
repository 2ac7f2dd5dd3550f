import type { Platform } from '../core/context.ts';
import type { Day } from '../core/day.ts';
import { readNotes, type SignedCheckpoint, signedBy, type Verifier } from '../merkle/signed-note.ts';
import type { Claim } from './checking.ts';

/** Where the heads of days stand besides our database: a channel, or what an ADMIN has brought along of a mail. */
export interface Place {
  platform: Platform | 'given';
  channel: string;
  /** What people call it. */
  name: string;
}

/** What was posted there by our own record: the message, none where it could not be, and the note that it has. */
export interface Expected {
  messageId: string | null;
  note: string;
}

/** What stands there now. */
export interface Found {
  messageId: string;
  text: string;
}

/** A place, and what was read of it; `refused` says in the platform's word why nothing could be. */
export type Witness = Place & { expected: readonly Expected[] } & (
    | { found: readonly Found[]; refused?: undefined }
    | { refused: string }
  );

/** How a witness and the log disagree about a day. */
export type How =
  /** The log is not the one that was signed that day: it was rewritten, or its end is missing. */
  | 'differs'
  /** The message of that day is not there any more. */
  | 'gone'
  /** What stands there of that day is not what was signed. */
  | 'altered';

export interface Disagreement {
  day: Day;
  how: How;
  platform: Place['platform'];
  name: string;
}

/** What a witness says of the log, for a check to ask the log for. */
export interface Testimony extends Claim {
  day: Day;
  place: Place;
}

export interface Heard {
  testimonies: Testimony[];
  /** What disagrees whatever the log says. */
  disagreements: Disagreement[];
  places: HeardPlace[];
}

/** For whoever reads the result. */
export interface HeardPlace {
  platform: Place['platform'];
  name: string;
  /** Of how many days there is a head. */
  days: number;
  refused?: string;
  /** Of what an ADMIN has brought along: which days, and those of them that disagree. */
  brought?: { days: Day[]; differing: Day[] };
}

/** What the witnesses say, before the log is asked (T-1). A note counts by its signature, whoever has posted it and wherever. */
export function hear(
  witnesses: readonly Witness[],
  verifiers: readonly Verifier[],
  dayOf: (at: Date) => Day,
): Heard {
  const dayIn = (note: Pick<SignedCheckpoint, 'at'>) => dayOf(new Date(note.at));
  const heard: Heard = { testimonies: [], disagreements: [], places: [] };
  const daysOf = new Map<Witness, Set<Day>>();

  for (const witness of witnesses) {
    const { platform, channel, name, expected } = witness;
    if (witness.refused !== undefined) {
      heard.places.push({ platform, name, days: 0, refused: witness.refused });
      continue;
    }
    const days = new Set<Day>();
    const disagree = (day: Day, how: How) => heard.disagreements.push({ day, how, platform, name });
    const posted = new Map(
      expected.flatMap(({ messageId, note }) =>
        messageId === null ? [] : [[messageId, readNotes(note)[0]]],
      ),
    );
    for (const { messageId, text } of witness.found) {
      const due = posted.get(messageId);
      posted.delete(messageId);
      const notes = readNotes(text);
      for (const note of notes) {
        if (!signedBy(note, verifiers)) disagree(dayIn(due ?? note), 'altered');
        else {
          days.add(dayIn(note));
          const { size, root } = note;
          heard.testimonies.push({ size, root, day: dayIn(note), place: { platform, channel, name } });
        }
      }
      if (due && !notes.some((note) => isSame(note, due)) && notes.every((note) => signedBy(note, verifiers)))
        disagree(dayIn(due), 'altered');
    }
    for (const due of posted.values()) if (due) disagree(dayIn(due), 'gone');
    daysOf.set(witness, days);
    const brought = platform === 'given' ? { days: [...days].sort(), differing: [] } : undefined;
    heard.places.push({ platform, name, days: days.size, ...(brought && { brought }) });
  }

  // What our own database does not say any more was posted there, another witness may: between a channel's first day and its last none is missing.
  const all = [...new Set([...daysOf.values()].flatMap((days) => [...days]))].sort();
  for (const [{ platform, name, expected }, days] of daysOf) {
    if (platform === 'given') continue;
    const undelivered = expected
      .filter(({ messageId }) => messageId === null)
      .flatMap(({ note }) => readNotes(note).map(dayIn));
    const own = [...days].sort();
    const [first = '', last = ''] = [own[0], own.at(-1)];
    for (const day of all) {
      if (day <= first || day >= last || days.has(day) || undelivered.includes(day)) continue;
      const isKnown = heard.disagreements.some(
        (one) => one.day === day && one.platform === platform && one.name === name,
      );
      if (!isKnown) heard.disagreements.push({ day, how: 'gone', platform, name });
    }
  }
  return heard;
}

/** With which days of what an ADMIN has brought along disagree, once the log was asked. */
export function judged(places: readonly HeardPlace[], disagreements: readonly Disagreement[]): HeardPlace[] {
  return places.map(({ brought, ...place }) => {
    if (!brought) return place;
    const differing = brought.days.filter((day) =>
      disagreements.some((one) => one.platform === place.platform && one.day === day),
    );
    return { ...place, brought: { days: brought.days, differing } };
  });
}

const isSame = (a: SignedCheckpoint, b: SignedCheckpoint): boolean =>
  a.size === b.size && a.root === b.root && a.at === b.at;

/** What says most of the log comes first. */
const weight: Record<How, number> = { differs: 0, altered: 1, gone: 2 };

/** All that disagrees about the first day of which anything does, each place once. */
export function firstDay(disagreements: readonly Disagreement[]): Disagreement[] {
  const [day] = disagreements.map((one) => one.day).sort();
  const first = disagreements
    .filter((one) => one.day === day)
    .toSorted((a, b) => weight[a.how] - weight[b.how]);
  return first.filter(
    (one, n) => first.findIndex(({ platform, name }) => platform === one.platform && name === one.name) === n,
  );
}

export const differs = ({ day, place: { platform, name } }: Testimony): Disagreement => ({
  day,
  how: 'differs',
  platform,
  name,
});
