import { randomUUID } from 'node:crypto';
import { action, idOf, type VerbOf } from '../../src/chat/action.ts';
import type { Card } from '../../src/chat/card.ts';
import { done } from '../../src/chat/done.ts';
import { type Form, textOf } from '../../src/chat/form.ts';
import { type Context, hasRole } from '../../src/core/context.ts';
import { addDays, type Day, dayOf } from '../../src/core/day.ts';
import { FieldErrors, Refusal } from '../../src/core/errors.ts';
import type { Queryable } from '../../src/core/queryable.ts';
import { msg } from '../../src/core/texts/index.ts';
import { type CompleteDesk, type House, letterDeps } from '../../src/desks/house.ts';
import { enqueueAll } from '../../src/jobs/enqueue.ts';
import { job } from '../../src/jobs/worker.ts';
import { letterJob, letterWithCard } from '../../src/neighbours/mail/mailer.ts';
import { withWhoWasFaster } from '../../src/people/who-was-faster.ts';
import { post, refresh } from '../../src/posted/post.ts';
import { tell } from '../../src/records/tell.ts';
import { html } from '../../src/web/html.ts';

declare module '../../src/chat/action.ts' {
  interface Actions {
    'room.ask': true;
    'room.give': true;
    'room.refuse': true;
  }
}

declare module '../../src/chat/form.ts' {
  interface Forms {
    'room.ask': true;
  }
}

declare module '../../src/core/jobs.ts' {
  interface Jobs {
    'room.announce': { entry: string };
  }
}

declare module '../../src/chat/desk.ts' {
  interface Cards {
    'room.request': true;
    'room.reminder': true;
  }
}

declare module '../../src/neighbours/mail/letter.ts' {
  interface Letters {
    'room.waiting': true;
    'room.decided': true;
  }
}

/** What the desk keeps. */
export const roomTables = `CREATE TABLE room_request (id serial PRIMARY KEY, room text NOT NULL, requester_id int NOT NULL REFERENCES person,
  asked_on date NOT NULL, status text NOT NULL DEFAULT 'WAITING', reason text, form text UNIQUE NOT NULL)`;

interface RoomRequest {
  id: number;
  room: string;
  requesterId: number;
  requester: string;
  status: 'WAITING' | 'GIVEN' | 'REFUSED';
}

const subjectOf = (id: number) => `room:${id}`;
const mayDecide = ({ actor }: Context, request: RoomRequest) =>
  hasRole(actor, 'ICT_MANAGER') && actor.id !== request.requesterId;

async function load(db: Queryable, id: number): Promise<RoomRequest | null> {
  const [request] = await db.query<RoomRequest>(
    `SELECT r.id, r.room, r.requester_id AS "requesterId", p.name AS requester, r.status
     FROM room_request r JOIN person p ON p.id = r.requester_id WHERE r.id = $1`,
    [id],
  );
  return request ?? null;
}

function cardOf(ctx: Context, request: RoomRequest): Card {
  const { id, room, requester, status } = request;
  const button = (label: string, verb: VerbOf<'room'>, style: 'primary' | 'danger') => ({
    label,
    style,
    does: { action: action(`room.${verb}`, id) },
  });
  return {
    title: `Kunci ${room}`,
    status: { text: status, tone: status === 'WAITING' ? 'waiting' : status === 'GIVEN' ? 'good' : 'bad' },
    parts: [{ type: 'facts', facts: [{ label: 'Pemohon', value: requester }] }],
    buttons:
      status === 'WAITING' && mayDecide(ctx, request)
        ? [button('Berikan', 'give', 'primary'), button('Tolak kunci', 'refuse', 'danger')]
        : [],
  };
}

