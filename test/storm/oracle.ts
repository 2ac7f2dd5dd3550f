import type { Platform } from '@satu-pintu/playground/people';
import { createAttachments } from '../../src/attachments/attachments.ts';
import { createAuthenticators } from '../../src/authenticators/authenticators.ts';
import { createStepUp } from '../../src/authenticators/step-up.ts';
import { createBodies } from '../../src/core/bodies.ts';
import { dayOf, hourOf, momentAt } from '../../src/core/day.ts';
import { type Moment, momentOf } from '../../src/core/moment.ts';
import { databaseOf } from '../../src/db/database.ts';
import { createKeyring } from '../../src/db/keyring.ts';
import { firstHour } from '../../src/deadlines/jobs.ts';
import type { House } from '../../src/desks/house.ts';
import { openDesks } from '../../src/desks/index.ts';
import { mappings } from '../../src/desks/partners/mappings/kind.ts';
import { registrations } from '../../src/desks/satker/registrations/kind.ts';
import { tickets } from '../../src/desks/satker/tickets/kind.ts';
import { signings } from '../../src/desks/signature/documents/kind.ts';
import { newPhones } from '../../src/desks/signature/new-phone/kind.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { readEnv } from '../../src/env.ts';
import { openNeighbours } from '../../src/neighbours/neighbours.ts';
import { admitAll } from '../../src/people/admission.ts';
import { createPeople } from '../../src/people/contexts.ts';
import { createLeaving } from '../../src/people/leaving.ts';
import { createHelp } from '../../src/people/who-can-help.ts';
import { renderCard as renderSlack } from '../../src/platforms/slack/cards.ts';
import { spoken } from '../../src/platforms/spoken.ts';
import { renderCard as renderTeams } from '../../src/platforms/teams/cards.ts';
import { columns, type Row, standing } from '../../src/posted/copies.ts';
import { chatLinks } from '../../src/posted/links.ts';
import type { Kind, Row as RecordRow } from '../../src/records/kind.ts';
import { periodsOf } from '../../src/retention/periods.ts';
import { publicUrl, secretKey, type World } from './world.ts';

/** A copy as it stands in the database, and what it should show. */
export interface Copy extends Row {
  /**
   * The platform's own rendering of what the record is now, of what it was when the program last looked at its clock, and when it last did
   * what is due by the day; none where there is nothing to show.
   */
  ought: readonly unknown[];
}

/**
 * Says from the sources, whatever the programs do that are stormed, what copies should show and who may see what. It only reads.
 */
export interface Oracle {
  /** `isTrue`: whether a copy shows what it ought to, as far as that is known. */
  copies(isTrue: (copy: Copy) => boolean): Promise<Copy[]>;
  /** Whether somebody may see a record now; null of kinds that it does not know. */
  maySee(personId: number, subject: string): Promise<boolean | null>;
}

const kinds = new Map<string, Pick<Kind<RecordRow>, 'seen'>>(
  [requests, registrations, tickets, mappings, signings, newPhones].map((kind) => [kind.name, kind]),
);

/** The last moment of the day before, at an hour at which nothing ends by its day yet. */
const evening = (moment: number, timeZone: string): number =>
  hourOf(new Date(moment), timeZone) < firstHour
    ? momentAt(dayOf(new Date(moment), timeZone), timeZone).getTime() - 1
    : moment;

/** `looked`: when the program last did what is due by the clock. */
export function consult({ pool, now, looked }: Pick<World, 'pool' | 'now' | 'looked'>): Oracle {
  const env = readEnv({ PLAYGROUND: 'true' });
  const db = databaseOf(pool, createKeyring(secretKey));
  let at = now;
  const clock = () => new Date(at());
  const quiet = () => {};
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const people = createPeople({
    db,
    clock,
    reached: async () => {},
    spoken,
    timeZone: env.TIMEZONE,
    defaultLanguage: () => env.LANGUAGE,
  });
  const none = () => Promise.reject(new Error('whoever only reads fetches nothing'));
  const authenticators = createAuthenticators({ db, issuer: env.SIGNATURE_ISSUER });
  const house: House = {
    env,
    db,
    jobDb: db,
    clock,
    log,
    bodies: createBodies(),
    people,
    attachments: createAttachments({ db, download: none, clock, log }),
    authenticators,
    stepUp: createStepUp({ db, authenticators, enrolment: () => desks.enrolment }),
    download: none,
    messengers: [],
    mailer: { check: async () => {} },
    neighbours: openNeighbours(env, { db, clock, log, publicUrl }),
    chat: chatLinks([], spoken, async () => ({ copy: null, page: null })),
    admit: admitAll,
    whoCanHelp: createHelp(db, () => desks.helpers),
    leaving: createLeaving(() => desks.parting),
    daysKept: (kind) => days.get(kind) ?? 0,
    desks: () => desks.all,
    publicUrl,
    secretKey,
  };
  const desks = openDesks(house);
  const { days } = periodsOf(desks.retention, env.RETENTION);

  async function oughtOf(row: Row, moment: Moment): Promise<unknown> {
    const stands = await standing({ cards: desks.cards, people }, row, moment);
    if (!stands) return null;
    const { card } = stands;
    return row.platform === 'slack'
      ? renderSlack(card, { has: () => true })
      : renderTeams(card, row.channel?.includes('#') ? { key: row.key } : {});
  }

  return {
    async copies(isTrue) {
      const rows = await db.query<Row>(`SELECT ${columns} FROM posted_card ORDER BY key`);
      const found = rows.map((row): Copy & { ought: unknown[] } => ({ ...row, ought: [] }));
      const consider = (copies: typeof found) => {
        // Nothing moves: what one copy has read holds for all of them.
        const moment = momentOf(db);
        return Promise.all(
          copies.map(async (copy) => {
            const card = copy.live && copy.messageId ? await oughtOf(copy, moment) : null;
            if (card) copy.ought.push(card);
          }),
        );
      };
      let untrue = found;
      for (const moment of [now, looked, () => evening(looked(), env.TIMEZONE)]) {
        at = moment;
        await consider(untrue);
        untrue = untrue.filter((copy) => !isTrue(copy));
      }
      at = now;
      return found;
    },
    async maySee(personId, subject) {
      const [name = '', id] = subject.split(':');
      const kind = kinds.get(name);
      if (!kind) return null;
      const ctx = await people.contextOf(personId, 'system' as Platform);
      return ctx !== null && (await kind.seen(db, ctx, Number(id))) !== null;
    },
  };
}
