import { randomUUID } from 'node:crypto';
import { action, idOf } from '../../src/chat/action.ts';
import { opensForm } from '../../src/chat/answers.ts';
import type { Card, Status } from '../../src/chat/card.ts';
import { done } from '../../src/chat/done.ts';
import { type Form, textOf } from '../../src/chat/form.ts';
import { type Context, hasRole } from '../../src/core/context.ts';
import { FieldErrors } from '../../src/core/errors.ts';
import type { Queryable } from '../../src/core/queryable.ts';
import { msg } from '../../src/core/texts/index.ts';
import { type CompleteDesk, type House, letterDeps } from '../../src/desks/house.ts';
import { type LettersOf, letterTo } from '../../src/neighbours/mail/letter.ts';
import { type Act, approval, log, rejection } from '../../src/records/act.ts';
import { markableActs } from '../../src/records/buttons.ts';
import { postedCard, recordCard } from '../../src/records/card.ts';
import { actForms } from '../../src/records/form.ts';
import { handedOver } from '../../src/records/handing.ts';
import { type Row, readBy, visible } from '../../src/records/kind.ts';
import { letterToHolder } from '../../src/records/letter.ts';
import { moves } from '../../src/records/moving.ts';
import { opening } from '../../src/records/opening.ts';
import { overtaken } from '../../src/records/overtaken.ts';
import { reassigning } from '../../src/records/reassign.ts';
import { whyNotDecide } from '../../src/records/waiting.ts';
import { announcingWaits, type WaitingKind, waitFor, waitingIn, waitOf } from '../../src/records/waits.ts';
import { html } from '../../src/web/html.ts';

declare module '../../src/core/names.ts' {
  interface Actions extends Named<'room', 'ask' | 'open' | 'give' | 'refuse' | 'reassign'> {}
  interface Forms extends Named<'room', 'ask' | 'act'> {}
  interface Jobs {
    'room.announce': { entry: string };
  }
  interface Cards {
    'room.request': Nothing;
  }
  interface Letters {
    'room.waiting': ToHolder;
    'room.decided': Nothing;
  }
}

/** What the desk keeps: a key to a room is asked for, and an ICT manager gives it or not. */
export const roomTables = `CREATE TABLE room_request (id serial PRIMARY KEY, room text NOT NULL, requester_id int NOT NULL REFERENCES person,
  asked_at timestamptz NOT NULL, status text NOT NULL DEFAULT 'WAITING', submission_key text UNIQUE NOT NULL)`;

interface RoomRequest extends Row {
  room: string;
  requesterId: number;
  requester: string;
  askedAt: Date;
  status: 'WAITING' | 'GIVEN' | 'REFUSED';
}

const statuses: Record<RoomRequest['status'], Status> = {
  WAITING: { text: 'Menunggu', tone: 'waiting' },
  GIVEN: { text: 'Diberikan', tone: 'good' },
  REFUSED: { text: 'Ditolak', tone: 'bad' },
};

const select = `SELECT r.id, r.room, r.requester_id AS "requesterId", p.name AS requester, r.asked_at AS "askedAt", r.status,
  ${handedOver(`'room:' || r.id`, 'r.status')} FROM room_request r JOIN person p ON p.id = r.requester_id`;

async function load(db: Queryable, id: number): Promise<RoomRequest | null> {
  const [request] = await db.query<RoomRequest>(`${select} WHERE r.id = $1`, [id]);
  return request ?? null;
}