/** Whoever may give a key: a request, holders, a decision, a letter, a reminder and a page, in one file. */
export function openRoomDesk(house: House): CompleteDesk {
  const { db, jobDb } = house;
  const letters = { db: jobDb, ...letterDeps(house) };
  const holders = (tx: Queryable, requesterId: number) =>
    tx.query<{ id: number }>(
      `SELECT p.id FROM person p JOIN role_grant g ON g.person_id = p.id AND g.role = 'ICT_MANAGER' AND g.withdrawn_at IS NULL
       WHERE p.active AND p.id <> $1 ORDER BY p.id`,
      [requesterId],
    );

  /** Decides once: whoever comes second is told who was faster. */
  async function decide(ctx: Context, id: number, to: 'GIVEN' | 'REFUSED'): Promise<string> {
    const request = await load(db, id);
    if (!request || !mayDecide(ctx, request)) throw new Refusal(msg('error.oldCard'));
    const isDone = await db.transaction(async (tx) => {
      const moved = await tx.query(
        `UPDATE room_request SET status = $2 WHERE id = $1 AND status = 'WAITING' RETURNING id`,
        [id, to],
      );
      if (moved.length === 0) return false;
      await tell(tx, entryOf(ctx, id, 'room.decided', to), { name: 'room.announce', queue: subjectOf(id) });
      return true;
    });
    if (!isDone) throw new Refusal(await withWhoWasFaster(db, ctx, msg('error.oldCard'), subjectOf(id)));
    return `Kunci ${request.room}: ${to}`;
  }

  const verdict = (to: 'GIVEN' | 'REFUSED') => ({
    run: async (ctx: Context, [id]: string[]) => ({
      type: 'text' as const,
      text: await decide(ctx, idOf(id), to),
    }),
  });

  return {
    id: 'room',
    commands: {},
    records: {},
    actions: {
      ask: { run: async () => ({ type: 'form', form: roomForm() }) },
      give: verdict('GIVEN'),
      refuse: verdict('REFUSED'),
    },
    forms: {
      ask: {
        async submit(ctx, [form = ''], values) {
          const room = textOf(values, 'room');
          if (!/^R-\d+$/.test(room)) throw new FieldErrors({ room: msg('people.error.reason') });
          await db.transaction(async (tx) => {
            const [made] = await tx.query<{ id: number }>(
              'INSERT INTO room_request (room, requester_id, asked_on, form) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id',
              [room, ctx.actor.id, dayOf(ctx.now, house.env.TIMEZONE), form],
            );
            if (made)
              await tell(tx, entryOf(ctx, made.id, 'room.asked', 'WAITING'), {
                name: 'room.announce',
                queue: subjectOf(made.id),
              });
          });
          return done(ctx.t, { text: `Diminta: ${room}` });
        },
      },
    },
    cards: {
      async request(ctx, id, _args, moment) {
        const request = await load(moment, id);
        return request && cardOf(ctx, request);
      },
      async reminder(_ctx, id, _args, moment) {
        const request = await load(moment, id);
        return request && { title: `Masih menunggu: ${request.room}`, parts: [], buttons: [] };
      },
    },
    jobs: {
      'room.announce': job('room.announce', 'jobs.name.announce', async ({ entry }) => {
        await jobDb.transaction(async (tx) => {
          const [change] = await tx.query<{ subject: string; to: string }>(
            'SELECT subject, to_state AS "to" FROM audit_entry WHERE id = $1',
            [entry],
          );
          const request = change && (await load(tx, Number(change.subject.split(':')[1])));
          if (!change || !request) return;
          const subject = subjectOf(request.id);
          const people = change.to === 'WAITING' ? await holders(tx, request.requesterId) : [];
          const own = { key: `${subject} requester`, personId: request.requesterId };
          const cards = people.map(({ id }) => ({ key: `${subject} holder ${id}`, personId: id }));
          await post(
            tx,
            [own, ...cards].map((one) => ({ ...one, card: 'room.request', subject, live: true })),
          );
          await enqueueAll(tx, [
            ...cards.map(({ key, personId }) =>
              letterWithCard({ key, letter: 'room.waiting', subject: request.id, args: { personId } }),
            ),
            ...(change.to === 'WAITING'
              ? []
              : [letterJob({ key: `${subject} decided`, letter: 'room.decided', subject: request.id })]),
          ]);
          await refresh(tx, subject);
        });
      }),
    },
    // Its holders are reminded after one and after three working days (U-19).
    deadlines: [
      {
        name: 'room.waiting',
        table: 'room_request',
        open: `r.status = 'WAITING'`,
        counted: { day: 'r.asked_on' },
        reaches: (days, today) => workingDaysBefore(today, -days),
        reminders: [-1, -3],
        async tell(tx, notices) {
          for (const { record, days } of notices) {
            const request = await load(tx, record);
            const card = { card: 'room.reminder' as const, subject: subjectOf(record), live: false };
            const people = request ? await holders(tx, request.requesterId) : [];
            const key = (id: number) => `${subjectOf(record)} reminder ${days} ${id}`;
            await post(
              tx,
              people.map(({ id }) => ({ ...card, key: key(id), personId: id })),
            );
          }
        },
      },
    ],
    letters: {
      waiting: async (id, { personId }) => letter(id, Number(personId), 'menunggu keputusan'),
      decided: async (id) => letter(id, null, 'sudah diputuskan'),
    },
    pages: async () => ({
      pages: [
        {
          method: 'get',
          path: '/portal/rooms/:id',
          for: 'person',
          async answer({ params, who }) {
            const request = await load(db, idOf(params.id));
            if (!request || request.requesterId !== who.ctx.actor.id) throw new Refusal(msg('error.oldCard'));
            return {
              type: 'page',
              title: `Kunci ${request.room}`,
              body: html`<p>${request.room}: ${request.status}</p>`,
            };
          },
        },
      ],
    }),
    offers: async () => [
      { label: 'Minta kunci', text: 'Kunci sebuah ruang rapat.', action: action('room.ask') },
    ],
    home: async () => ({ waiting: [], asked: [] }),
  };

  async function letter(id: number, personId: number | null, what: string) {
    const request = await load(jobDb, id);
    const reader = request && (await letters.contextOf(personId ?? request.requesterId));
    if (!reader) return null;
    const { t, actor } = reader;
    return {
      language: t.language,
      to: { name: actor.name, address: actor.email },
      subject: `Kunci ${request.room} ${what}`,
      paragraphs: [`${request.requester}: ${request.room} ${what}.`],
    };
  }
}

/** The newest day after which so many working days have come by `today`. */
export function workingDaysBefore(today: Day, count: number): Day {
  let day = today;
  for (let left = count; left > 0; day = addDays(day, -1)) if (isWorkingDay(day)) left -= 1;
  return day;
}

const isWorkingDay = (day: Day): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 > 0;

function entryOf({ now, actor, surface }: Context, id: number, what: string, to: string) {
  return { at: now, actor, surface, action: what, subject: subjectOf(id), to };
}

function roomForm(): Form {
  return {
    id: 'room.ask',
    title: 'Minta kunci',
    state: [randomUUID()],
    submit: 'Minta',
    close: 'Batal',
    fields: [{ type: 'text', name: 'room', label: 'Ruang', hint: 'R-101' }],
  };
}
