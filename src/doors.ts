import type { IncomingMessage, ServerResponse } from 'node:http';
import { traceOf } from './core/errors.ts';
import type { Log } from './core/log.ts';

export type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * An idle connection is kept for longer than a proxy, or another client, keeps it, mostly a minute at most: were we the first to close
 * it, the next request might be on its way already, and be lost.
 */
export const keptMs = 65_000;

/** The path that the Teams bot's registration names. */
export const teamsPath = '/api/messages';

export interface Doors {
  /** By the whole path, or, with a slash at its end, by its first part; a path whose door is closed here is the portal's. */
  named: ReadonlyMap<string, Handler | undefined>;
  /** Whether a request was one of the operators', and has its answer. */
  operations(req: IncomingMessage, res: ServerResponse): boolean;
  /** Loads what serves everything else: at its first visitor, so that a deployment that lives in chat does not pay for it. */
  portal(): Promise<Handler>;
}

/** Leads each request to the door that it knocks at. */
export function openDoors({ named, operations, portal }: Doors, log: Log): Handler {
  const servePortal = onceOnly(portal);
  return (req, res) => {
    const [path = ''] = (req.url ?? '').split('?');
    const door = named.get(path) ?? named.get(path.slice(0, path.indexOf('/', 1) + 1));
    if (door) return door(req, res);
    if (operations(req, res)) return;
    servePortal().then(
      (serve) => serve(req, res),
      (error) => {
        log.error({ error: traceOf(error) }, 'the portal could not be loaded');
        res.writeHead(503).end();
      },
    );
  };
}

/** Does the work at the first call and gives every call its result; work that failed is tried again. */
function onceOnly<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work().catch((error) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}
