import * as z from 'zod';
import type { Fetch } from './exchange.ts';

/** Answers one kind of request, whose body has already been parsed as JSON; a `GET` has none. */
export type Route = (body: unknown, headers: Headers) => Promise<Response> | Response;

export const nikShape = z.string().regex(/^\d{16}$/);

/**
 * A neighbour's contract in the shape of `fetch`: the client runs over it in process, and a server can answer with
 * it. `routes` are keyed by method and path; `GET /health` is always there.
 */
export function createSandbox(routes: Record<string, Route>): Fetch {
  return async (url, init) => {
    const { pathname } = new URL(url);
    const method = init.method ?? 'GET';
    if (method === 'GET' && pathname === '/health') return Response.json({ status: 'ok' });
    const route = routes[`${method} ${pathname}`];
    if (!route) return refuse(404, 'no_such_route');
    const body = jsonOf(init.body);
    if (body === undefined && method !== 'GET') return refuse(422, 'not_json');
    return route(body, new Headers(init.headers));
  };
}

/** A route that refuses a body of another shape with 422 and names the fields. */
export function route<Body>(
  shape: z.ZodType<Body>,
  answer: (body: Body, headers: Headers) => Promise<Response> | Response,
): Route {
  return (body, headers) => {
    const parsed = shape.safeParse(body);
    if (parsed.success) return answer(parsed.data, headers);
    const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
    return Response.json({ error: 'invalid', fields }, { status: 422 });
  };
}

export function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

function jsonOf(body: RequestInit['body']): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}
