import type { Mail } from '@satu-pintu/playground';
import type { Copy, Oracle } from './oracle.ts';
import { type Standing, showsTrue, standingOn } from './standing.ts';
import type { World } from './world.ts';

export interface Entry {
  id: number;
  at: Date;
  actorId: number | null;
  action: string;
  subject: string;
  from: string | null;
  to: string | null;
  key: string | null;
  /** The chat account, where one was linked or given up. */
  chatAccount: string | null;
}

export interface Decision {
  requestId: number;
  stage: string;
  round: number;
  approved: boolean;
  personId: number;
  onBehalfOfId: number | null;
}

export interface Request {
  id: number;
  number: string;
  status: string;
  requesterId: number;
  atasanId: number;
  nopek: string | null;
  email: string;
}

/** A stage of a request's plan: who decides it, where that is not its superior or a role, and how many of them. */
export interface Planned {
  requestId: number;
  stage: string;
  needed: number;
  persons: number[];
}

export interface Person {
  id: number;
  email: string;
  nopek: string | null;
}

/** Who holds what at a moment, as far as decisions hang on it. */
export interface Rights {
  grants: readonly { personId: number; role: string }[];
  /** Substitutes of this day. */
  delegations: readonly { principalId: number; substituteId: number }[];
  handed: readonly { subject: string; personId: number }[];
}

/** That somebody was shown something of a person, as it is noted (T-3), and how often. */
export interface View {
  /** Null for whoever had a link that was mailed to the person themselves. */
  viewerId: number | null;
  subject: string;
  what: 'NIK' | 'FILE';
  by: string;
  times: number;
}

/** All that the invariants look at, once everything is quiet. */
export interface Snapshot {
  now: number;
  entries: readonly Entry[];
  decisions: readonly Decision[];
  requests: readonly Request[];
  /** In the order of the stages. */
  plans: readonly Planned[];
  people: readonly Person[];
  rights: Rights;
  /** What each table holds that only acts of people change, in short. */
  tables: ReadonlyMap<string, string>;
  views: readonly View[];
  copies: readonly Copy[];
  standing: Standing;
  mails: readonly Mail[];
  /** What waits and was to be looked at by now, for who is to be reminded. */
  unseen: readonly { subject: string; at: Date }[];
  /** Jobs that do not end. */
  stuck: readonly string[];
  /** Whether somebody may see a record now. */
  maySee(personId: number, subject: string): Promise<boolean | null>;
}

/** Tables that hold what people and the program do besides acts: being seen, waiting, telling. */
const besides = [
  'alarm',
  'attachment',
  'audit_entry',
  'audit_check',
  'audit_checkpoint',
  'audit_head',
  'audit_key',
  'audit_seal',
  'audit_unsealed',
  // How many wrong codes there were.
  'authenticator',
  'chat_identity',
  'chat_code',
  'counted',
  'database_life',
  'deadline_day',
  'deadline_notice',
  'drawn_modal',
  'failing_job',
  'form_draft',
  'one_time_link',
  'platform_outage',
  'person',
  // What it notes is judged by itself.
  'personal_view',
  'posted_card',
  'retention_removal',
  'retention_run',
  'root_key',
  'sent_mail',
  'stray_copy',
  'taken_delivery',
  'waiting_record',
  '_migration',
];

/** How often it is looked at who is to be reminded. */
const lookEveryMs = 5 * 60_000;

export async function take(world: World, oracle: Oracle, stuck: readonly string[]): Promise<Snapshot> {
  const { query } = world;
  const [
    entries,
    decisions,
    requests,
    plans,
    people,
    grants,
    delegations,
    handed,
    views,
    unseen,
    tables,
    mails,
  ] = await Promise.all([
    query<Entry>(
      `SELECT id::int, at, actor_id AS "actorId", action, subject, from_state AS "from", to_state AS "to", data->>'key' AS key,
           data->>'account' AS "chatAccount"
         FROM audit_entry ORDER BY id`,
    ),
    query<Decision>(
      `SELECT request_id AS "requestId", stage, round, approved, person_id AS "personId", on_behalf_of_id AS "onBehalfOfId"
         FROM user_id_decision ORDER BY request_id, nth`,
    ),
    query<Request>(
      `SELECT id, number, status, requester_id AS "requesterId", atasan_id AS "atasanId", nopek, email FROM user_id_request ORDER BY id`,
    ),
    query<Planned>(
      `SELECT request_id AS "requestId", stage, needed,
           ARRAY(SELECT (one->>'person')::int FROM jsonb_array_elements(groups) g, jsonb_array_elements(g) one WHERE one ? 'person') AS persons
         FROM user_id_stage ORDER BY request_id, place`,
    ),
    query<Person>('SELECT id, email, nopek FROM person ORDER BY id'),
    query<Rights['grants'][number]>(
      'SELECT person_id AS "personId", role::text FROM role_grant WHERE withdrawn_at IS NULL ORDER BY id',
    ),
    query<Rights['delegations'][number]>(
      `SELECT principal_id AS "principalId", substitute_id AS "substituteId" FROM delegation
         WHERE ended_at IS NULL AND ($1::timestamptz AT TIME ZONE 'Asia/Jakarta')::date BETWEEN from_day AND to_day ORDER BY id`,
      [new Date(world.now())],
    ),
    query<Rights['handed'][number]>(
      `SELECT subject, (handed->>'to')::int AS "personId" FROM (
           SELECT 'user-id:' || id AS subject, handed_over('user-id:' || id, status) AS handed FROM user_id_request) r
         WHERE handed IS NOT NULL ORDER BY subject`,
    ),
    query<View>(
      `SELECT viewer_id AS "viewerId", subject, what::text, by::text, sum(times)::int AS times FROM personal_view GROUP BY 1, 2, 3, 4 ORDER BY 2, 1, 3, 4`,
    ),
    query<{ subject: string; at: Date }>(
      `SELECT subject, next_at AS at FROM waiting_record WHERE next_at <= $1 ORDER BY subject`,
      [new Date(world.looked() - lookEveryMs)],
    ),
    digests(world),
    world.playground.api.mails({}),
  ]);
  const standing = await standingOn(world.playground);
  const copies = await oracle.copies((copy) => showsTrue(standing, copy));
  return {
    now: world.now(),
    entries,
    decisions,
    requests,
    plans,
    people,
    rights: { grants, delegations, handed },
    views,
    unseen,
    tables,
    copies,
    standing,
    mails,
    stuck,
    maySee: oracle.maySee,
  };
}

let statement: string | undefined;

async function digests({ query }: World): Promise<Map<string, string>> {
  if (!statement) {
    const names = await query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1`,
      [besides],
    );
    statement = names
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, md5(string_agg(t::text, '|' ORDER BY t::text)) AS digest FROM "${name}" t`,
      )
      .join(' UNION ALL ');
  }
  const rows = await query<{ name: string; digest: string | null }>(statement);
  return new Map(rows.map(({ name, digest }) => [name, digest ?? '']));
}
