import { randomUUID } from 'node:crypto';
import { action, idOf } from '../../src/chat/action.ts';
import type { Card, Fact, Status } from '../../src/chat/card.ts';
import { done } from '../../src/chat/done.ts';
import { type Form, textOf } from '../../src/chat/form.ts';
import { type Context, hasRole } from '../../src/core/context.ts';
import { FieldErrors } from '../../src/core/errors.ts';
import type { Nothing } from '../../src/core/jobs.ts';
import type { Queryable } from '../../src/core/queryable.ts';
import { named } from '../../src/core/same-person.ts';
import { msg } from '../../src/core/texts/index.ts';
import { type CompleteDesk, type House, letterDeps } from '../../src/desks/house.ts';
import { type LettersOf, letterTo } from '../../src/neighbours/mail/letter.ts';
import { type Act, approval, log, rejection } from '../../src/records/act.ts';
import { actButtons, buttonLabel } from '../../src/records/buttons.ts';
import { actForms } from '../../src/records/form.ts';
import { type Handed, handedOver } from '../../src/records/handing.ts';
import { type Kind, readBy, subjectOf, visible } from '../../src/records/kind.ts';
import { letterToHolder } from '../../src/records/letter.ts';
import { opening } from '../../src/records/opening.ts';
import { overtaken } from '../../src/records/overtaken.ts';
import { reassigning } from '../../src/records/reassign.ts';
import type { Announcement } from '../../src/records/tell.ts';
import { idsAmong, type Wait, waitingFor, whyNotDecide } from '../../src/records/waiting.ts';
import { announcingWaits, listedWaits, type Waits, whileItWaitsFor } from '../../src/records/waits.ts';
import { nudgeButtons } from '../../src/reminders/nudge.ts';
import { html } from '../../src/web/html.ts';

declare module '../../src/chat/action.ts' {
  interface Actions {
    'room.ask': true;
    'room.open': true;
    'room.give': true;
    'room.refuse': true;
    'room.reassign': true;
  }
}

declare module '../../src/chat/form.ts' {
  interface Forms {
    'room.ask': true;
    'room.act': true;
  }
}

declare module '../../src/core/jobs.ts' {
  interface Jobs {
    'room.announce': { entry: string };
  }
}

declare module '../../src/chat/desk.ts' {
  interface Cards {
    'room.request': Nothing;
  }
}

declare module '../../src/neighbours/mail/letter.ts' {
  interface Letters {
    'room.waiting': ToHolder;
    'room.decided': Nothing;
  }
}

/** What the desk keeps: a key to a room is asked for, and an ICT manager gives it or not. */
export const roomTables = `CREATE TABLE room_request (id serial PRIMARY KEY, room text NOT NULL, requester_id int NOT NULL REFERENCES person,
  asked_at timestamptz NOT NULL, status text NOT NULL DEFAULT 'WAITING', submission_key text UNIQUE NOT NULL)`;

interface RoomRequest {
  id: number;
  room: string;
  requesterId: number;
  requester: string;
  askedAt: Date;
  status: 'WAITING' | 'GIVEN' | 'REFUSED';
  handed: Handed | null;
}

const statuses: Record<RoomRequest['status'], Status> = {
  WAITING: { text: 'Menunggu', tone: 'waiting' },
  GIVEN: { text: 'Diberikan', tone: 'good' },
  REFUSED: { text: 'Ditolak', tone: 'bad' },
};

const titleOf = ({ room }: RoomRequest): string => `Kunci ${room}`;
const factsOf = ({ requester }: RoomRequest): Fact[] => [{ label: 'Pemohon', value: requester }];

const columns = `r.id, r.room, r.requester_id AS "requesterId", p.name AS requester, r.asked_at AS "askedAt", r.status,
  ${handedOver(`'room:' || r.id`, 'r.status')}`;
const tables = 'room_request r JOIN person p ON p.id = r.requester_id';

async function load(db: Queryable, id: number): Promise<RoomRequest | null> {
  const [request] = await db.query<RoomRequest>(`SELECT ${columns} FROM ${tables} WHERE r.id = $1`, [id]);
  return request ?? null;
}

const announced = ({ id }: Pick<RoomRequest, 'id'>): Announcement => ({
  name: 'room.announce',
  queue: `announce room:${id}`,
});

const rooms: Kind<RoomRequest> = {
  name: 'room',
  state: ({ status }) => status,
  announced,
  // Whoever asked, and those who decide.
  ...readBy(load, (actor, { requesterId }) => requesterId === actor.id || hasRole(actor, 'ICT_MANAGER')),
  unknown: msg('record.refuse.notHolder'),
  passed: () => overtaken(msg('record.refuse.passed')),
  shown: (_ctx, request) => [{ type: 'facts', facts: factsOf(request) }],
  maxReason: 500,
};

/** Any ICT manager decides it, and nobody their own (A-1, I-4). */
function waitOf({ id, requesterId, askedAt, status, handed }: RoomRequest): Wait | null {
  if (status !== 'WAITING') return null;
  return {
    subject: subjectOf(rooms, id),
    held: [{ role: 'ICT_MANAGER' }],
    barred: named({ persons: [requesterId] }),
    handed,
    since: askedAt,
    asker: requesterId,
    card: 'room.request',
    letter: 'room.waiting',
  };
}

const roomsWait: Waits<RoomRequest> = {
  kind: rooms,
  load,
  waitOf,
  announced,
  named: (one) => ({ title: titleOf(one), text: one.requester, open: action('room.open', one.id) }),
};

