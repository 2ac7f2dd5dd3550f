import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fetch } from '../../src/neighbours/http/exchange.ts';
import type { Patience } from '../../src/neighbours/http/neighbour.ts';

/** Long enough for a busy machine, where an answer is waited for and not its absence. */
export const patient: Partial<Patience> = { timeoutMs: 20_000, totalMs: 50_000 };

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface NeighbourServer {
  url: string;
  /** Everything that arrived, in order. */
  received: Received[];
  close(): Promise<void>;
}

/** A neighbour on a port of its own, which answers as told. */
export async function startNeighbour(
  answer: (request: Received, response: ServerResponse, count: number) => unknown,
): Promise<NeighbourServer> {
  const received: Received[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = message;
    const request = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
    received.push(request);
    await answer(request, response, received.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body?: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/** Serves a sandbox over HTTP. */
export function serve(sandbox: Fetch): Promise<NeighbourServer> {
  return startNeighbour(answering(sandbox));
}

/** A sandbox as what a neighbour on a port of its own does with a request. */
export function answering(sandbox: Fetch): (request: Received, response: ServerResponse) => Promise<void> {
  return async ({ method, path, headers, body }, response) => {
    const answer = await sandbox(`http://sandbox${path}`, {
      method,
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      body: body || undefined,
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
}
