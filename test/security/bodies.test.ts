import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { answerRefusedBody, type Bodies, BodyRefused, createBodies } from '../../src/core/bodies.ts';

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A door that reads bodies within this budget and answers how much it has read. */
async function door(bodies: Bodies, maxBytes = 1024 * 1024): Promise<number> {
  const server = createServer((req, res) => {
    bodies.read(req, maxBytes).then(
      (body) => res.end(String(body.length)),
      (error) => {
        if (error instanceof BodyRefused) answerRefusedBody(res, error);
      },
    );
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Says that it sends `length` bytes and sends some of them; what is answered is in `answer`. */
async function halfSent(port: number, length: number, sent: number) {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  const half = { answer: '', socket };
  socket.on('data', (chunk) => (half.answer += chunk));
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(`POST / HTTP/1.1\r\nhost: door\r\ncontent-length: ${length}\r\n\r\n`);
  socket.write(Buffer.alloc(sent, 'x'));
  return half;
}

const whole = async (port: number, bytes: number) =>
  (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'x'.repeat(bytes) })).text();

describe('I-3 bodies that nobody has signed yet', () => {
  it('hold no more memory than there is for all of them: the largest goes, and a small one is read meanwhile', async () => {
    const port = await door(createBodies({ totalBytes: 1024 * 1024 }));
    const halves = await Promise.all(Array.from({ length: 40 }, () => halfSent(port, 900_000, 200_000)));
    const refused = () => halves.filter(({ answer }) => answer.startsWith('HTTP/1.1 503'));
    // Of 40 that hold 200 kB each, at most a handful find room in 1 MB.
    await expect.poll(() => refused().length).toBeGreaterThanOrEqual(36);
    expect(await whole(port, 5000)).toBe('5000');
    expect(refused().length).toBeLessThan(40);
  });

  it('are read whole up to their limit and not beyond it, in however small pieces they come', async () => {
    const port = await door(createBodies(), 10_000);
    expect(await whole(port, 10_000)).toBe('10000');
    const larger = await halfSent(port, 20_000, 10_001);
    await expect.poll(() => larger.answer).toMatch(/^HTTP\/1\.1 413/);
    const pieces = await halfSent(port, 300, 0);
    for (let n = 0; n < 300; n += 1) pieces.socket.write('x');
    await expect.poll(() => pieces.answer).toMatch(/300$/);
  });

  it('are given up on when they do not come in time', async () => {
    const port = await door(createBodies({ withinMs: 50 }));
    const slow = await halfSent(port, 1000, 10);
    await expect.poll(() => slow.answer).toMatch(/^HTTP\/1\.1 408/);
  });
});