/** Whoever asked sees it, and those who decide: any ICT manager, and nobody their own (A-1, I-4). */
const rooms: WaitingKind<RoomRequest> = {
  name: 'room',
  table: 'room_request',
  state: ({ status }) => status,
  announced: ({ id }) => ({ name: 'room.announce', queue: `announce room:${id}` }),
  ...readBy(load, (actor, { requesterId }) => requesterId === actor.id || hasRole(actor, 'ICT_MANAGER')),
  unknown: msg('record.refuse.notHolder'),
  passed: () => overtaken(msg('record.refuse.passed')),
  title: (_ctx, { room }) => `Kunci ${room}`,
  shown: (_ctx, { requester }) => [{ type: 'facts', facts: [{ label: 'Pemohon', value: requester }] }],
  maxReason: 500,
  waits: (request) =>
    request.status === 'WAITING'
      ? waitFor(rooms, request, {
          held: [{ role: 'ICT_MANAGER' }],
          since: request.askedAt,
          asker: request.requesterId,
          card: 'room.request',
          letter: 'room.waiting',
        })
      : null,
  waiting: (db, ids) =>
    db.query(`${select} WHERE r.status = 'WAITING' AND ($1::int[] IS NULL OR r.id = ANY($1))`, [ids]),
  named: ({ id, room, requester }) => ({
    title: `Kunci ${room}`,
    text: requester,
    open: action('room.open', id),
  }),
};

const deciding = (to: 'GIVEN' | 'REFUSED'): Pick<Act<RoomRequest>, 'whyNot' | 'write' | 'done'> => ({
  whyNot: (request, { actor }) => whyNotDecide(rooms.waits(request), actor),
  write: moves('room_request', to, 'room.decided'),
  done: (ctx, request) => ({
    text: `${rooms.title(ctx, request)}: ${statuses[to].text}`,
    tone: statuses[to].tone,
  }),
});

const acts: Act<RoomRequest>[] = [
  { opens: 'room.give', ...approval, ...deciding('GIVEN') },
  { opens: 'room.refuse', ...rejection, ...deciding('REFUSED') },
];
const actsBy = (db: Queryable) => [...acts, reassigning(db, rooms, 'room.reassign') as Act<RoomRequest>];

const cardOf = (ctx: Context, request: RoomRequest, db: Queryable): Promise<Card> =>
  recordCard(ctx, db, rooms, request, {
    status: statuses[request.status],
    parts: rooms.shown(ctx, request),
    acts: actsBy(db),
  });

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
  const forms = actForms(house, 'room.act', rooms, actsBy(db));
  return {
    id: 'room',
    markable: ({ t }) => markableActs(t, 'record.log', acts),
    actions: {
      ask: opensForm(askForm),
      open: opening(db, rooms, (ctx, request) => cardOf(ctx, request, db)),
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
    cards: { request: postedCard(rooms, cardOf) },
    jobs: {
      'room.announce': announcingWaits(jobDb, 'room.announce', rooms, ({ subject }, request) => ({
        thread: { personId: request.requesterId, root: 'room.request' },
        letters: waitOf(rooms, request) ? [] : [{ key: `${subject} decided`, letter: 'room.decided' }],
      })),
    },
    // What waits with nobody left who could decide it is told to the ADMINs (A-1).
    waiting: (concerned) => waitingIn(jobDb, rooms, concerned),
    letters: {
      waiting: letterToHolder(letters, rooms, acts, (_reader, { room, requester }) => ({
        subject: `Kunci ${room} menunggu keputusan`,
        text: `${requester} meminta kunci ruang ${room}.`,
      })),
      async decided(id) {
        const request = await load(jobDb, id);
        const reader = request && (await letters.contextOf(request.requesterId));
        if (!reader) return null;
        const subject = `Kunci ${request.room} sudah diputuskan`;
        return letterTo(reader, { subject, paragraphs: [`${subject}: ${statuses[request.status].text}.`] });
      },
    } satisfies LettersOf<'room'>,
    pages: async () => ({
      pages: [
        {
          method: 'get',
          path: '/portal/rooms/:id',
          for: 'person',
          async answer({ params, who: { ctx } }) {
            const request = await visible(db, rooms, ctx, idOf(params.id));
            const body = html`<p>${request.room}: ${statuses[request.status].text}</p>`;
            return { type: 'page', title: rooms.title(ctx, request), body };
          },
        },
      ],
    }),
    offers: async () => [
      { label: 'Minta kunci', text: 'Kunci sebuah ruang rapat.', action: action('room.ask') },
    ],
  };
}
