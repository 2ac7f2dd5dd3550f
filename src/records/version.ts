import { hash } from 'node:crypto';
import * as z from 'zod';
import type { Fact, Part } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import { translate } from '../core/texts/index.ts';
import type { Kind, Row } from './kind.ts';

/**
 * A record as a form showed it: what each thing was called that it says of what was asked for, and a digest of what it said. It
 * travels in the form, so that a decision counts for nothing else.
 */
export type Version = string;

/** What somebody was about to decide on is not what their form showed; they are shown what it is now. */
export class Changed extends Error {
  override name = 'Changed';
  readonly facts: readonly Fact[];

  constructor(facts: readonly Fact[]) {
    super(`changed: ${facts.map(({ label }) => label).join(', ')}`);
    this.facts = facts;
  }
}

type Saying<R extends Row> = Pick<Kind<R>, 'asked' | 'shown'>;

/** Something that a record says, and what makes it another one where the words may be the same. */
export interface Said extends Fact {
  exactly?: unknown;
}

/** Names are cut: a form keeps so much and no more. */
const longestName = 40;

export const versionOf = <R extends Row>(kind: Saying<R>, ctx: Context, record: R): Version =>
  JSON.stringify(digests(saidOf(kind, anywhere(ctx), record)));

/** What says something else than in this version, or is new or gone, as this person reads it; nothing where all is as it was. */
export function changedSince<R extends Row>(
  version: Version,
  kind: Saying<R>,
  ctx: Context,
  record: R,
): Fact[] {
  const now = digests(saidOf(kind, anywhere(ctx), record));
  // Nearly always nothing has changed.
  if (version === JSON.stringify(now)) return [];
  const before = read(version);
  const isOther = ([name, digest]: [string, string]) => before.get(name) !== digest;
  const kept = new Set(now.map(([name]) => name));
  const gone = [...before.keys()].filter((name) => !kept.has(name));
  if (gone.length === 0 && !now.some(isOther)) return [];
  // The same things in the same order, in the reader's own words.
  const changed = saidOf(kind, ctx, record).filter((_said, place) => isOther(now[place] ?? ['', '']));
  return [
    ...changed.map(({ label, value }) => ({ label, value })),
    ...gone.map((label) => ({ label, value: '—' })),
  ];
}

const versions = z.array(z.tuple([z.string(), z.string()]));

/** A version as it came back with a form; one that nobody has written is of nothing that is there. */
function read(version: Version): Map<string, string> {
  try {
    return new Map(versions.parse(JSON.parse(version)));
  } catch {
    return new Map();
  }
}

/** In one language and in exact times: whoever changes theirs meanwhile has changed nothing of the record. */
const anywhere = (ctx: Context): Context => ({ ...ctx, t: translate('id'), time: (at) => at.toISOString() });

/** What a record says of what was asked for, and what was said of it since. */
export const saidOf = <R extends Row>({ asked, shown }: Saying<R>, ctx: Context, record: R): Said[] => [
  ...(asked ?? shown)(ctx, record).flatMap(said),
  ...conversationIn(ctx, record),
];

/** What was said of it meanwhile is read before it is decided: the newest of it tells that there is more. */
function conversationIn({ t }: Context, { remarks = [] }: Row): Said[] {
  const last = remarks.findLast(({ text }) => text !== '');
  return last ? [{ label: t('record.remarks'), value: last.text, exactly: last.id }] : [];
}

function said(part: Part): Said[] {
  switch (part.type) {
    case 'facts':
      return part.facts;
    case 'quote':
      return [{ label: part.label, value: part.text }];
    case 'files':
      // Another file may have the name and the size of the one before.
      return part.files.map(({ name, open }) => ({ label: part.label, value: name, exactly: open.does }));
    default:
      return [];
  }
}

/** By their names; of several that are called alike by which of them it is. */
function digests(all: readonly Said[]): [string, string][] {
  const called = new Map<string, number>();
  return all.map(({ label, value, exactly }) => {
    const cut = label.slice(0, longestName);
    const nth = (called.get(cut) ?? 0) + 1;
    called.set(cut, nth);
    const digest = hash('sha256', JSON.stringify([value, exactly]), 'base64url');
    return [nth > 1 ? `${cut} (${nth})` : cut, digest.slice(0, 10)];
  });
}
