import { action, idOf } from '../../src/chat/action.ts';
import { opensForm } from '../../src/chat/answers.ts';
import type { Status } from '../../src/chat/card.ts';
import { done } from '../../src/chat/done.ts';
import { newForm, textOf } from '../../src/chat/form.ts';
import { type Context, hasRole } from '../../src/core/context.ts';
import { FieldErrors } from '../../src/core/errors.ts';
import type { Queryable } from '../../src/core/queryable.ts';
import { msg } from '../../src/core/texts/index.ts';
import { type CompleteDesk, type House, letterDeps } from '../../src/desks/house.ts';
import { type Act, approval, log, rejection } from '../../src/records/act.ts';
import { markableActs } from '../../src/records/buttons.ts';
import { opening, postedCard, recordCard } from '../../src/records/card.ts';
import { actForms } from '../../src/records/form.ts';
import { handedOver } from '../../src/records/handing.ts';
import { type Row, readBy, usualWords, visible } from '../../src/records/kind.ts';
import { letterToAsker, letterToHolder } from '../../src/records/letter.ts';
import { moves } from '../../src/records/moving.ts';
import { reassigning } from '../../src/records/reassign.ts';
import { whyNotDecide } from '../../src/records/waiting.ts';
import { announcingWaits, type WaitingKind, waitFor, waitingIn } from '../../src/records/waits.ts';
import { html } from '../../src/web/html.ts';
import { personPage } from '../../src/web/page.ts';

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

/** Whoever asked sees it, and those who decide: any ICT manager, and nobody their own (A-1, I-4). */
const rooms: WaitingKind<RoomRequest> = {
  ...usualWords,
  ...readBy(
    async (db, id) => (await db.query<RoomRequest>(`${select} WHERE r.id = $1`, [id]))[0] ?? null,
    (actor, { requesterId }) => requesterId === actor.id || hasRole(actor, 'ICT_MANAGER'),
  ),
  name: 'room',
  table: 'room_request',
  state: ({ status }) => status,
  announced: ({ id }) => ({ name: 'room.announce', queue: `announce room:${id}` }),
  title: (_ctx, { room }) => `Kunci ${room}`,
  named: ({ id, room, requester: text }) => ({ title: `Kunci ${room}`, text, open: action('room.open', id) }),
  shown: (_ctx, { requester }) => [{ type: 'facts', facts: [{ label: 'Pemohon', value: requester }] }],
  asker: ({ requesterId }) => requesterId,
  waits: ({ status, askedAt: since }) =>
    status === 'WAITING'
      ? { held: [{ role: 'ICT_MANAGER' }], since, card: 'room.request', letter: 'room.waiting' }
      : null,
  root: 'room.request',
  waiting: (db, ids) =>
    db.query(`${select} WHERE r.status = 'WAITING' AND ($1::int[] IS NULL OR r.id = ANY($1))`, [ids]),
};

const deciding = (to: 'GIVEN' | 'REFUSED'): Pick<Act<RoomRequest>, 'whyNot' | 'write' | 'done'> => ({
  whyNot: (request, { actor }) => whyNotDecide(waitFor(rooms, request), actor),
  write: moves('room_request', to, 'room.decided'),
  done: (_ctx, { room }) => ({ ...statuses[to], text: `Kunci ${room}: ${statuses[to].text}` }),
});

const decisions: Act<RoomRequest>[] = [
  { opens: 'room.give', ...approval, ...deciding('GIVEN') },
  { opens: 'room.refuse', ...rejection, ...deciding('REFUSED') },
];
const acts = (db: Queryable): Act<RoomRequest>[] => [...decisions, reassigning(db, rooms, 'room.reassign')];

const card = (ctx: Context, request: RoomRequest, db: Queryable) =>
  recordCard(ctx, db, rooms, request, { status: statuses[request.status], acts: acts(db) });

/** Keys of meeting rooms: a request, its holders, two acts, a letter and a page. */
export function openRoomDesk(house: House): CompleteDesk {
  const { db, jobDb } = house;
  const letters = { db: jobDb, ...letterDeps(house) };
  const forms = actForms(house, 'room.act', rooms, acts(db));
  return {
    id: 'room',
    markable: ({ t }) => markableActs(t, 'Kunci', decisions),
    actions: {
      ask: opensForm(({ t }) =>
        newForm(t, {
          id: 'room.ask',
          title: 'Minta kunci',
          submit: 'Minta',
          fields: [{ type: 'text', name: 'room', label: 'Ruang', hint: 'R-101' }],
        }),
      ),
      open: opening(db, rooms, card),
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
    cards: { request: postedCard(rooms, card) },
    jobs: {
      'room.announce': announcingWaits(jobDb, 'room.announce', rooms, ({ subject }, { status }) => ({
        letters: status === 'WAITING' ? [] : [{ key: `${subject} decided`, letter: 'room.decided' }],
      })),
    },
    // What waits with nobody left who could decide it is told to the ADMINs (A-1).
    waiting: (concerned) => waitingIn(jobDb, rooms, concerned),
    letters: {
      waiting: letterToHolder(letters, rooms, decisions, (_reader, { room, requester }) => ({
        subject: `Kunci ${room} menunggu keputusan`,
        text: `${requester} meminta kunci ruang ${room}.`,
      })),
      decided: letterToAsker(letters, rooms, (_reader, { room, status }) => ({
        subject: `Kunci ${room} sudah diputuskan`,
        paragraphs: [`Kunci ${room} sudah diputuskan: ${statuses[status].text}.`],
      })),
    },
    pages: async () => ({
      pages: [
        personPage('/portal/rooms/:id', async ({ params, who: { ctx } }) => {
          const { room, status } = await visible(db, rooms, ctx, idOf(params.id));
          const body = html`<p>${room}: ${statuses[status].text}</p>`;
          return { type: 'page', title: `Kunci ${room}`, body };
        }),
      ],
    }),
    offers: async () => [
      { label: 'Minta kunci', text: 'Kunci sebuah ruang rapat.', action: action('room.ask') },
    ],
  };
}
