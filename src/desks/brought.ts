import type { Database } from '../db/database.ts';
import { ownRetention } from '../retention/own.ts';
import type { CompleteDesk } from './house.ts';

/** Something of what a desk brings. */
type Bringer = Pick<CompleteDesk, 'id'> & Partial<CompleteDesk>;

/** What desks bring, put together as it is asked for. */
export function brought(desks: readonly Bringer[]) {
  return {
    cards: new Map(desks.flatMap(({ id, cards = {} }) => underId(id, cards))),
    letters: new Map(desks.flatMap(({ id, letters = {} }) => underId(id, letters))),
    endpoints: new Map(desks.flatMap(({ endpoints = {} }) => Object.entries(endpoints))),
    jobs: desks.map(({ jobs }) => jobs),
    schedules: desks.flatMap(({ schedules = [] }) => schedules),
    /** With what is everybody's. */
    retention: [...ownRetention, ...desks.flatMap(({ retention = [] }) => retention)],
    helpers: desks.flatMap(({ helpers = [] }) => helpers),
    parting: desks.flatMap(({ parting = [] }) => parting),
    enrolment: desks.find(({ enrolment }) => enrolment)?.enrolment,
    deadlines: desks.flatMap(({ deadlines = [] }) => deadlines),
    /** Loaded with the portal. */
    pages: (db: Database) => Promise.all(desks.flatMap((desk) => desk.pages?.(db) ?? [])),
  };
}

/** By whole names: `satker.approval`. */
function underId<T>(id: string, all: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(all).map(([name, one]) => [`${id}.${name}`, one]);
}
