import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { CommandLine } from './core/commands.ts';
import { messageOf, newReference, traceOf } from './core/errors.ts';
import type { Log } from './core/log.ts';
import { packages } from './core/packages.ts';
import type { Database } from './db/database.ts';
import { isFromDatabase } from './db/origin.ts';
import { isStalled, refusesWrites } from './db/stalled.ts';
import { requireWrites } from './db/writes.ts';
import { deadCount, failingCount } from './jobs/failing.ts';

/**
 * Serves what operators ask for: `/healthz`, `/readyz` and `/metrics`; false when the path is none of them. An `embedded`
 * PostgreSQL is a part of this program: without it the program is not whole.
 */
export function createOperations(
  db: Database,
  log: Log,
  embedded?: { isUp(): boolean },
): (req: IncomingMessage, res: ServerResponse) => boolean {
  let metrics: Promise<Registry> | undefined;
  // Anybody may ask, as often as they like: however many do, one look at a time takes a connection from the clicks.
  const ready = shared(heard('/readyz', log, () => requireWrites(db)));
  const measured = shared(
    heard('/metrics', log, async () => {
      metrics ??= createMetrics(db).catch((error) => {
        metrics = undefined;
        throw error;
      });
      const registry = await metrics;
      return { type: registry.contentType, text: await registry.metrics() };
    }),
  );
  return (req, res) => {
    const failed = ({ status, text }: Failed) => plain(res, status, text);
    switch (req.url?.split('?')[0]) {
      case '/healthz':
        if (embedded?.isUp() ?? true) plain(res, 200, 'ok');
        else plain(res, 503, 'the embedded PostgreSQL is down and is started again; see the log');
        return true;
      case '/readyz':
        // Ready means that a click would be answered: the database answers and takes what the click changes.
        ready().then(() => plain(res, 200, 'ready'), failed);
        return true;
      case '/metrics':
        measured().then(({ type, text }) => res.writeHead(200, { 'content-type': type }).end(text), failed);
        return true;
      default:
        return false;
    }
  };
}

/** What a stranger reads of a failure. */
interface Failed {
  status: number;
  text: string;
}

/**
 * Work whose failure is told as what it is, and fully in the log: anybody may read the answer, so it names no cause. However
 * often somebody asks, what goes on failing alike is in the log once, under one reference.
 */
function heard<T>(what: string, log: Log, work: () => Promise<T>): () => Promise<T> {
  let told: { message: string; reference: string } | undefined;
  return () =>
    work().then(
      (result) => {
        told = undefined;
        return result;
      },
      (error): never => {
        const message = messageOf(error);
        if (told?.message !== message) {
          told = { message, reference: newReference() };
          log.error(
            { what, reference: told.reference, error: traceOf(error) },
            'operators were not answered',
          );
        }
        throw failedBy(error, told.reference);
      },
    );
}

function failedBy(error: unknown, reference: string): Failed {
  if (refusesWrites(error))
    return { status: 503, text: `the database takes no changes; see the log, ${reference}` };
  if (!isFromDatabase(error))
    return { status: 500, text: `a fault of this program; see the log, ${reference}` };
  return isStalled(error)
    ? { status: 503, text: `the database does not answer; see the log, ${reference}` }
    : { status: 503, text: `the database refuses to answer; see the log, ${reference}` };
}

/** Work whose result everybody gets who asks while it is under way. */
function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

function plain(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/** What is measured when somebody looks: nothing of it costs a click anything. */
const gauges: { name: string; help: string; sql: string }[] = [
  {
    name: 'satu_pintu_jobs_waiting',
    help: 'Jobs that are due and not taken yet.',
    sql: 'SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE run_at <= now() AND locked_at IS NULL AND attempts < max_attempts',
  },
  {
    name: 'satu_pintu_jobs_retrying',
    help: 'Jobs that have failed and will be tried again.',
    sql: 'SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE last_error IS NOT NULL AND attempts < max_attempts',
  },
  {
    name: 'satu_pintu_jobs_failing',
    help: `Jobs that have failed twice or more, those that gave up included; ${'/pintu doctor' satisfies CommandLine} says which and why.`,
    sql: failingCount,
  },
  {
    name: 'satu_pintu_jobs_dead',
    help: 'Jobs that gave up; somebody has to look.',
    sql: deadCount,
  },
  {
    name: 'satu_pintu_cards_undelivered',
    help: 'Cards that can never arrive.',
    sql: 'SELECT count(*)::int AS n FROM posted_card WHERE failure IS NOT NULL AND posted_at IS NULL',
  },
  {
    name: 'satu_pintu_audit_unsealed',
    help: 'Audit entries that wait for their seal; more than a few for long means that sealing has stopped.',
    sql: 'SELECT count(*)::int AS n FROM audit_unsealed',
  },
];

async function createMetrics(db: Database): Promise<Registry> {
  // Loaded at the first look: a deployment that is not scraped does not pay for it.
  const { collectDefaultMetrics, Gauge, Registry } = await packages.metrics();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name, help, sql } of gauges) {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        async collect() {
          this.set((await db.query<{ n: number }>(sql))[0]?.n ?? 0);
        },
      }),
    );
  }
  return registry;
}
