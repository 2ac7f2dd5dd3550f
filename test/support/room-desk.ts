import { action, idOf } from '../../src/chat/action.ts';
import type { Status } from '../../src/chat/card.ts';
import { textOf } from '../../src/chat/form.ts';
import { hasRole } from '../../src/core/context.ts';
import { msg } from '../../src/core/texts/index.ts';
import type { LoggedAction } from '../../src/db/audit.ts';
import { type CompleteDesk, type House, letterDeps } from '../../src/desks/house.ts';
import { type Act, approval, rejection } from '../../src/records/act.ts';
import { askForm } from '../../src/records/asking.ts';
import { markableActs } from '../../src/records/buttons.ts';
import { cardOf, opening, postedCard } from '../../src/records/card.ts';
import { actForms } from '../../src/records/form.ts';
import { handedOver } from '../../src/records/handing.ts';
import { type Row, readBy, usualWords, visible } from '../../src/records/kind.ts';
import { letterToAsker, letterToHolder } from '../../src/records/letter.ts';
import { movedByHolders } from '../../src/records/moving.ts';
import { reassigning } from '../../src/records/reassign.ts';
import { announcingWaits, type WaitingKind, waitingIn } from '../../src/records/waits.ts';
import { html } from '../../src/web/html.ts';
import { personPage } from '../../src/web/page.ts';

declare module '../../src/core/names.ts' {
  interface Actions extends Named<'room', 'ask' | 'open' | 'give' | 'refuse' | 'reassign'> {}
  interface Forms extends Named<'room', 'ask' | 'act'> {}
  interface Jobs extends Named<'room', 'announce', OfEntry> {}
  interface Cards extends Named<'room', 'request', Nothing> {}
  interface Letters extends Named<'room', 'waiting', ToHolder>, Named<'room', 'decided', Nothing> {}
  interface LoggedStates extends Record<'WAITING' | 'GIVEN' | 'REFUSED', true> {}
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
  outcome: ({ status }) => (status === 'WAITING' ? null : 'room.decided'),
  waiting: (db, ids) =>
    db.query(`${select} WHERE r.status = 'WAITING' AND ($1::int[] IS NULL OR r.id = ANY($1))`, [ids]),
};

/** Its log has no words: it shows nothing of it to anybody. */
const logged = (action: string) => action as LoggedAction;

const deciding = (to: 'GIVEN' | 'REFUSED'): Pick<Act<RoomRequest>, 'whyNot' | 'write' | 'done'> => ({
  ...movedByHolders(rooms, to, logged('room.decided')),
  done: (_ctx, { room }) => ({ ...statuses[to], text: `Kunci ${room}: ${statuses[to].text}` }),
});

const decisions: Act<RoomRequest>[] = [
  { opens: 'room.give', ...approval, ...deciding('GIVEN') },
  { opens: 'room.refuse', ...rejection, ...deciding('REFUSED') },
];
const reassign = reassigning(rooms, 'room.reassign');
const acts: Act<RoomRequest>[] = [...decisions, reassign];

const card = cardOf(rooms, (_ctx, { status }) => ({
  status: statuses[status],
  acts: decisions,
  hands: reassign,
}));

/** Keys of meeting rooms: a request, its holders, two acts, a letter and a page. */
export function openRoomDesk(house: House): CompleteDesk {
  const { db, jobDb } = house;
  const letters = { db: jobDb, ...letterDeps(house) };
  const forms = actForms(house, 'room.act', rooms, acts);
  const asking = askForm(house, rooms, {
    id: 'room.ask',
    action: logged('room.asked'),
    open: async (tx, requesterId) =>
      (
        await tx.query(`SELECT FROM room_request WHERE requester_id = $1 AND status = 'WAITING'`, [
          requesterId,
        ])
      ).length,
    form: () => ({
      title: 'Minta kunci',
      submit: 'Minta',
      fields: [{ type: 'text', name: 'room', label: 'Ruang', hint: 'R-101' }],
    }),
    read(values, errors) {
      const room = textOf(values, 'room');
      if (!/^R-\d+$/.test(room)) errors.room = msg('people.error.reason');
      return { room };
    },
    make: (tx, { actor, now }, { room }, key) =>
      tx.query<RoomRequest>(
        `INSERT INTO room_request (room, requester_id, asked_at, submission_key) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING id, status`,
        [room, actor.id, now, key],
      ),
    done: (_ctx, { room }) => ({ text: `Diminta: ${room}` }),
  });
  return {
    id: 'room',
    markable: ({ t }) => markableActs(t, 'Kunci', decisions),
    actions: {
      ask: asking.opens,
      open: opening(db, rooms, card),
      ...forms.actions(['give', 'refuse', 'reassign']),
    },
    forms: { act: { submit: forms.submit }, ask: { submit: asking.submit } },
    cards: { request: postedCard(rooms, card) },
    jobs: { 'room.announce': announcingWaits(jobDb, 'room.announce', rooms) },
    // What waits with nobody left who could decide it is told to the ADMINs (A-1).
    waiting: (concerned, at = jobDb) => waitingIn(at, rooms, concerned),
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