const deciding = (to: 'GIVEN' | 'REFUSED'): Pick<Act<RoomRequest>, 'whyNot' | 'write' | 'done'> => ({
  whyNot: (request, { actor }) => whyNotDecide(waitOf(request), actor),
  async write(tx, _ctx, { id }) {
    const moved = await tx.query(
      `UPDATE room_request SET status = $2 WHERE id = $1 AND status = 'WAITING' RETURNING id`,
      [id, to],
    );
    return moved.length > 0 ? { action: 'room.decided', to } : null;
  },
  done: (_ctx, request) => ({ text: `${titleOf(request)}: ${statuses[to].text}`, tone: statuses[to].tone }),
});

const acts: Act<RoomRequest>[] = [
  { opens: 'room.give', ...approval, ...deciding('GIVEN') },
  { opens: 'room.refuse', ...rejection, ...deciding('REFUSED') },
];

/** Hands it to another one who has the role (A-6). */
const reassign = (db: Queryable) =>
  reassigning<RoomRequest, RoomRequest>(db, {
    kind: rooms,
    table: 'room_request',
    opens: 'room.reassign',
    waitOf,
  });

async function cardOf(ctx: Context, db: Queryable, request: RoomRequest): Promise<Card> {
  return {
    title: titleOf(request),
    status: statuses[request.status],
    parts: [{ type: 'facts', facts: factsOf(request) }, ...(await waitingFor(ctx, db, waitOf(request)))],
    buttons: [
      ...(await actButtons(ctx, request, [...acts, reassign(db)])),
      ...nudgeButtons(ctx, waitOf(request)),
    ],
  };
}

const askForm = (): Form => ({
  id: 'room.ask',
  title: 'Minta kunci',
  state: [randomUUID()],
  submit: 'Minta',
  close: 'Batal',
  fields: [{ type: 'text', name: 'room', label: 'Ruang', hint: 'R-101' }],
});

/** Keys of meeting rooms: a request, its holders, two acts, a letter and a page. */
export function openRoomDesk(house: House): CompleteDesk {
  const { db, jobDb } = house;
  const letters = { db: jobDb, ...letterDeps(house) };
  const forms = actForms(house, 'room.act', rooms, [...acts, reassign(db)]);

  return {
    id: 'room',
    markable: ({ t }) => acts.map((act) => ({ mark: act.opens, label: `Kunci · ${buttonLabel(t, act)}` })),
    actions: {
      ask: { run: async () => ({ type: 'form', form: askForm() }) },
      open: opening(db, rooms, (ctx, request) => cardOf(ctx, db, request)),
      ...forms.actions(['give', 'refuse', 'reassign']),
    },
    forms: {
      act: { submit: forms.submit },
      ask: {
        async submit(ctx, [key = ''], values) {
          const room = textOf(values, 'room');
          if (!/^R-\d+$/.test(room)) throw new FieldErrors({ room: msg('people.error.reason') });
          await db.transaction(async (tx) => {
            const [made] = await tx.query<RoomRequest>(
              `INSERT INTO room_request (room, requester_id, asked_at, submission_key) VALUES ($1, $2, $3, $4)
               ON CONFLICT DO NOTHING RETURNING id, status`,
              [room, ctx.actor.id, ctx.now, key],
            );
            if (made) await log(tx, rooms, ctx, made, { action: 'room.asked' }, { isNew: true });
          });
          return done(ctx.t, { text: `Diminta: ${room}` });
        },
      },
    },
    cards: {
      async request(ctx, id, _args, moment) {
        const request = await rooms.seen(moment, ctx, id);
        return request && cardOf(ctx, moment, request);
      },
    },
    jobs: {
      'room.announce': announcingWaits(jobDb, 'room.announce', roomsWait, ({ subject }, request) => ({
        thread: { personId: request.requesterId, root: 'room.request' },
        letters: waitOf(request) ? [] : [{ key: `${subject} decided`, letter: 'room.decided' }],
      })),
    },
    // What waits with nobody left who could decide it is told to the ADMINs (A-1).
    async waiting(concerned) {
      const rows = await jobDb.query<RoomRequest>(
        `SELECT ${columns} FROM ${tables} WHERE r.status = 'WAITING' AND ($1::int[] IS NULL OR r.id = ANY($1))`,
        [idsAmong(rooms, concerned)],
      );
      return listedWaits(jobDb, roomsWait, rows);
    },
    letters: {
      async waiting(id, args) {
        const waits = await whileItWaitsFor(jobDb, roomsWait, id, args.personId);
        return letterToHolder(letters, args, waits, acts, (_reader, one) => ({
          subject: `${titleOf(one)} menunggu keputusan`,
          text: `${one.requester} meminta kunci ruang ${one.room}.`,
        }));
      },
      async decided(id) {
        const request = await load(jobDb, id);
        const reader = request && (await letters.contextOf(request.requesterId));
        if (!reader) return null;
        const subject = `${titleOf(request)} sudah diputuskan`;
        return letterTo(reader, { subject, paragraphs: [`${subject}: ${statuses[request.status].text}.`] });
      },
    } satisfies LettersOf<'room'>,
    pages: async () => ({
      pages: [
        {
          method: 'get',
          path: '/portal/rooms/:id',
          for: 'person',
          async answer({ params, who }) {
            const request = await visible(db, rooms, who.ctx, idOf(params.id));
            const body = html`<p>${request.room}: ${statuses[request.status].text}</p>`;
            return { type: 'page', title: titleOf(request), body };
          },
        },
      ],
    }),
    offers: async () => [
      { label: 'Minta kunci', text: 'Kunci sebuah ruang rapat.', action: action('room.ask') },
    ],
  };
}
